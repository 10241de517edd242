import GateDomain
import GateFusion
import GatePipeline
import Testing

/// What the desk, firms and operators ask of a gate.
@Suite struct GateDoorsTests {
    /// A gate that has seen both trucks of `GateRunTests`, and its store.
    static func gate(_ store: MemoryStore = MemoryStore()) async throws -> (Gate, MemoryStore) {
        let gate = try await GateRunTests.gate(store)
        try await GateRunTests.run(gate, GateRunTests.sources())
        return (gate, store)
    }

    @Test func listenersHearVerdictsDeclarationsAndCases() async throws {
        let store = MemoryStore()
        let gate = try await GateRunTests.gate(store)
        let events = await gate.events()
        try await GateRunTests.run(gate, GateRunTests.sources())
        let held = try #require(try store.passages().last?.passage)
        _ = try await gate.take(Declaration(reference: "C"))
        #expect(try await gate.take(Declaration(reference: "C")) == .known)
        _ = try await gate.apply(.claim(officer: "lan"), to: held.id, at: held.decided)
        await #expect(throws: ClearanceCase.Refusal.alreadyClaimed(by: "lan")) {
            try await gate.apply(.claim(officer: "minh"), to: held.id, at: held.decided)
        }
        var heard: [String] = []
        for await event in events {
            #expect(event.number == UInt64(heard.count + 1))
            switch event.event {
            case .verdict(let verdict, _): heard.append("verdict \(verdict.channel)")
            case .declaration(let declaration): heard.append("declaration \(declaration.reference)")
            case .caseChanged(let changed): heard.append("case \(changed.state)")
            case .revision, .warning, .problem, .progress: heard.append("?")
            }
            if heard.count == 4 { break }
        }
        #expect(
            heard == ["verdict green", "verdict red", "declaration C", "case claimed(officer: \"lan\")"])
    }

    /// A listener that does not keep up costs nobody anything, and can tell that it missed something.
    @Test func aSlowListenerLosesTheOldest() async throws {
        let gate = try await GateRunTests.gate(MemoryStore())
        let events = await gate.events(keeping: 2)
        for number in 0..<5 { _ = try await gate.take(Declaration(reference: "D\(number)")) }
        var numbers: [UInt64] = []
        for await event in events {
            numbers.append(event.number)
            if numbers.count == 2 { break }
        }
        #expect(numbers == [4, 5])
    }

    @Test func aDeclarationTakenAtTheDoorIsJudgedBy() async throws {
        let store = MemoryStore()
        let gate = try await GateRunTests.gate(store)
        // The second truck's box, as it really is.
        _ = try await gate.take(
            Declaration(
                reference: "B", version: 2, vehicle: .init(tractorPlate: Plate("29H54321")),
                containers: [.init(number: "TGHU6048210")]))
        try await GateRunTests.run(gate, GateRunTests.sources())
        #expect(try store.passages().map(\.verdict.channel) == [.green, .green])
    }

    @Test func aSnapshotShowsWhatIsOpenAndWhatWasDecided() async throws {
        let gate = try await GateRunTests.gate(MemoryStore())
        #expect(await gate.live().watermark == nil)
        // The recording ends while the second truck stands there: the next camera frame would come later.
        try await GateRunTests.run(gate, GateRunTests.sources())
        let live = await gate.live()
        #expect(live.decided.map(\.verdict.declaration) == ["A", "B"])
        #expect(live.open.isEmpty)
        #expect(live.watermark == .distantFuture)
    }

    /// Each decision is in the store before the next passage is judged, however slow the store.
    @Test func decisionsAreCommittedOneByOne() async throws {
        let store = MemoryStore()
        let seen = Locked<[Int]>([])
        let judge = Judge(
            declarations: GateRunTests.declarations,
            draw: { _ in
                seen.withLock { $0.append(store.state.withLock { $0.passages.count }) }
                return 1
            })
        let gate = try await Gate(setups: [GateRunTests.setup], judge: judge, store: store, history: []) { _ in }
        try await GateRunTests.run(gate, GateRunTests.sources())
        #expect(seen.withLock { Set($0) } == [0, 1])
        #expect(seen.withLock { $0.sorted() == $0 })
    }
}
