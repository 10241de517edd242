public import GateDomain
public import GateFusion

/// Where the cameras' sightings meet: journal, engine and decisions, one at a time.
///
/// The law: *a committed sighting is processed at least once and appears exactly once in the queue.* A sighting is committed before
/// the engine sees it; a passage, its verdict and its case are committed in one transaction under the passage's id, which is the same
/// whenever the same sightings are processed again. Each decision is committed before the next one is judged.
public actor Gate {
    /// What a gate keeps its memory in.
    public typealias Store = Journal & DeclarationStore & CaseStore

    /// A thread of its own: while it judges it may read the past from a store.
    private nonisolated let executor = ThreadExecutor(name: "gate")
    public nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }
    public nonisolated let store: any Store

    var engine: PassageEngine
    var cameras: [CameraPlace: CameraHealth]
    var lanes: [LaneHealth]
    var inboxes: [String: InboxHealth] = [:]
    let clock: any SupervisorClock
    let started: Instant
    private let attempts: any AttemptLog
    let turn = Turn()
    private let report: @Sendable (FlowEvent) -> Void
    private var listeners: [UInt64: AsyncStream<GateEvent>.Continuation] = [:]
    private var lastListener: UInt64 = 0
    private var lastEvent: UInt64 = 0

    /// - Parameters:
    ///   - history: passages that were decided in the last `PassageEngine.recallHours`; all of them when the judge has no archive.
    ///   - unassigned: sightings that were committed by an earlier live run and belong to no passage yet.
    ///   - events: sensor events that were committed by an earlier run.
    ///   - attempts: what was in work when an earlier run died.
    ///   - clock: what health is dated by; decisions know event time alone.
    ///   - report: called on the gate's thread: events come one at a time, verdicts in order of (decided, id).
    public init(
        setups: [LaneSetup], judge: Judge, store: any Store, history: [(passage: Passage, verdict: Verdict)],
        unassigned: [Sighting] = [], events: [SensorEvent] = [], attempts: any AttemptLog = NoAttempts(),
        clock: any SupervisorClock = SystemSupervisorClock(),
        report: @escaping @Sendable (FlowEvent) -> Void
    ) async throws {
        engine = PassageEngine(setups: setups, judge: judge)
        cameras = Dictionary(
            setups.flatMap(\.cameras).map { ($0, CameraHealth($0)) }, uniquingKeysWith: { first, _ in first })
        lanes = setups.map { LaneHealth($0) }
        self.clock = clock
        started = clock.now()
        self.store = store
        self.attempts = attempts
        self.report = report
        for (passage, verdict) in history { engine.remember(passage, verdict) }
        for sighting in unassigned { engine.add(sighting) }
        // An earlier run may have stopped between an event and what it revises.
        for event in events { try await revise(by: event) }
    }

    public var cameraCounts: [(camera: CameraPlace, counts: CameraHealth)] {
        cameras.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }

    /// Commits the sighting and hands it to the engine.
    func settle(_ sighting: Sighting) async throws {
        _ = try await store.commit(sighting)
        cameras[sighting.place]?.sightings += 1
        engine.add(sighting)
    }

    /// Tells how far a camera has been watched; decides and commits the passages that are complete.
    func advance(
        _ camera: CameraPlace, to instant: Instant, _ change: @Sendable (inout CameraHealth) -> Void = { _ in }
    ) async throws {
        count(camera, change)
        try await turn.run {
            for passage in engine.advance(camera, to: instant) {
                let (verdict, standing) = try await judge(passage)
                if standing != verdict { engine.remember(passage, standing) }
                note(standing)
                tell(.verdict(standing, passage))
            }
        }
        tell(.progress(camera, instant))
    }

    /// Judges a passage and commits what stands. What cannot be judged, or written down, goes to an officer; the gate goes on.
    private func judge(_ passage: Passage) async throws -> (verdict: Verdict, standing: Verdict) {
        defer { attempts.end() }
        guard attempts.begin("passage \(passage.id)") < NoAttempts.limit else {
            return try await leave(passage, "Judging it ended the process twice: an officer decides; report this.")
        }
        let verdict = engine.judge(passage)
        do {
            return (verdict, try await store.commit(verdict, of: passage))
        } catch is EncodingError {
            return try await leave(passage, "Its verdict cannot be written down: an officer decides; report this.")
        }
    }

    private func leave(_ passage: Passage, _ reason: String) async throws -> (verdict: Verdict, standing: Verdict) {
        let verdict = Verdict(unjudged: passage, reason: reason)
        engine.remember(passage, verdict)
        tell(.problem("passage \(passage.id) could not be judged: \(reason)"))
        return (verdict, try await store.commit(verdict, of: passage))
    }

    /// A camera that was reported dark has not changed; nothing is recorded of it.
    func isStillDark(_ camera: CameraPlace, at instant: Instant) { engine.extendDarkness(of: camera, to: instant) }

    /// A declaration that is in the store: tells the judge.
    public func add(_ declaration: Declaration) async {
        await turn.run { engine.add(declaration) }
        tell(.declaration(declaration))
    }

    /// Commits a report of another device and hands it to the engine; the same one again changes nothing. When it comes after its
    /// passage was decided and finds something more, the passage is revised.
    public func add(_ event: SensorEvent) async throws {
        try await turn.run {
            _ = try await store.commit(event)
            try await revise(by: event)
        }
    }

    private func revise(by event: SensorEvent) async throws {
        defer { attempts.end() }
        var revised: [(passage: Passage, verdict: Verdict)]
        if attempts.begin("report \(event.id)") < NoAttempts.limit {
            revised = engine.add(event)
        } else {
            let reason = "A late report ended the process twice and is left out: an officer decides; report this."
            tell(.problem("report \(event.id): \(reason)"))
            revised = engine.addUnjudged(event).filter { !$0.verdict.discrepancies.contains { $0.rule == .unjudged } }
            for index in revised.indices { revised[index].verdict = revised[index].verdict.unjudged(reason: reason) }
        }
        for (passage, verdict) in revised {
            try await store.revise(verdict, of: passage)
            tell(.revision(verdict, passage))
        }
    }

    func count(_ camera: CameraPlace, _ change: (inout CameraHealth) -> Void) {
        guard var value = cameras[camera] else { return }
        change(&value)
        cameras[camera] = value
    }

    /// Something that an operator should know of; the run goes on.
    public func warn(_ message: String) { tell(.warning(message)) }

    /// An input that could not be processed; the run goes on.
    public func complain(_ message: String) { tell(.problem(message)) }

    func tell(_ event: FlowEvent) {
        report(event)
        guard !event.isProgress, !listeners.isEmpty else { return }
        lastEvent += 1
        for (id, listener) in listeners {
            if case .terminated = listener.yield(GateEvent(number: lastEvent, event: event)) { listeners[id] = nil }
        }
    }

    /// What happens from now on, progress left out. A listener that is slow loses the oldest: `number` then jumps, and it should look at
    /// `live()` again.
    public func events(keeping limit: Int = 256) -> AsyncStream<GateEvent> {
        lastListener += 1
        let (stream, listener) = AsyncStream.makeStream(of: GateEvent.self, bufferingPolicy: .bufferingNewest(limit))
        listeners[lastListener] = listener
        return stream
    }
}
