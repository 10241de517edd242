public import GateDomain

/// When to try a live stream again: jittered exponential backoff that never gives up. Pure: the caller waits and connects.
public struct ReconnectState: Sendable {
    public enum Event: Sendable, Hashable {
        /// A run of the stream ended at `at`; `healthySince` is when its first frame came, nil when none did.
        case ended(at: Instant, healthySince: Instant?)
    }

    /// Seconds to wait before the next attempt.
    public struct Wait: Sendable, Hashable {
        public var seconds: Double
        public var attempt: Int
    }

    private var attempt = 0
    private var random: UInt64
    /// Reconnects since the start.
    public private(set) var reconnects = 0

    static let shortest = 0.5
    /// With the time that opening takes, a camera that is back is watched again within ten seconds.
    static let longest = 7.0
    /// Seconds of frames after which a stream counts as healthy again.
    static let healthyPeriod = 10.0

    /// - Parameter seed: of the jitter, so that cameras behind one switch do not come back in step.
    public init(seed: UInt64) { random = seed }

    public mutating func next(_ event: Event) -> Wait {
        switch event {
        case .ended(let at, let healthySince):
            if let healthySince, at.seconds(since: healthySince) >= Self.healthyPeriod { attempt = 0 }
            attempt += 1
            reconnects += 1
            let ceiling = min(Self.longest, Self.shortest * Double(1 << min(attempt - 1, 10)))
            return Wait(seconds: ceiling * (0.5 + 0.5 * draw()), attempt: attempt)
        }
    }

    /// 0..<1, by splitmix64.
    private mutating func draw() -> Double {
        random &+= 0x9E37_79B9_7F4A_7C15
        var z = random
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return Double((z ^ (z >> 31)) >> 11) / Double(1 << 53)
    }
}
