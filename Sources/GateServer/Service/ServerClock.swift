import Foundation
public import GateDomain

/// The wall clock; another one in tests.
public struct ServerClock: Sendable {
    private let microseconds: @Sendable () -> Int64

    public init(microseconds: @escaping @Sendable () -> Int64) { self.microseconds = microseconds }

    public static let system = ServerClock {
        var now = timespec()
        clock_gettime(CLOCK_REALTIME, &now)
        return Int64(now.tv_sec) * 1_000_000 + Int64(now.tv_nsec) / 1000
    }

    public var now: Instant { Instant(microseconds: microseconds()) }
    /// Since 1970.
    public var seconds: Int64 { microseconds() / 1_000_000 }
}
