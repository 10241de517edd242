import Foundation
public import GateDomain

/// The clock of a running gate: event time, and waiting; tests have one of their own.
public protocol SupervisorClock: Sendable {
    /// Event time: never runs backwards, whatever happens to the machine's clock.
    func now() -> Instant
    /// The machine's clock was set, and event time does not agree with it yet.
    var isUncertain: Bool { get }
    /// Waits `seconds`, or until `isStopped` turns true, which is asked several times a second.
    func sleep(_ seconds: Double, unless isStopped: () -> Bool)
}

extension SupervisorClock {
    public var isUncertain: Bool { false }
}

/// The machine's clocks; all cameras of a gate share one value of it.
public final class SystemSupervisorClock: SupervisorClock {
    private let state: Locked<EventClock>
    private let report: @Sendable (String) -> Void

    /// - Parameter report: what an operator should know of the machine's clock, a sentence each.
    public init(report: @escaping @Sendable (String) -> Void = { _ in }) {
        state = Locked(EventClock(wall: Self.read(CLOCK_REALTIME), monotonic: Self.read(CLOCK_BOOTTIME)))
        self.report = report
    }

    public func now() -> Instant {
        let (instant, notice) = state.withLock {
            $0.read(wall: Self.read(CLOCK_REALTIME), monotonic: Self.read(CLOCK_BOOTTIME))
        }
        if let notice { report(notice.description) }
        return instant
    }

    public var isUncertain: Bool { state.withLock { $0.isUncertain } }

    public func sleep(_ seconds: Double, unless isStopped: () -> Bool) {
        let end = ContinuousClock.now + .seconds(seconds)
        while !isStopped(), ContinuousClock.now < end { Thread.sleep(forTimeInterval: min(0.1, max(0.001, seconds))) }
    }

    private static func read(_ clock: clockid_t) -> Int64 {
        var time = timespec()
        clock_gettime(clock, &time)
        return Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000
    }
}
