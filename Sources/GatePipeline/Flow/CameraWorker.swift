import Foundation
import GateDomain
import GateFusion

/// Follows one camera: its supervisor on one named thread, its watcher (recognition, tracking, journal) on another, a mailbox between them.
final class CameraWorker: @unchecked Sendable {
    // Sendable: `missing` and `isStopping` are used with `lock` held; everything else is constant or confined to the watcher's thread.
    private let camera: CameraPlace
    private let supervisor: CameraSupervisor
    private let recognisers: any RecogniserFactory
    private let flow: GateFlow
    private let mailbox: FrameMailbox
    /// Nil in a replay: event time is then told by frames alone.
    private let liveClock: (any SupervisorClock)?
    private let onFailure: @Sendable () -> Void

    private let lock = NSLock()
    private var missing: [(from: CaptureTime, to: CaptureTime)] = []
    private var isStopping = false

    /// Seconds without a frame after which a live camera counts as dark.
    private static let idlePatience = 5.0

    init(
        camera: CameraPlace, supervisor: CameraSupervisor, recognisers: any RecogniserFactory, flow: GateFlow,
        liveClock: (any SupervisorClock)?, onFailure: @escaping @Sendable () -> Void
    ) {
        self.camera = camera
        self.supervisor = supervisor
        self.recognisers = recognisers
        self.flow = flow
        self.liveClock = liveClock
        self.onFailure = onFailure
        mailbox = FrameMailbox(capacity: 2, policy: liveClock == nil ? .wait : .dropOldest)
    }

    /// Starts both threads; each leaves `group` when it is done.
    func start(in group: DispatchGroup) {
        startThread("ingest", in: group) { [self] in
            supervisor.run(deliver: { self.mailbox.put($0) }, report: { self.note($0) })
            mailbox.close()
        }
        startThread("watch", in: group) { [self] in
            do {
                try watch()
            } catch {
                flow.fail(error)
                mailbox.close()
                onFailure()
            }
        }
    }

    /// Ends both threads soon. What was committed stays and is taken up again by the next run; open tracks are left unsettled, because
    /// the vehicle may still be standing there.
    func stop() {
        lock.withLock { isStopping = true }
        supervisor.stop()
        mailbox.close()
    }

    private func startThread(_ kind: String, in group: DispatchGroup, _ body: @escaping @Sendable () -> Void) {
        group.enter()
        let thread = Thread {
            body()
            group.leave()
        }
        thread.name = "\(kind) \(camera.camera)"
        thread.stackSize = 4 << 20
        thread.start()
    }

    private func watch() throws {
        let recogniser = try recognisers.makeRecogniser(for: camera)
        var tracker = CameraTracker(place: camera)
        // Frames are held, not encoded: most are replaced by a better one before their track settles.
        var best: [Int: (region: Quad?, frame: VideoFrame)] = [:]
        var last: CaptureTime?

        func perform(_ actions: [TrackerAction], on frame: VideoFrame?) throws {
            for action in actions {
                switch action {
                case .keepEvidence(let track, let region):
                    if let frame { best[track] = (region, frame) }
                case .settle(let sighting, let track):
                    let kept = best.removeValue(forKey: track)
                    let pictures = try kept.map { try recogniser.evidence(of: $0.region, in: $0.frame) } ?? []
                    try flow.settle(sighting, pictures: pictures)
                }
            }
            best = best.filter { tracker.mayStillSettle(track: $0.key) }
        }

        watching: while !lock.withLock({ isStopping }) {
            switch mailbox.take(patience: 1) {
            case .frame(let frame):
                if let last, frame.time.instant <= last.instant {
                    flow.count(camera) { $0.late += 1 }
                    continue
                }
                for gap in takeMissing(before: frame.time) {
                    try perform(tracker.gap(from: gap.from, to: gap.to, reason: "footage is missing"), on: nil)
                }
                let observation = try recogniser.observe(frame, attention: tracker.attention)
                try perform(tracker.observe(observation), on: frame)
                last = frame.time
                flow.count(camera) {
                    $0.watched += 1
                    $0.read += observation.wasRead ? 1 : 0
                    $0.dropped = mailbox.dropped
                }
                try flow.advance(camera, to: frame.time.instant)
            case .nothingYet:
                guard let liveClock else { continue }
                // A silent live camera must not hold up its lane: what it would have seen is a gap.
                let now = liveClock.now().advanced(bySeconds: -1)
                guard let from = last else {
                    last = CaptureTime(instant: now, quality: .estimated)
                    continue
                }
                guard now.seconds(since: from.instant) >= Self.idlePatience else { continue }
                let to = CaptureTime(instant: now, quality: .estimated, epoch: from.epoch)
                try perform(tracker.gap(from: from, to: to, reason: "no frames"), on: nil)
                last = to
                try flow.advance(camera, to: now)
            case .closed:
                break watching
            }
        }
        guard !lock.withLock({ isStopping }) else { return }
        for gap in takeMissing(before: nil) {
            try perform(tracker.gap(from: gap.from, to: gap.to, reason: "footage is missing"), on: nil)
        }
        try perform(tracker.finish(), on: nil)
        try flow.advance(camera, to: .distantFuture)
    }

    /// Gaps that end by `time`; all there are without one.
    private func takeMissing(before time: CaptureTime?) -> [(from: CaptureTime, to: CaptureTime)] {
        lock.withLock {
            let end = time?.instant ?? .distantFuture
            let due = missing.filter { $0.to.instant <= end }
            missing.removeAll { $0.to.instant <= end }
            return due
        }
    }

    private func note(_ event: SupervisorEvent) {
        let name = "lane \(camera.lane.lane), camera \"\(camera.camera)\""
        switch event {
        case .connected, .ended: break
        case .notice(.gap(let from, let to)):
            lock.withLock { missing.append((from, to)) }
            flow.warn("\(name): no footage from \(from.instant.rfc3339) to \(to.instant.rfc3339)")
        case .notice(.damaged(let count, _, let detail)):
            flow.count(camera) { $0.damaged += count }
            flow.warn("\(name): \(detail)")
        case .failed(let error, let willRetryIn):
            if willRetryIn == nil {
                flow.complain("\(name): \(error)")
            } else {
                flow.count(camera) { $0.reconnects += 1 }
                flow.warn("\(name): \(error)")
            }
        }
    }
}
