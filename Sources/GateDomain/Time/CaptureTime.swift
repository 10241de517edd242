/// An instant in event time: microseconds since 1970-01-01T00:00:00Z.
public struct Instant: Hashable, Comparable, Codable, Sendable {
    public var microseconds: Int64

    public init(microseconds: Int64) { self.microseconds = microseconds }

    public init(from decoder: any Decoder) throws {
        microseconds = try decoder.singleValueContainer().decode(Int64.self)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(microseconds)
    }

    public static func < (a: Instant, b: Instant) -> Bool { a.microseconds < b.microseconds }

    /// Seconds from `start` to `self`; negative when `self` is earlier.
    public func seconds(since start: Instant) -> Double {
        let (difference, overflow) = microseconds.subtractingReportingOverflow(start.microseconds)
        return (overflow ? Double(microseconds) - Double(start.microseconds) : Double(difference)) / 1e6
    }

    /// The instant `seconds` later (earlier when negative); saturates instead of overflowing.
    public func advanced(bySeconds seconds: Double) -> Instant {
        let delta = Int64(exactly: (seconds * 1e6).rounded()) ?? (seconds < 0 ? Int64.min : Int64.max)
        let (sum, overflow) = microseconds.addingReportingOverflow(delta)
        return Instant(microseconds: overflow ? (delta < 0 ? .min : .max) : sum)
    }

    /// The last instant before this one.
    public var predecessor: Instant { Instant(microseconds: max(.min + 1, microseconds) - 1) }

    public static let distantPast = Instant(microseconds: .min)
    public static let distantFuture = Instant(microseconds: .max)
}

/// How far a capture time can be trusted.
public enum ClockQuality: String, Codable, Sendable {
    /// Start given with the recording, offset of the camera's clock known.
    case recorded
    /// The stream carried wall time (RTCP sender report, programme date).
    case synchronised
    /// When the picture arrived, by this machine's clock.
    case arrival
    /// The same while the machine's clock had been set and event time did not agree with it yet.
    case estimated
    /// A recording that does not say when it was made: the instants only count from its beginning.
    case unknown
}

/// When a frame was taken: wall time, the quality of the clock behind it, and the epoch, which steps on each reconnect or re-anchoring.
public struct CaptureTime: Hashable, Codable, Sendable {
    public var instant: Instant
    public var quality: ClockQuality
    public var epoch: Int

    public init(instant: Instant, quality: ClockQuality, epoch: Int = 0) {
        self.instant = instant
        self.quality = quality
        self.epoch = epoch
    }

    /// The instant for ids and messages; `unknown+12.300s` from the beginning of a recording that does not say when it was made.
    public var text: String { instant.text(quality) }
}

extension Instant {
    /// As RFC 3339, or counted from the beginning of a recording where the clock's quality is `unknown`.
    public func text(_ quality: ClockQuality) -> String {
        guard quality == .unknown else { return rfc3339 }
        let thousandths = String(microseconds / 1000 % 1000)
        return "unknown+\(microseconds / 1_000_000)." + String(repeating: "0", count: max(0, 3 - thousandths.count))
            + thousandths + "s"
    }
}
