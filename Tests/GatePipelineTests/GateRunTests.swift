import Foundation
import GateDomain
import GateFusion
import GatePipeline
import Testing

@Suite struct GateRunTests {
    static let lane = LanePlace(gate: "g", lane: "l")
    static let front = CameraPlace(lane: lane, camera: "front", role: .frontPlate)
    static let side = CameraPlace(lane: lane, camera: "side", role: .containerSide)
    static let setup = LaneSetup(place: lane, direction: .entry, cameras: [front, side])
    static let frames = (1..<600).map { Double($0) / 10 }

    /// Two trucks, half a minute apart; the second one's box is not the declared one.
    @Sendable static func sees(_ camera: CameraPlace, _ second: Double) -> String? {
        let isFront = camera == front
        if second > 5, second < 15 { return isFront ? "12C12345" : "MSCU0137155" }
        if second > 35, second < 45 { return isFront ? "29H54321" : "TGHU6048210" }
        return nil
    }

    static let declarations = [
        Declaration(
            reference: "A", vehicle: .init(tractorPlate: Plate("12C12345")), containers: [.init(number: "MSCU0137155")]),
        Declaration(
            reference: "B", vehicle: .init(tractorPlate: Plate("29H54321")), containers: [.init(number: "CSQU3054383")]),
    ]

    static func gate(
        _ journal: MemoryStore, unassigned: [Sighting] = [],
        events: @escaping @Sendable (FlowEvent) -> Void = { _ in }
    ) async throws -> Gate {
        try await Gate(
            setups: [setup], judge: Judge(declarations: declarations, draw: { _ in 1 }), store: journal,
            history: try journal.passages(), unassigned: unassigned, events: try journal.sensorEvents(), report: events)
    }

    static func run(_ gate: Gate, _ sources: [CameraPlace: ScriptedSource]) async throws {
        let feeds = sources.map { GateRun.Feed(camera: $0.key, sources: [$0.value]) }
        try await GateRun(
            feeds: feeds, gate: gate, recognisers: ScriptedRecognisers(sees: sees), clock: ManualClock(), isLive: false
        ).run()
    }

    static func sources() -> [CameraPlace: ScriptedSource] {
        [front: ScriptedSource(seconds: frames), side: ScriptedSource(seconds: frames.map { $0 + 0.03 })]
    }

    @Test func camerasBecomeVerdictsInOrder() async throws {
        let verdicts = Locked<[Verdict]>([])
        let journal = MemoryStore()
        try await Self.run(
            try await Self.gate(journal) { event in
                if case .verdict(let verdict, _) = event { verdicts.withLock { $0.append(verdict) } }
            }, Self.sources())
        let found = verdicts.withLock { $0 }
        #expect(found.map(\.declaration) == ["A", "B"])
        #expect(found.map(\.channel) == [.green, .red])
        #expect(found.map { $0.discrepancies.map(\.rule.text) } == [[], ["R10"]])
        // The honest truck is decided while it still stands.
        #expect(found[0].decided.seconds(since: found[0].arrived) < 6)
        #expect(journal.state.withLock { $0.sightings.count } == 4)
        #expect(journal.state.withLock { $0.sightings.values.allSatisfy { !$0.evidence.isEmpty } })
    }

    @Test func sameVerdictsWhateverTheThreadsDo() async throws {
        var (passages, verdicts) = (Set<[Passage]>(), Set<[Verdict]>())
        for _ in 0..<12 {
            let journal = MemoryStore()
            try await Self.run(try await Self.gate(journal), Self.sources())
            let outcome = try journal.passages()
            passages.insert(outcome.map(\.passage))
            verdicts.insert(outcome.map(\.verdict))
        }
        #expect(passages.count == 1 && verdicts.count == 1)
    }

    @Test func aFailingStoreStopsTheRunAndLosesNothingCommitted() async throws {
        let journal = MemoryStore()
        journal.state.withLock { $0.commitsLeft = 2 }
        await #expect(throws: StoreError.self) { try await Self.run(try await Self.gate(journal), Self.sources()) }
        #expect(journal.state.withLock { $0.sightings.count } == 2)
        // Run again on the same journal: the same verdicts as if nothing had happened.
        journal.state.withLock { $0.commitsLeft = .max }
        try await Self.run(try await Self.gate(journal), Self.sources())
        let undisturbed = MemoryStore()
        try await Self.run(try await Self.gate(undisturbed), Self.sources())
        #expect(try journal.passages().map(\.verdict) == undisturbed.passages().map(\.verdict))
    }

    @Test func aCameraThatCannotBeReadIsNamedAndTheOthersGoOn() async throws {
        let problems = Locked<[String]>([])
        let journal = MemoryStore()
        var sources = Self.sources()
        sources[Self.side] = ScriptedSource(
            seconds: [], failure: IngestError("side.mp4: not a video", isRetriable: false))
        try await Self.run(
            try await Self.gate(journal) { event in
                if case .problem(let message) = event { problems.withLock { $0.append(message) } }
            }, sources)
        #expect(problems.withLock { $0 } == ["lane l, camera \"side\": side.mp4: not a video"])
        let verdicts = try journal.passages().map(\.verdict)
        #expect(verdicts.map(\.tractorPlate) == ["12C12345", "29H54321"])
        #expect(verdicts.allSatisfy { $0.discrepancies.contains { $0.rule.text == "R44" } })
    }

    @Test func committedSightingsOfAStoppedRunBecomeAPassageInTheNext() async throws {
        let first = MemoryStore()
        try await Self.run(try await Self.gate(first), Self.sources())
        // A journal as a killed live run leaves it: sightings, no passage.
        let second = MemoryStore()
        for sighting in first.state.withLock({ Array($0.sightings.values) }) { _ = try second.commit(sighting) }
        let later = ScriptedSource(seconds: [100, 101, 102])
        try await Self.run(
            try await Self.gate(second, unassigned: try second.unassignedSightings()),
            [Self.front: later, Self.side: ScriptedSource(seconds: [100, 101, 102])])
        #expect(try second.passages().map(\.verdict) == first.passages().map(\.verdict))
    }

    @Test func sensorReportsCountWheneverTheyArriveAndAcrossStops() async throws {
        let broken = SensorEvent(
            id: "seal", gate: Self.setup.place.gate, lane: Self.setup.place.lane, at: Instant(microseconds: 6_000_000),
            reading: .seal(state: .broken, number: nil, container: nil))
        // Before the run.
        let early = MemoryStore()
        let gate = try await Self.gate(early)
        try await gate.add(broken)
        try await Self.run(gate, Self.sources())
        let expected = try early.passages()
        #expect(expected.map(\.verdict.channel) == [.red, .red])
        // After the decision; the same one again is no other revision.
        let late = MemoryStore()
        let revisions = Locked<[Verdict]>([])
        let second = try await Self.gate(late) { event in
            if case .revision(let verdict, _) = event { revisions.withLock { $0.append(verdict) } }
        }
        try await Self.run(second, Self.sources())
        try await second.add(broken)
        try await second.add(broken)
        #expect(revisions.withLock { $0 } == [expected[0].verdict])
        #expect(try late.passages().map(\.verdict) == expected.map(\.verdict))
        #expect(try late.passages().map(\.passage) == expected.map(\.passage))
        // Committed by a run that was stopped before it revised.
        let stopped = MemoryStore()
        try await Self.run(try await Self.gate(stopped), Self.sources())
        _ = try stopped.commit(broken)
        _ = try await Self.gate(stopped)
        #expect(try stopped.passages().map(\.verdict) == expected.map(\.verdict))
    }

    @Test func aLiveCameraIsReconnectedUntilItIsStopped() async throws {
        let warnings = Locked<[String]>([])
        let gate = try await Self.gate(MemoryStore()) { event in
            if case .warning(let message) = event { warnings.withLock { $0.append(message) } }
        }
        let events = await gate.events()
        let source = ScriptedSource(seconds: [], failure: IngestError("rtsp://x: no frame for 10 s", isRetriable: true))
        let run = GateRun(
            feeds: [GateRun.Feed(camera: Self.front, sources: [source])], gate: gate,
            recognisers: ScriptedRecognisers(sees: Self.sees), clock: ManualClock(), isLive: true)
        try await withThrowingTaskGroup { group in
            group.addTask { try await run.run() }
            var count = 0
            for await event in events {
                if case .warning = event.event { count += 1 }
                if count == 5 { break }
            }
            // Stopping is cancelling; it is no error.
            group.cancelAll()
            try await group.waitForAll()
        }
        let messages = warnings.withLock { $0 }
        #expect(messages[4] == "lane l, camera \"front\": rtsp://x: no frame for 10 s; reconnecting (attempt 5)")
    }
}
