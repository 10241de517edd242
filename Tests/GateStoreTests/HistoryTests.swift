import Foundation
import GateDomain
import GateFusion
import GatePipeline
import Testing

@testable import GateStore

/// What rules ask of the past, from tables: the same as from memory, and the same as made again from what was kept.
@Suite struct HistoryTests {
    private static let tables = ["ledger", "ledger_parts", "standing", "standing_names", "unit_values", "lookups"]

    private static func contents(_ path: String) throws -> [[String]] {
        let database = try RawDatabase(path)
        return try tables.flatMap { table in
            let columns = try database.rows("SELECT name FROM pragma_table_info('\(table)')").map { "quote(\($0[0]))" }
            return try database.rows("SELECT \(columns.joined(separator: ",")) FROM \(table)")
                .map { [table] + $0 }.sorted { $0.lexicographicallyPrecedes($1) }
        }
    }

    /// A judge that holds everything in memory, and one that is started anew every few passages and knows only what the store has.
    @Test(arguments: 1...4) func theStoreJudgesAsMemoryDoes(seed: Int) async throws {
        let path = try SQLiteStoreTests.path()
        let store = try SQLiteStore(path: path)
        var traffic = BorderTraffic(seed: UInt64(seed))
        var configuration = RuleConfiguration.standard
        configuration.expectedShare = 0.2
        configuration.valueLeastOthers = 3
        let registers = Registers(
            owners: ["MSC"], firms: [.init(name: "Known", standing: .known)],
            permits: [.init(number: "P1", quota: 3, periodDays: 200)])
        let draw: @Sendable (String) -> Double = { Hashing.keyedDraw(key: [1], text: $0) }
        var memory = Judge(configuration: configuration, registers: registers, declarations: [], draw: draw)
        func started() async throws -> Judge {
            var judge = Judge(
                configuration: configuration, registers: registers, declarations: [],
                archive: try await store.archive(), draw: draw)
            for (passage, verdict) in try await store.passages(lastHours: PassageEngine.recallHours) {
                judge.remember(passage, verdict)
            }
            return judge
        }
        var judge = try await started()
        var rules: Set<String> = []
        for number in 0..<120 {
            for declaration in traffic.declarations() {
                memory.add(declaration)
                _ = try await store.ingest(declaration)
                judge.add(declaration)
            }
            let passage = traffic.passage(number)
            let expected = memory.judge(passage)
            let verdict = judge.judge(passage)
            #expect(verdict == expected, "passage \(number)")
            rules.formUnion(expected.discrepancies.map(\.rule.text))
            _ = try await store.commit(verdict, of: passage)
            if number % 7 == 0 { judge = try await started() }
        }
        // What the traffic is made to bring about.
        for rule in ["R07", "R16", "R17", "R20", "R31", "R39", "R40", "R42"] {
            #expect(rules.contains(rule), "\(rule)")
        }
        #expect(try await store.verify().failures == [])
    }

    @Test(arguments: 1...4) func aRebuildGivesTheSameTables(seed: Int) async throws {
        let path = try SQLiteStoreTests.path()
        let store = try SQLiteStore(path: path)
        try await Self.fill(store, seed: UInt64(seed))
        let before = try Self.contents(path)
        #expect(Self.tables.allSatisfy { table in before.contains { $0[0] == table } })
        #expect(before.contains { $0[0] == "standing_names" && $0[2] == "1" }, "nothing is used up")
        try await store.rebuild()
        #expect(try Self.contents(path) == before)
        #expect(try await store.verify().failures == [])
    }

    /// Another confusion matrix folds otherwise: the look-ups follow, and find the same.
    @Test func anotherMatrixMakesTheLookupsAgain() async throws {
        let path = try SQLiteStoreTests.path()
        let store = try SQLiteStore(path: path)
        try await Self.fill(store, seed: 9)
        let before = try Self.contents(path)
        let other = ConfusionMatrix(pairs: [.init("1", "2", 0.1), .init("2", "5", 0.1), .init("C", "H", 0.1)])
        _ = try await store.archive(other)
        let folded = try Self.contents(path)
        #expect(folded != before)
        #expect(try await store.verify().failures == [])
        await store.close()
        let again = try SQLiteStore(path: path)
        _ = try await again.archive(other)
        #expect(try Self.contents(path) == folded)
        _ = try await again.archive()
        #expect(try Self.contents(path) == before)
    }

    @Test(arguments: [
        ("DELETE FROM ledger_parts WHERE part = 'seal'", "ledger_parts"),
        ("UPDATE standing_names SET used = 1 - used", "standing_names"),
        ("UPDATE ledger SET declaration = NULL", "what rules know of passage"),
        ("UPDATE standing SET status = 'cancelled'", "as it stands"),
        ("DELETE FROM unit_values", "unit value"),
    ])
    func tamperingWithThePastIsFound(sql: String, name: String) async throws {
        let path = try SQLiteStoreTests.path()
        let store = try SQLiteStore(path: path)
        try await Self.fill(store, seed: 5)
        await store.close()
        try RawDatabase(path).run(sql)
        let reader = try SQLiteStore(path: path, options: StoreOptions(readOnly: true))
        let failures = try await reader.verify().failures
        #expect(failures.contains { $0.contains(name) }, "\(failures.prefix(3))")
    }

    /// A past that cannot be read is said, and an officer decides.
    @Test func aPastThatCannotBeReadGoesToAnOfficer() async throws {
        let path = try SQLiteStoreTests.path()
        let store = try SQLiteStore(path: path)
        var judge = Judge(declarations: [], archive: try await store.archive(), draw: { _ in 0.5 })
        try RawDatabase(path).run("DROP TABLE ledger_parts")
        var traffic = BorderTraffic(seed: 1)
        let verdict = judge.judge(traffic.passage(0))
        #expect(verdict.discrepancies.map(\.rule) == [.unjudged] && verdict.channel == .red)
    }

    private static func fill(_ store: SQLiteStore, seed: UInt64) async throws {
        var traffic = BorderTraffic(seed: seed)
        var judge = Judge(declarations: [], archive: try await store.archive(), draw: { _ in 0.5 })
        for number in 0..<40 {
            for var declaration in traffic.declarations() {
                _ = try await store.ingest(declaration)
                declaration.version = 1 + traffic.roll(3)
                declaration.vehicle.driver = "D\(traffic.roll(2))"
                _ = try await store.ingest(declaration)
                if traffic.roll(4) == 0 {
                    _ = try await store.ingest(
                        DeclarationNotice(reference: declaration.reference, version: 9, kind: .cancelled))
                }
                if traffic.roll(4) == 0 {
                    _ = try await store.ingest(
                        DeclarationNotice(
                            reference: declaration.reference, version: 2, kind: .linked,
                            also: "T\(traffic.roll(number + 1))"))
                }
                for standing in try await store.declarations(under: declaration.reference) { judge.add(standing) }
            }
            let passage = traffic.passage(number)
            var verdict = judge.judge(passage)
            _ = try await store.commit(verdict, of: passage)
            if traffic.roll(3) == 0 {
                var revised = passage
                revised.readings.append(
                    SensorEvent(
                        id: "late \(number)", gate: "g", lane: passage.place.lane, at: passage.arrived,
                        reading: .driver("D9")))
                verdict.channel = .red
                verdict.opensCase = true
                if traffic.roll(2) == 0 { verdict.declaration = nil }
                try await store.revise(verdict, of: revised)
            }
        }
    }
}

extension SQLiteStore {
    fileprivate func rebuild() throws { try audit.transaction { try history.rebuild() } }
}

/// Few plates, boxes, seals and firms over many days, so that everything comes again.
struct BorderTraffic {
    private var state: UInt64
    private var references: [String] = []

    init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 }

    mutating func roll(_ sides: Int) -> Int {
        state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
        return Int((state >> 33) % UInt64(sides))
    }

    private static let plates = ["12C12345", "12C12346", "12C1234S", "29H55501", "20C41866"]
    private static let trailers = ["12RM00001", "29RM00002", "15RM00003", "51RM77704", "51RM88805"]
    private static let boxes = ["MSCU0137155", "CSQU3054383", "MSCU1234565", "TGHU7654321", "MSCU6639870"]

    mutating func declarations() -> [Declaration] {
        (0..<max(0, roll(4) - 2)).map { _ in
            let reference = "T\(references.count)"
            references.append(reference)
            var declaration = Declaration(
                reference: reference, direction: [nil, .entry, .exit][roll(3)],
                vehicle: .init(
                    tractorPlate: Plate(Self.plates[roll(5)]), trailerPlate: Plate(Self.trailers[roll(5)])),
                containers: [.init(number: Self.boxes[roll(5)], grossKg: 20_000, load: .full)],
                goods: [
                    .init(hsCode: "690721", netKg: 100, value: roll(4) == 0 ? 1 : 900 + Double(roll(200)))
                ],
                parties: .init(consignee: ["Known", "Import \(roll(20))"][roll(2)]),
                documents: [.init(kind: "permit", number: "P1")], trips: 1 + roll(2))
            if roll(4) == 0 { declaration.validUntil = Instant(microseconds: Int64(roll(200)) * 86_400_000_000) }
            return declaration
        }
    }

    mutating func passage(_ number: Int) -> Passage {
        let arrived = Instant(microseconds: (Int64(number) * 86_400 + Int64(roll(80_000))) * 1_000_000)
        let leaves = roll(2) == 0
        let place = LanePlace(gate: "g", lane: leaves ? "out" : "in")
        let time = CaptureTime(instant: arrived, quality: .recorded)
        let corners = Quad(box: Box(x: 0, y: 0, width: 100, height: 30))
        func sighting(_ role: CameraRole, _ subject: Sighting.Subject) -> Sighting {
            Sighting(
                id: "\(number)/\(role.rawValue)", place: CameraPlace(lane: place, camera: role.rawValue, role: role),
                visit: number, subject: subject, first: time, last: time, settled: arrived, reads: 10)
        }
        func text(_ text: String) -> ReadText { ReadText(text.compactMap { ReadCharacter([.init($0, 0.99)]) }) }
        var sightings: [Sighting] = []
        for (role, plate) in [(CameraRole.frontPlate, Self.plates[roll(5)]), (.rearPlate, Self.trailers[roll(5)])] {
            guard let read = Plate(plate) else { continue }
            sightings.append(
                sighting(
                    role,
                    .plate(
                        PlateRead(
                            raw: text(plate), plate: read, colour: .yellow, confidence: 0.95, lines: 1, corners: corners
                        ))))
        }
        let box = Self.boxes[roll(5)]
        if let read = ContainerNumber(box) {
            sightings.append(
                sighting(
                    .containerSide,
                    .container(
                        ContainerRead(
                            raw: text(box), number: read, sizeType: nil, confidence: 0.95, corners: corners))))
        }
        var passage = Passage(
            id: "g/\(place.lane)/\(number)", place: place, direction: leaves ? .exit : .entry, arrived: arrived,
            decided: arrived.advanced(bySeconds: 5), sightings: sightings, darkCameras: [], unseenRoles: [])
        func event(_ kind: String, _ reading: SensorEvent.Reading) -> SensorEvent {
            SensorEvent(id: "\(number) \(kind)", gate: "g", lane: place.lane, at: arrived, reading: reading)
        }
        passage.readings = [
            event("weight", .weight(kg: 38_000 + Double(roll(2000)), accuracyClass: 1)),
            event("seal", .seal(state: .intact, number: "S\(roll(12))", container: box)),
            event("driver", .driver("D\(roll(3))")),
        ]
        return passage
    }
}
