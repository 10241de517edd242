import GateDomain

/// What happens to a camera's streams.
public enum SupervisorEvent: Sendable {
    /// The first frame of a run came.
    case connected
    case notice(IngestNotice)
    /// A run failed; nil when it will not be tried again.
    case failed(IngestError, willRetryIn: Double?)
    case ended
}

/// Keeps a camera's streams running: recordings once each in order, a live stream for ever. All retry logic sits here.
public final class CameraSupervisor: Sendable {
    public enum Mode: Sendable {
        case recorded
        /// `seed` of the reconnect jitter.
        case live(seed: UInt64)
    }

    private let sources: [any VideoSource]
    private let mode: Mode
    private let clock: any SupervisorClock
    private let stopped = Locked(false)

    public init(sources: [any VideoSource], mode: Mode, clock: any SupervisorClock) {
        self.sources = sources
        self.mode = mode
        self.clock = clock
    }

    /// Ends `run` soon, from any thread.
    public func stop() {
        stopped.withLock { $0 = true }
        for source in sources { source.stop() }
    }

    private var isStopped: Bool { stopped.withLock { $0 } }

    /// Runs on the caller's thread until the recordings end, `deliver` returns false, or `stop` is called.
    public func run(deliver: (VideoFrame) -> Bool, report: (SupervisorEvent) -> Void) {
        switch mode {
        case .recorded:
            for (epoch, source) in sources.enumerated() where !isStopped {
                do {
                    try runOnce(source, epoch: epoch, deliver: deliver, report: report)
                } catch  where !isStopped {
                    report(.failed(error, willRetryIn: nil))
                } catch {}
            }
        case .live(let seed):
            guard let source = sources.first else { break }
            watch(source, ReconnectState(seed: seed), deliver: deliver, report: report)
        }
        report(.ended)
    }

    private func watch(
        _ source: any VideoSource, _ initial: ReconnectState, deliver: (VideoFrame) -> Bool,
        report: (SupervisorEvent) -> Void
    ) {
        var state = initial
        // Room for the clock's own steps inside a run.
        var epoch = 0
        while !isStopped {
            var healthySince: Instant?
            var wantsMore = true
            var failure = IngestError("\(source.name): the stream ended", isRetriable: true)
            do throws(IngestError) {
                try runOnce(
                    source, epoch: epoch,
                    deliver: { frame in
                        if healthySince == nil { healthySince = clock.now() }
                        epoch = max(epoch, frame.time.epoch)
                        wantsMore = deliver(frame)
                        return wantsMore
                    }, report: report)
            } catch {
                failure = error
            }
            guard wantsMore, !isStopped else { return }
            let wait = state.next(.ended(at: clock.now(), healthySince: healthySince))
            failure.description += "; reconnecting (attempt \(wait.attempt))"
            report(.failed(failure, willRetryIn: wait.seconds))
            clock.sleep(wait.seconds, unless: { isStopped })
            epoch += 1
        }
    }

    private func runOnce(
        _ source: any VideoSource, epoch: Int, deliver: (VideoFrame) -> Bool, report: (SupervisorEvent) -> Void
    ) throws(IngestError) {
        var isConnected = false
        try source.run(
            epoch: epoch,
            deliver: { frame in
                if !isConnected {
                    isConnected = true
                    report(.connected)
                }
                return deliver(frame)
            }, notice: { report(.notice($0)) })
    }
}
