import Foundation
import GateDomain
import GateFusion
import GatePipeline
import Testing

/// The disk is full from each write of a run on, for a while or for good: the lanes go on, and pictures go before records.
@Suite struct PatientStoreTests {
    private struct Outcome {
        var verdicts: [Verdict] = []
        var problems: [String] = []
        var refused: (any Error)?
    }

    private static func run(_ journal: MemoryStore, patience: Duration) async throws -> Outcome {
        let outcome = Locked(Outcome())
        let patient = PatientStore(journal, patience: patience) { message in
            outcome.withLock { $0.problems.append(message) }
        }
        let gate = try await Gate(
            setups: [GateRunTests.setup], judge: Judge(declarations: GateRunTests.declarations, draw: { _ in 1 }),
            store: patient, history: []
        ) { event in
            outcome.withLock { outcome in
                if case .verdict(let verdict, _) = event { outcome.verdicts.append(verdict) }
                if case .problem(let message) = event { outcome.problems.append(message) }
            }
        }
        for number in 1...2 {
            try await gate.add(
                SensorEvent(
                    id: "e\(number)", gate: "g", lane: "l", at: Instant(microseconds: 1), reading: .driver("\(number)"))
            )
        }
        try await GateRunTests.run(gate, GateRunTests.sources())
        for _ in 0..<4 {
            do {
                try await patient.settle()
                outcome.withLock { $0.refused = nil }
            } catch {
                outcome.withLock { $0.refused = error }
            }
        }
        let held = await patient.heldCount
        outcome.withLock { outcome in #expect((outcome.refused != nil) == (held > 0)) }
        return outcome.withLock { $0 }
    }

    @Test(arguments: [1, 3, Int.max]) func theLanesGoOn(length: Int) async throws {
        let undisturbed = MemoryStore()
        let expected = try await Self.run(undisturbed, patience: .zero).verdicts
        #expect(expected.map(\.channel) == [.green, .red])
        let writes = undisturbed.state.withLock { $0.writes }
        for start in 1...writes {
            let journal = MemoryStore()
            journal.state.withLock { $0.full = start..<(length == .max ? .max : start + length) }
            let outcome = try await Self.run(journal, patience: .zero)
            #expect(outcome.verdicts.map(\.tractorPlate) == expected.map(\.tractorPlate))
            #expect(!outcome.problems.isEmpty)
            // A lost picture is a finding that holds nobody.
            for (verdict, other) in zip(outcome.verdicts, expected) {
                let more = verdict.discrepancies.filter { !other.discrepancies.contains($0) }
                #expect(more.allSatisfy { $0.rule.text == "R44" && $0.severity == 1 && $0.seen.contains("not kept") })
                #expect(verdict.channel == (more.isEmpty || other.channel == .red ? other.channel : .blue))
            }
            let state = journal.state.withLock { $0 }
            if length == .max {
                #expect(outcome.refused is StoreError)
            } else {
                #expect(outcome.refused == nil)
                #expect(state.sightings.count == 4 && state.events.count == 2)
                #expect(state.passages.map(\.verdict) == outcome.verdicts)
                let lost = state.sightings.values.reduce(0) { $0 + ($1.picturesLost ?? 0) }
                #expect(lost + state.pictures == undisturbed.state.withLock { $0.pictures })
            }
        }
    }

    @Test func whatDoesNotFitInMemoryWaitsForTheDisk() async throws {
        let journal = MemoryStore()
        journal.state.withLock { $0.full = 1..<Int.max }
        let patient = PatientStore(journal, limit: 2, patience: .zero) { _ in }
        func event(_ number: Int) -> SensorEvent {
            SensorEvent(id: "e\(number)", gate: "g", lane: nil, at: Instant(microseconds: 1), reading: .driver("1"))
        }
        for number in 1...2 { _ = try await patient.commit(event(number)) }
        await #expect(throws: StoreError.self) { try await patient.commit(event(3)) }
        journal.state.withLock { $0.full = 0..<0 }
        _ = try await patient.commit(event(3))
        #expect(await patient.heldCount == 0)
        #expect(try journal.sensorEvents().map(\.id) == ["e1", "e2", "e3"])
    }
}
