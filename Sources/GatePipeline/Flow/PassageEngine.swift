public import GateDomain
public import GateFusion

/// Sightings in, decided passages out, in event time: the same whatever the number of threads, cores, or their speed.
public struct PassageEngine: Sendable {
    private var merge: WatermarkMerge
    private var assemblers: [(lane: LanePlace, assembler: PassageAssembler)]
    private var judge: Judge
    private var sensors = SensorLog()

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
            decisions += decide(upTo: Instant(microseconds: sighting.settled.microseconds - 1))
            guard let index = assemblers.firstIndex(where: { $0.lane == sighting.place.lane }) else { continue }
            assemblers[index].assembler.add(sighting)
        }
        if merge.watermark > before { decisions += decide(upTo: merge.watermark) }
        return decisions
    }

    /// What the store holds already, or holds instead of what was just decided.
    public mutating func remember(_ passage: Passage, _ verdict: Verdict) { judge.remember(passage, verdict) }

    public mutating func add(_ declaration: Declaration) { judge.add(declaration) }

    /// What another device than a camera reports; it counts for passages that are decided after its time.
    public mutating func add(_ event: SensorEvent) { sensors.add(event) }

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
        return passages.map { ($0, judge.judge($0)) }
    }
}
