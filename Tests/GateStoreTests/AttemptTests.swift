import Foundation
import GateDomain
import GateFusion
import GateStore
import Testing

@testable import GatePipeline

/// A judge that ends the process, as one would that meets a value which nobody foresaw.
@Suite struct AttemptTests {
    private static let camera = CameraPlace(lane: LanePlace(gate: "g", lane: "l"), camera: "front", role: .frontPlate)

    /// Vehicles pass; whenever it has to do with the first one, the judge ends the process if it `traps`.
    static func run(_ path: String, traps: Bool, vehicles: Int = 2) async throws -> [Verdict] {
        let store = try SQLiteStore(path: path)
        let judge = Judge(declarations: []) { text in
            if traps, text.contains("/l/2026-03-02T01:00:00") { fatalError("the judge met what nobody foresaw") }
            return 1
        }
        let verdicts = Locked<[Verdict]>([])
        let gate = try await Gate(
            setups: [LaneSetup(place: camera.lane, direction: .entry, cameras: [camera])], judge: judge, store: store,
            history: try await store.passages(), unassigned: try await store.unassignedSightings(),
            events: try await store.sensorEvents(), attempts: AttemptFile(database: path)
        ) { event in
            if case .verdict(let verdict, _) = event { verdicts.withLock { $0.append(verdict) } }
            if case .revision(let verdict, _) = event { verdicts.withLock { $0.append(verdict) } }
        }
        for minute in 0..<vehicles {
            let start = Instant(microseconds: 1_772_413_200_000_000).advanced(bySeconds: Double(minute) * 600)
            let time = CaptureTime(instant: start, quality: .recorded)
            try await gate.settle(
                Sighting(
                    id: "s\(minute)", place: camera, visit: minute, subject: .unreadVehicle, first: time, last: time,
                    settled: start, reads: 3))
        }
        try await gate.advance(camera, to: .distantFuture)
        return verdicts.withLock { $0 }
    }

    @Test func whatEndedTheProcessTwiceGoesToAnOfficer() async throws {
        let path = try SQLiteStoreTests.path()
        for _ in 0..<2 {
            await #expect(processExitsWith: .failure) { [path = path as String] in
                _ = try await AttemptTests.run(path, traps: true)
            }
        }
        let verdicts = try await Self.run(path, traps: true)
        #expect(verdicts.count == 2 && verdicts.first?.channel == .red && verdicts.first?.opensCase == true)
        #expect(verdicts.first?.discrepancies.map(\.rule) == [.unjudged])
        #expect(verdicts.last?.discrepancies.contains { $0.rule == .unjudged } == false)
        // It stands, and is known again.
        let store = try SQLiteStore(path: path, options: StoreOptions(readOnly: true))
        #expect(try await store.passages().map(\.verdict) == verdicts)
        #expect(try await store.verify().failures.isEmpty)
    }

    @Test func anOrdinaryDeathIsNoReason() async throws {
        let path = try SQLiteStoreTests.path()
        await #expect(processExitsWith: .failure) { [path = path as String] in
            _ = try await AttemptTests.run(path, traps: true)
        }
        let verdicts = try await Self.run(path, traps: false)
        #expect(verdicts.count == 2)
        #expect(!verdicts.contains { $0.discrepancies.contains { $0.rule == .unjudged } })
    }

    @Test func aReportThatEndedTheProcessTwiceIsLeftOut() async throws {
        let path = try SQLiteStoreTests.path()
        _ = try await Self.run(path, traps: false)
        let late = SensorEvent(
            id: "late", gate: "g", lane: "l", at: Instant(microseconds: 1_772_413_201_000_000),
            reading: .tag("1"))
        do {
            let store = try SQLiteStore(path: path)
            _ = try await store.commit(late)
        }
        for _ in 0..<2 {
            await #expect(processExitsWith: .failure) { [path = path as String] in
                _ = try await AttemptTests.run(path, traps: true, vehicles: 0)
            }
        }
        let revised = try await Self.run(path, traps: true, vehicles: 0)
        #expect(revised.map(\.channel) == [.red] && revised.first?.opensCase == true)
        #expect(revised.first?.discrepancies.first?.rule == .unjudged)
    }

    @Test func attemptsOutlastTheirProcess() throws {
        let path = try SQLiteStoreTests.path()
        #expect(AttemptFile(database: path).begin("passage 1") == 0)
        #expect(AttemptFile(database: path).begin("passage 1") == 1)
        #expect(AttemptFile(database: path).begin("passage 1") == 2)
        #expect(AttemptFile(database: path).begin("passage 2") == 0)
        AttemptFile(database: path).end()
        #expect(AttemptFile(database: path).begin("passage 2") == 0)
        // A folder that is not there remembers nothing and ends nobody.
        let nowhere = AttemptFile(database: "/nowhere/gate.sqlite")
        #expect(nowhere.begin("x") == 0)
        nowhere.end()
    }
}

/// What an older version took and what this one would refuse.
@Suite struct OldPoisonTests {
    @Test func aDatabaseWithWhatCannotBeStartsAGate() async throws {
        let path = try SQLiteStoreTests.path()
        do {
            let store = try SQLiteStore(path: path)
            _ = try await store.ingest(
                Declaration(reference: "R", version: 2, vehicle: .init(tractorPlate: Plate("12C12345"))))
            await store.close()
        }
        let at = 1_772_413_200_000_000
        for reading in [
            "\"sensor\":\"weight\",\"kg\":1e300", "\"sensor\":\"length\",\"feet\":-9223372036854775808",
            "\"sensor\":\"electronicSeal\",\"alarm\":\"stopped\",\"minutes\":1e19",
        ] {
            let event = "{\"id\":\"e\",\"gate\":\"g\",\"lane\":\"l\",\"at\":\"2026-03-02T01:00:00Z\",\(reading)}"
            try RawDatabase(path).run(
                "INSERT INTO sensor_events VALUES ('\(reading.prefix(19))', \(at), '\(event)', '')")
        }
        let poison = """
            {"reference":"R","version":1000000000000000000,"status":"accepted","vehicle":{},"containers":[{"number":"B",
            "seals":[],"grossKg":1e308}],"goods":[],"parties":{},"other":{}}
            """
        try RawDatabase(path).run("INSERT INTO declarations VALUES ('R', 1000000000000000000, '\(poison)')")
        let store = try SQLiteStore(path: path)
        #expect(try await store.declarations().map(\.version) == [2])
        #expect(
            try await store.sensorEvents().map(\.reading) == [
                .electronicSeal(alarm: .stopped, minutes: nil, container: nil, tractor: nil)
            ])
        await store.close()
        #expect(try await AttemptTests.run(path, traps: false).count == 2)
    }
}
