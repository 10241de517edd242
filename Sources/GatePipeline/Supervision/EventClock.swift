public import GateDomain

/// Event time of a live gate: carried on by a clock that nobody can set, related to the wall clock at the start. Pure: it is told both.
///
/// When the wall clock is set, event time goes on as it was and then runs a twentieth faster or slower until both agree again. So it never runs
/// backwards, no vehicle in view is torn apart, and what comes meanwhile is marked as uncertain.
public struct EventClock: Sendable {
    /// Something that an operator should know.
    public enum Notice: Sendable, Hashable, CustomStringConvertible {
        /// The wall clock was set forward, or back when negative, by so many seconds.
        case stepped(seconds: Double)
        case agreed

        public var description: String {
            switch self {
            case .stepped(let seconds):
                let size =
                    seconds.magnitude < 120
                    ? "\(Int(saturating: seconds.magnitude.rounded())) s"
                    : "\(Int(saturating: (seconds.magnitude / 60).rounded())) min"
                return
                    "the machine's clock was set \(seconds < 0 ? "back" : "forward") by \(size); event time goes on and comes to "
                    + "agree with it slowly, times until then are estimated; start the gate anew in a quiet hour to take the new time at once"
            case .agreed: return "event time agrees with the machine's clock again"
            }
        }
    }

    /// Microseconds from the monotonic clock to event time, and to the wall clock.
    private var offset: Int64
    private var wallOffset: Int64
    private var lastMonotonic: Int64

    /// A step of the wall clock, microseconds, that is more than correction in passing.
    private static let step: Int64 = 500_000
    /// Event time runs this part faster or slower while it comes to agree.
    private static let slewing: Int64 = 20

    /// - Parameters:
    ///   - wall: microseconds since 1970.
    ///   - monotonic: microseconds of a clock that only runs forward.
    public init(wall: Int64, monotonic: Int64) {
        offset = wall - monotonic
        wallOffset = offset
        lastMonotonic = monotonic
    }

    /// Event time and wall clock are more than half a second apart.
    public var isUncertain: Bool { (wallOffset - offset).magnitude > Self.step.magnitude }

    public mutating func read(wall: Int64, monotonic: Int64) -> (instant: Instant, notice: Notice?) {
        let change = wall - monotonic - wallOffset
        let wasUncertain = isUncertain
        wallOffset += change
        // Cameras ask from threads of their own: one may come a moment late.
        let elapsed = max(0, monotonic - lastMonotonic)
        lastMonotonic += elapsed
        let most = elapsed / Self.slewing
        offset += max(-most, min(most, wallOffset - offset))
        let instant = Instant(microseconds: lastMonotonic + offset)
        if change.magnitude > Self.step.magnitude { return (instant, .stepped(seconds: Double(change) / 1e6)) }
        return (instant, wasUncertain && !isUncertain ? .agreed : nil)
    }
}
