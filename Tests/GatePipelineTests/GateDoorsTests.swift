import Foundation
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
            case .revision, .notice, .warning, .problem, .progress: heard.append("?")
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

/// What an operator is told.
@Suite struct GateHealthTests {
    /// Frames until a live camera falls silent, silence, frames again.
    final class FlappingSource: VideoSource {
        let name = "flapping"
        private let clock: any SupervisorClock
        private let stopped = Locked(false)
        private let isSilent: @Sendable () -> Bool

        init(clock: any SupervisorClock, isSilent: @escaping @Sendable () -> Bool) {
            self.clock = clock
            self.isSilent = isSilent
        }

        func stop() { stopped.withLock { $0 = true } }

        func run(epoch: Int, deliver: (VideoFrame) -> Bool, notice: (IngestNotice) -> Void) throws(IngestError) {
            while !stopped.withLock({ $0 }) {
                Thread.sleep(forTimeInterval: 0.005)
                guard !isSilent() else { continue }
                let second = Double(clock.now().microseconds) / 1e6
                guard deliver(ScriptedSource.frame(at: second, epoch: epoch)) else { return }
            }
        }
    }

    /// A clock that runs a hundred times faster than the wall's.
    struct FastClock: SupervisorClock {
        let start = ContinuousClock.now

        func now() -> Instant {
            let passed = start.duration(to: .now)
            let seconds = Double(passed.components.seconds) + Double(passed.components.attoseconds) / 1e18
            return Instant(microseconds: 0).advanced(bySeconds: 1000 + 100 * seconds)
        }

        func sleep(_ seconds: Double, unless isStopped: () -> Bool) {}
    }

    @Test func aCameraThatFallsSilentCostsTwoRecordsHoweverLongItIsAway() async throws {
        let clock = FastClock()
        let phase = Locked(0)
        let source = FlappingSource(clock: clock) { phase.withLock { $0 == 1 } }
        let store = MemoryStore()
        let gate = try await Gate(
            setups: [LaneSetup(place: GateRunTests.lane, direction: .entry, cameras: [GateRunTests.front])],
            judge: Judge(declarations: [], draw: { _ in 1 }), store: store, history: [], clock: clock
        ) { _ in }
        let run = GateRun(
            feeds: [GateRun.Feed(camera: GateRunTests.front, sources: [source])], gate: gate,
            recognisers: ScriptedRecognisers(sees: { _, _ in nil }), clock: clock, isLive: true)
        @Sendable func state() async -> CameraHealth? { await gate.health().lanes.first?.cameras.first }
        try await withThrowingTaskGroup { group in
            group.addTask { try await run.run() }
            group.addTask {
                while await state()?.state != .up { try await Task.sleep(for: .milliseconds(5)) }
                phase.withLock { $0 = 1 }
                while await state()?.state != .away { try await Task.sleep(for: .milliseconds(5)) }
                #expect(await gate.health().troubles.count == 1)
                // Many times the patience: five minutes of the fast clock.
                try await Task.sleep(for: .seconds(3))
                #expect(store.state.withLock { $0.sightings.count } == 1)
                phase.withLock { $0 = 2 }
                while await state()?.state != .up { try await Task.sleep(for: .milliseconds(5)) }
                #expect(await gate.health().troubles.isEmpty)
            }
            try await group.next()
            group.cancelAll()
        }
        let dark = store.state.withLock { $0.sightings.values.sorted { $0.settled < $1.settled } }
        #expect(dark.count == 2)
        #expect(dark.allSatisfy { $0.subject == .cameraDark(reason: "no frames") && $0.first == dark[0].first })
        #expect((dark.last?.last.instant.seconds(since: dark[0].first.instant) ?? 0) > 200)
    }

    @Test func healthIsWrittenAndReadAgain() async throws {
        let (gate, _) = try await GateDoorsTests.gate()
        var health = await gate.health()
        #expect(health.lanes.map(\.verdicts) == [2])
        #expect(health.lanes[0].lastChannel == .red)
        #expect(health.lanes[0].cameras.map(\.watched) == [599, 599])
        #expect(health.store?.openCases == 1)
        // Microseconds are written to the millisecond.
        let written = try JSONEncoder().encode(health)
        health = try JSONDecoder().decode(GateHealth.self, from: written)
        #expect(try JSONEncoder().encode(health).count == written.count)
        #expect(String(decoding: written, as: UTF8.self).contains("\"state\":\"ended\""))
    }
}
