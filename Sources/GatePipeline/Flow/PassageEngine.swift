public import GateDomain
public import GateFusion

/// Sightings in, decided passages out, in event time: the same whatever the number of threads, cores, or their speed.
public struct PassageEngine: Sendable {
    private var merge: WatermarkMerge
    private var assemblers: [(lane: LanePlace, assembler: PassageAssembler)]
    private var judge: Judge
    private var sensors = SensorLog()
    /// Decided in the last hours, by time of decision: what a late report may still concern.
    /// Hours for which a late report may still revise a passage: of these a start takes up what was decided.
    public static let recallHours = 6.0
    private var recent: [(passage: Passage, verdict: Verdict)] = []
    private static let recall = Self.recallHours * 3600

    /// - Parameter setups: the lanes, each place once.
    public init(setups: [LaneSetup], judge: Judge) {
        merge = WatermarkMerge(cameras: setups.flatMap(\.cameras))
        assemblers = setups.sorted { $0.place < $1.place }.map { ($0.place, PassageAssembler(setup: $0)) }
        self.judge = judge
    }

    /// Takes a settled sighting, before its camera advances past it.
    public mutating func add(_ sighting: Sighting) { merge.add(sighting) }

    /// A camera has been watched up to `instant`; returns the passages that are to be judged now, in order of (decided, id).
    public mutating func advance(_ camera: CameraPlace, to instant: Instant) -> [Passage] {
        let before = merge.watermark
        var passages: [Passage] = []
        for sighting in merge.advance(camera, to: instant) {
            passages += complete(upTo: sighting.settled.predecessor)
            guard let index = assemblers.firstIndex(where: { $0.lane == sighting.place.lane }) else { continue }
            assemblers[index].assembler.add(sighting)
        }
        if merge.watermark > before { passages += complete(upTo: merge.watermark) }
        return passages
    }

    /// Judges the next passage. What it decides is committed before the next one is judged, which may ask the store for the past.
    public mutating func judge(_ passage: Passage) -> Verdict {
        let verdict = judge.judge(passage)
        recall(passage, verdict)
        return verdict
    }

    public mutating func replace(_ rules: RuleConfiguration, _ registers: Registers, risk: RiskScorer?) {
        judge.replace(rules, registers, risk: risk)
    }

    /// A camera that was reported dark is so still.
    public mutating func extendDarkness(of camera: CameraPlace, to instant: Instant) {
        guard let index = assemblers.firstIndex(where: { $0.lane == camera.lane }) else { return }
        assemblers[index].assembler.extendDarkness(of: camera, to: instant)
    }

    /// What the store holds already, or holds instead of what was just decided.
    public mutating func remember(_ passage: Passage, _ verdict: Verdict) {
        judge.remember(passage, verdict)
        recall(passage, verdict)
    }

    /// The newest decisions, newest last, of the hours in which a late report may still revise them.
    public var decided: [(passage: Passage, verdict: Verdict)] { recent }

    /// Vehicles that are in a lane and not decided yet, by lane and arrival.
    public var open: [(lane: LanePlace, arrived: Instant, sightings: [Sighting])] {
        assemblers.flatMap { lane, assembler in
            assembler.open.map { (lane, $0.arrived, $0.sightings) }
        }
    }

    /// Every camera has been watched up to here.
    public var watermark: Instant { merge.watermark }

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

    /// Takes a report that is not to be judged.
    /// - Returns: passages of the last hours whose reading it is.
    public mutating func addUnjudged(_ event: SensorEvent) -> [(passage: Passage, verdict: Verdict)] {
        recent.filter { sensors.isReading(event, of: $0.passage, next: nextArrival(after: $0.passage)) }
    }

    private func nextArrival(after passage: Passage) -> Instant? {
        let open = assemblers.first { $0.lane == passage.place }?.assembler.nextArrival(after: passage)
        let decided = recent.lazy.filter { $0.passage.place == passage.place && $0.passage.arrived > passage.arrived }
            .map(\.passage.arrived).min()
        return [open, decided].compactMap { $0 }.min()
    }

    private mutating func complete(upTo watermark: Instant) -> [Passage] {
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
        return passages
    }
}
