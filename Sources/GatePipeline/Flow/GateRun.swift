import Foundation
public import GateDomain
import GateFusion

/// Cameras, recognition, flow: one run of the pipeline, recorded or live.
public final class GateRun: Sendable {
    /// One camera with the streams that feed it, in order.
    public struct Feed: Sendable {
        public var camera: CameraPlace
        public var sources: [any VideoSource]

        public init(camera: CameraPlace, sources: [any VideoSource]) {
            self.camera = camera
            self.sources = sources
        }
    }

    private let workers: [CameraWorker]
    private let flow: GateFlow
    private let stopped: Locked<Bool>

    /// - Parameter live: nil for a replay, else the wall clock that idle cameras are measured by and the seed of the reconnect jitter.
    public init(
        feeds: [Feed], flow: GateFlow, recognisers: any RecogniserFactory,
        clock: any SupervisorClock, isLive: Bool, seed: UInt64 = 1
    ) {
        let stopper = Stopper()
        self.flow = flow
        stopped = Locked(false)
        workers = feeds.sorted { $0.camera < $1.camera }.enumerated().map { index, feed in
            let mode: CameraSupervisor.Mode = isLive ? .live(seed: seed &+ UInt64(index)) : .recorded
            let supervisor = CameraSupervisor(sources: feed.sources, mode: mode, clock: clock)
            return CameraWorker(
                camera: feed.camera, supervisor: supervisor, recognisers: recognisers, flow: flow,
                liveClock: isLive ? clock : nil, onFailure: { stopper.fire() })
        }
        stopper.set { [weak self] in self?.stop() }
    }

    /// Runs until every stream has ended or `stop` is called; blocks.
    /// - Throws: the first error of the store or of a network, which stopped the run. What was committed before stays.
    public func run() throws {
        let group = DispatchGroup()
        for worker in workers { worker.start(in: group) }
        group.wait()
        if let failure = flow.firstFailure { throw failure }
    }

    /// Ends the run soon, from any thread.
    public func stop() {
        stopped.withLock { $0 = true }
        for worker in workers { worker.stop() }
    }

    /// True when `stop` ended the run.
    public var wasStopped: Bool { stopped.withLock { $0 } }
}

/// Lets a failing worker stop a run that did not exist yet when the worker was made.
private final class Stopper: Sendable {
    private let action = Locked<(@Sendable () -> Void)?>(nil)

    func set(_ action: @escaping @Sendable () -> Void) { self.action.withLock { $0 = action } }
    func fire() { action.withLock { $0 }?() }
}
