public import GateDomain
public import GateFusion

/// Sightings in, decided passages out, in event time: the same whatever the number of threads, cores, or their speed.
public struct PassageEngine: Sendable {
    private var merge: WatermarkMerge
    private var assemblers: [(lane: LanePlace, assembler: PassageAssembler)]
    private var judge: Judge
    private var sensors = SensorLog()
    /// Decided in the last hours, by time of decision: what a late report may still concern.
    private var recent: [(passage: Passage, verdict: Verdict)] = []
    private static let recall = 6.0 * 3600

    /// - Parameter setups: the lanes, each place once.
    public init(setups: [LaneSetup], judge: Judge) {
        merge = WatermarkMerge(cameras: setups.flatMap(\.cameras))
        assemblers = setups.sorted { $0.place < $1.place }.map { ($0.place, PassageAssembler(setup: $0)) }
        self.judge = judge
    }

    /// Takes a settled sighting, before its camera advances past it.
    public mutating func add(_ sighting: Sighting) { merge.add(sighting) }

    /// A camera has been watched up to `instant`; returns the passages that can be decided now, in order of (decided, id).
    public mutating func advance(_ camera: CameraPlace, to instant: Instant) -> [(passage: Passage, verdict: Verdict)] {
        let before = merge.watermark
        var decisions: [(passage: Passage, verdict: Verdict)] = []
        for sighting in merge.advance(camera, to: instant) {
            decisions += decide(upTo: sighting.settled.predecessor)
            guard let index = assemblers.firstIndex(where: { $0.lane == sighting.place.lane }) else { continue }
            assemblers[index].assembler.add(sighting)
        }
        if merge.watermark > before { decisions += decide(upTo: merge.watermark) }
        return decisions
    }

    /// What the store holds already, or holds instead of what was just decided.
    public mutating func remember(_ passage: Passage, _ verdict: Verdict) {
        judge.remember(passage, verdict)
        recall(passage, verdict)
    }

    private mutating func recall(_ passage: Passage, _ verdict: Verdict) {
        if let index = recent.lastIndex(where: { $0.passage.id == passage.id }) {
            recent[index] = (passage, verdict)
        } else {
            recent.append((passage, verdict))
        }
        let horizon = passage.decided.advanced(bySeconds: -Self.recall)
        recent.removeFirst(recent.prefix { $0.passage.decided < horizon }.count)
    }

    public mutating func add(_ declaration: Declaration) { judge.add(declaration) }

    /// What another device than a camera reports; the same one again changes nothing.
    /// - Returns: passages of the last hours that were decided without it and in which it finds something more, as they now stand.
    public mutating func add(_ event: SensorEvent) -> [(passage: Passage, verdict: Verdict)] {
        guard sensors.add(event) else { return [] }
        var revisions: [(passage: Passage, verdict: Verdict)] = []
        for index in recent.indices {
            let (passage, verdict) = recent[index]
            guard sensors.isReading(event, of: passage, next: nextArrival(after: passage)),
                let revision = judge.revision(of: passage, verdict, by: event)
            else { continue }
            judge.remember(revision.passage, revision.verdict)
            recent[index] = revision
            revisions.append(revision)
        }
        return revisions
    }

    private func nextArrival(after passage: Passage) -> Instant? {
        let open = assemblers.first { $0.lane == passage.place }?.assembler.nextArrival(after: passage)
        let decided = recent.lazy.filter { $0.passage.place == passage.place && $0.passage.arrived > passage.arrived }
            .map(\.passage.arrived).min()
        return [open, decided].compactMap { $0 }.min()
    }

    private mutating func decide(upTo watermark: Instant) -> [(passage: Passage, verdict: Verdict)] {
        var passages: [Passage] = []
        for index in assemblers.indices {
            passages += assemblers[index].assembler.advance(to: watermark).map { passage in
                var passage = passage
                let next = assemblers[index].assembler.nextArrival(after: passage)
                passage.readings = sensors.readings(for: passage, next: next)
                return passage
            }
        }
        passages.sort { ($0.decided, $0.id) < ($1.decided, $1.id) }
        if let last = passages.last { sensors.prune(before: last.decided) }
        return passages.map { passage in
            let verdict = judge.judge(passage)
            recall(passage, verdict)
            return (passage, verdict)
        }
    }
}
