import Foundation
public import GateDomain
public import GateFusion

/// Where the cameras' sightings meet: journal, engine and decisions, one call at a time.
///
/// The law: *a committed sighting is processed at least once and appears exactly once in the queue.* A sighting is committed before
/// the engine sees it; a passage, its verdict and its case are committed in one transaction under the passage's id, which is the same
/// whenever the same sightings are processed again.
public final class GateFlow: @unchecked Sendable {
    // Sendable: engine and counts are used with `lock` held; journal and callbacks are Sendable.
    private let lock = NSLock()
    private var engine: PassageEngine
    private var counts: [CameraPlace: CameraCounts]
    private var failure: (any Error)?
    private let journal: any Journal
    private let report: @Sendable (FlowEvent) -> Void

    /// - Parameters:
    ///   - history: decided passages the judge must know of.
    ///   - unassigned: sightings that were committed by an earlier live run and belong to no passage yet.
    ///   - events: sensor events that were committed by an earlier run.
    ///   - report: called with the flow locked: events come one at a time, verdicts in order of (decided, id).
    public init(
        setups: [LaneSetup], judge: Judge, journal: any Journal, history: [(passage: Passage, verdict: Verdict)],
        unassigned: [Sighting] = [], events: [SensorEvent] = [], report: @escaping @Sendable (FlowEvent) -> Void
    ) throws {
        var engine = PassageEngine(setups: setups, judge: judge)
        for (passage, verdict) in history { engine.remember(passage, verdict) }
        for sighting in unassigned { engine.add(sighting) }
        // An earlier run may have stopped between an event and what it revises.
        for event in events { try Self.keep(engine.add(event), journal, report) }
        self.engine = engine
        counts = Dictionary(
            setups.flatMap(\.cameras).map { ($0, CameraCounts()) }, uniquingKeysWith: { first, _ in first })
        self.journal = journal
        self.report = report
    }

    /// The first error that stopped the flow: of the store or of a network.
    public var firstFailure: (any Error)? { lock.withLock { failure } }

    public var cameraCounts: [(camera: CameraPlace, counts: CameraCounts)] {
        lock.withLock { counts.sorted { $0.key < $1.key }.map { ($0.key, $0.value) } }
    }

    /// Keeps the pictures, commits the sighting, and hands it to the engine.
    func settle(_ sighting: Sighting, pictures: [EvidencePicture]) throws {
        var sighting = sighting
        sighting.evidence = try pictures.map { try journal.keep($0) }
        _ = try journal.commit(sighting)
        lock.withLock {
            counts[sighting.place]?.sightings += 1
            engine.add(sighting)
        }
    }

    /// Tells how far a camera has been watched; decides and commits the passages that are complete.
    func advance(_ camera: CameraPlace, to instant: Instant) throws {
        try lock.withLock {
            for (passage, verdict) in engine.advance(camera, to: instant) {
                let standing = try journal.commit(verdict, of: passage)
                if standing != verdict { engine.remember(passage, standing) }
                report(.verdict(standing, passage))
            }
            report(.progress(camera, instant))
        }
    }

    /// A declaration that arrived under way.
    public func add(_ declaration: Declaration) { lock.withLock { engine.add(declaration) } }

    /// Commits a report of another device and hands it to the engine; the same one again changes nothing. When it comes after its
    /// passage was decided and finds something more, the passage is revised.
    public func add(_ event: SensorEvent) throws {
        try lock.withLock {
            _ = try journal.commit(event)
            try Self.keep(engine.add(event), journal, report)
        }
    }

    private static func keep(
        _ revisions: [(passage: Passage, verdict: Verdict)], _ journal: any Journal,
        _ report: @Sendable (FlowEvent) -> Void
    ) throws {
        for (passage, verdict) in revisions {
            try journal.revise(verdict, of: passage)
            report(.revision(verdict, passage))
        }
    }

    func count(_ camera: CameraPlace, _ change: (inout CameraCounts) -> Void) {
        lock.withLock {
            guard var value = counts[camera] else { return }
            change(&value)
            counts[camera] = value
        }
    }

    func warn(_ message: String) { lock.withLock { report(.warning(message)) } }
    /// An input that could not be processed; the run goes on.
    public func complain(_ message: String) { lock.withLock { report(.problem(message)) } }

    func fail(_ error: any Error) {
        lock.withLock { if failure == nil { failure = error } }
    }
}
