import GateDomain
import GateFusion

/// Watches one camera's frames on a thread of its own: recognition, tracking, evidence. What settles goes to the gate.
actor Watcher {
    private nonisolated let executor: ThreadExecutor
    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    private let camera: CameraPlace
    private let recognisers: any RecogniserFactory
    private let gate: Gate
    private nonisolated let mailbox: FrameMailbox
    /// Nil in a replay: event time is then told by frames alone.
    private let liveClock: (any SupervisorClock)?

    private var recogniser: (any CameraRecogniser)?
    private var tracker: CameraTracker
    /// Frames are held, not encoded: most are replaced by a better one before their track settles.
    private var best: [Int: (region: Quad?, frame: VideoFrame)] = [:]
    private var last: CaptureTime?
    private var lastFrame: CaptureTime?
    /// The last picture before a live camera fell silent.
    private var away: CaptureTime?
    private var view: ViewTrouble?
    private var missing: [(from: CaptureTime, to: CaptureTime)] = []

    /// Seconds without a frame after which a live camera counts as dark.
    private static let idlePatience = 5.0

    init(
        _ camera: CameraPlace, recognisers: any RecogniserFactory, gate: Gate, mailbox: FrameMailbox,
        liveClock: (any SupervisorClock)?
    ) {
        executor = ThreadExecutor(name: "watch \(camera.camera)")
        self.camera = camera
        self.recognisers = recognisers
        self.gate = gate
        self.mailbox = mailbox
        self.liveClock = liveClock
        tracker = CameraTracker(place: camera)
    }

    /// Watches until the mailbox is closed and empty, or the task is cancelled: then open tracks are left unsettled, because the vehicle
    /// may still be standing there. What was committed stays and is taken up again by the next run.
    nonisolated func run() async throws {
        try await withThrowingTaskGroup { group in
            group.addTask { try await self.watch() }
            if liveClock != nil {
                group.addTask {
                    while (try? await Task.sleep(for: .seconds(1))) != nil { self.mailbox.nudge() }
                }
            }
            try await group.next()
            group.cancelAll()
        }
    }

    private func watch() async throws {
        // Whoever stops watching must not leave the camera waiting for room.
        defer { mailbox.close() }
        let recogniser = try recognisers.makeRecogniser(for: camera)
        self.recogniser = recogniser
        watching: while !Task.isCancelled {
            switch await mailbox.take() {
            case .frame(let frame): try await watch(frame, with: recogniser)
            case .event(let event): await note(event)
            case .nothingYet: try await lookAtClock()
            case .closed: break watching
            }
        }
        guard !Task.isCancelled else { return }
        try await takeMissing(before: nil)
        try await perform(tracker.finish(), on: nil)
        try await gate.advance(camera, to: .distantFuture)
    }

    private func watch(_ frame: VideoFrame, with recogniser: any CameraRecogniser) async throws {
        if let last, frame.time.instant <= last.instant {
            await gate.count(camera) { $0.dropped.late += 1 }
            return
        }
        let isNew = lastFrame == nil || away != nil
        try await comeBack(at: frame.time)
        try await takeMissing(before: frame.time)
        let observation = try recogniser.observe(frame, attention: tracker.attention)
        if observation.view?.problem != view?.problem {
            view = observation.view
            await gate.note(view, at: camera)
        }
        try await perform(tracker.observe(observation), on: frame)
        (last, lastFrame) = (frame.time, frame.time)
        let dropped = mailbox.dropped
        if isNew { await gate.isUp(camera) }
        try await gate.advance(camera, to: frame.time.instant) {
            $0.watched += 1
            $0.read += observation.wasRead ? 1 : 0
            $0.dropped.busy = dropped
            ($0.lastPicture, $0.clock) = (Timestamp(frame.time.instant), frame.time.quality)
            $0.darkSince = observation.isDark ? $0.darkSince ?? Timestamp(frame.time.instant) : nil
        }
    }

    private func perform(_ actions: [TrackerAction], on frame: VideoFrame?) async throws {
        for action in actions {
            switch action {
            case .keepEvidence(let track, let region):
                if let frame { best[track] = (region, frame) }
            case .settle(var sighting, let track):
                if let recogniser, let kept = best.removeValue(forKey: track) {
                    try await keep(try recogniser.evidence(of: kept.region, in: kept.frame), of: &sighting)
                }
                try await gate.settle(sighting)
            }
        }
        best = best.filter { tracker.mayStillSettle(track: $0.key) }
    }

    /// Pictures are given up before records: on a full disk the sighting goes on without them, and says so.
    private func keep(_ pictures: [EvidencePicture], of sighting: inout Sighting) async throws {
        for picture in pictures {
            do {
                sighting.evidence.append(try gate.store.keep(picture))
            } catch let error as StoreError where error.isTemporary {
                sighting.picturesLost = (sighting.picturesLost ?? 0) + 1
                await gate.gaveUpPicture(of: camera, error)
            }
        }
    }

    /// A silent live camera must not hold up its lane: what it would have seen is a gap. It is recorded when the camera falls silent and when
    /// it is back, however long that takes.
    private func lookAtClock() async throws {
        guard let liveClock else { return }
        let now = liveClock.now().advanced(bySeconds: -1)
        guard let from = last else {
            last = CaptureTime(instant: now, quality: .arrival)
            return
        }
        let to = CaptureTime(instant: now, quality: .arrival, epoch: from.epoch)
        if away == nil {
            guard now.seconds(since: from.instant) >= Self.idlePatience else { return }
            away = from
            try await perform(tracker.gap(from: from, to: to, reason: Self.silence), on: nil)
            await gate.isAway(camera)
        } else {
            await gate.isStillDark(camera, at: now)
        }
        guard now > from.instant else { return }
        last = to
        try await gate.advance(camera, to: now)
    }

    private static let silence = "no frames"

    private func comeBack(at time: CaptureTime) async throws {
        guard let from = away else { return }
        away = nil
        try await perform(tracker.returned(from: from, to: time, reason: Self.silence), on: nil)
    }

    /// Reports the gaps that end by `time`; all there are without one.
    private func takeMissing(before time: CaptureTime?) async throws {
        let end = time?.instant ?? .distantFuture
        let due = missing.filter { $0.to.instant <= end }
        missing.removeAll { $0.to.instant <= end }
        for gap in due {
            try await perform(
                tracker.gap(from: gap.from, to: gap.to, reason: "footage is missing"), on: nil)
        }
    }

    private func note(_ event: SupervisorEvent) async {
        if case .notice(.gap(let from, let to)) = event { missing.append((from, to)) }
        await gate.note(event, at: camera)
    }
}
