public import GateDomain

/// Cameras, watchers, gate: one run of the pipeline, recorded or live.
public struct GateRun: Sendable {
    /// One camera with the streams that feed it, in order.
    public struct Feed: Sendable {
        public var camera: CameraPlace
        public var sources: [any VideoSource]

        public init(camera: CameraPlace, sources: [any VideoSource]) {
            self.camera = camera
            self.sources = sources
        }
    }

    private let feeds: [Feed]
    private let gate: Gate
    private let recognisers: any RecogniserFactory
    private let clock: any SupervisorClock
    private let isLive: Bool
    private let seed: UInt64

    /// - Parameters:
    ///   - clock: what supervision waits by; a live gate's idle cameras are measured by it.
    ///   - seed: of the reconnect jitter.
    public init(
        feeds: [Feed], gate: Gate, recognisers: any RecogniserFactory, clock: any SupervisorClock, isLive: Bool,
        seed: UInt64 = 1
    ) {
        self.feeds = feeds.sorted { $0.camera < $1.camera }
        self.gate = gate
        self.recognisers = recognisers
        self.clock = clock
        self.isLive = isLive
        self.seed = seed
    }

    /// Runs until every stream has ended; ends soon, without an error, when its task is cancelled.
    /// - Throws: the first error of the store or of a network, which stopped the run. What was committed before stays.
    public func run() async throws {
        try await withThrowingTaskGroup { group in
            for (index, feed) in feeds.enumerated() {
                let mailbox = FrameMailbox(capacity: 2, policy: isLive ? .dropOldest : .wait)
                let mode: CameraSupervisor.Mode = isLive ? .live(seed: seed &+ UInt64(index)) : .recorded
                let supervisor = CameraSupervisor(sources: feed.sources, mode: mode, clock: clock)
                let camera = Camera(feed.camera, supervisor: supervisor, mailbox: mailbox)
                let watcher = Watcher(
                    feed.camera, recognisers: recognisers, gate: gate, mailbox: mailbox,
                    liveClock: isLive ? clock : nil)
                group.addTask { await camera.run() }
                group.addTask { try await watcher.run() }
            }
            // The first error cancels the others.
            try await group.waitForAll()
        }
    }
}
