import Foundation
public import GateDomain

/// The wall clock that supervision waits by; tests have one of their own.
public protocol SupervisorClock: Sendable {
    func now() -> Instant
    /// Waits `seconds`, or until `isStopped` turns true, which is asked several times a second.
    func sleep(_ seconds: Double, unless isStopped: () -> Bool)
}

/// The machine's clock.
public struct SystemSupervisorClock: SupervisorClock {
    public init() {}

    public func now() -> Instant { Instant(microseconds: Int64(saturating: Date().timeIntervalSince1970 * 1e6)) }

    public func sleep(_ seconds: Double, unless isStopped: () -> Bool) {
        let end = Date(timeIntervalSinceNow: seconds)
        while !isStopped(), Date() < end { Thread.sleep(forTimeInterval: min(0.1, max(0, end.timeIntervalSinceNow))) }
    }
}
