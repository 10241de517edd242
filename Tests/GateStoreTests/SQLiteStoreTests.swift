import CSQLite
import Foundation
import GateDomain
import GatePipeline
import GateStore
import Testing

@Suite struct SQLiteStoreTests {
    static func path() throws -> String {
        let folder = NSTemporaryDirectory() + "store-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        return folder + "/gate.sqlite"
    }

    static let lane = LanePlace(gate: "g", lane: "l")

    static func sighting(_ number: Int, evidence: [String] = []) -> Sighting {
        let camera = CameraPlace(lane: lane, camera: "front", role: .frontPlate)
        let time = CaptureTime(instant: Instant(microseconds: Int64(number) * 1_000_000), quality: .recorded)
        return Sighting(
            id: "s\(number)", place: camera, visit: number, subject: .unreadVehicle, first: time, last: time,
            settled: time.instant, reads: 3, evidence: evidence)
    }

    static func decided(_ number: Int, channel: Channel, sightings: [Sighting]) -> (Passage, Verdict) {
        let at = Instant(microseconds: Int64(number) * 1_000_000)
        let passage = Passage(
            id: "p\(number)", place: lane, direction: .entry, arrived: at, decided: at, sightings: sightings,
            darkCameras: [],
            unseenRoles: [])
        let verdict = Verdict(
            id: passage.id, place: lane, direction: .entry, arrived: at, decided: at, tractorPlate: "12C12345",
            trailerPlate: nil, containers: [], declaration: nil, discrepancies: [], channel: channel,
            channelReason: .criteria, opensCase: channel != .green)
        return (passage, verdict)
    }

    /// A store with one of everything, and its picture's hash.
    static func filled(_ path: String) async throws -> (SQLiteStore, String) {
        let store = try SQLiteStore(path: path)
        let picture = try store.keep(EvidencePicture(kind: .crop, jpeg: Array("a picture".utf8)))
        let sighting = sighting(1, evidence: [picture])
        _ = try await store.commit(sighting)
        let (passage, verdict) = decided(1, channel: .red, sightings: [sighting])
        _ = try await store.commit(verdict, of: passage)
        _ = try await store.ingest(Declaration(reference: "D", vehicle: .init(tractorPlate: Plate("12C12345"))))
        return (store, picture)
    }

    @Test func doingAThingTwiceChangesNothing() async throws {
        let path = try Self.path()
        let (store, _) = try await Self.filled(path)
        let before = try await store.chainHead()
        #expect(try await store.commit(Self.sighting(1)) == .known)
        let (passage, other) = Self.decided(1, channel: .green, sightings: [])
        #expect(try await store.commit(other, of: passage).channel == .red)
        #expect(
            try await store.ingest(Declaration(reference: "D", vehicle: .init(tractorPlate: Plate("12C12345"))))
                == .known)
        #expect(try await store.chainHead() == before)
        #expect(try await store.sightings().count == 1)
        #expect(try await store.passages().count == 1)
        #expect(try await store.cases().count == 1)
        #expect(try await store.verify().failures.isEmpty)
    }

    @Test func aLateReportRevisesAPassageAndOpensItsCase() async throws {
        let path = try Self.path()
        let store = try SQLiteStore(path: path)
        func event(_ id: String, at seconds: Int64) -> SensorEvent {
            SensorEvent(
                id: id, gate: "g", lane: "l", at: Instant(microseconds: seconds * 1_000_000),
                reading: .seal(state: .broken, number: nil, container: nil))
        }
        #expect(try await store.commit(event("new", at: 400_000)) == .new)
        #expect(try await store.commit(event("old", at: 1)) == .new)
        #expect(try await store.commit(event("new", at: 7)) == .known)
        #expect(try await store.sensorEvents() == [event("new", at: 400_000)])

        let (passage, verdict) = Self.decided(1, channel: .green, sightings: [])
        await #expect(throws: StoreError.self) { try await store.revise(verdict, of: passage) }
        _ = try await store.commit(verdict, of: passage)
        #expect(try await store.cases().isEmpty)
        var (revised, found) = (passage, verdict)
        revised.readings = [event("old", at: 1)]
        (found.channel, found.opensCase) = (.red, true)
        for _ in 0..<2 { try await store.revise(found, of: revised) }
        #expect(try await store.passages().map(\.verdict) == [found])
        #expect(try await store.passages().map(\.passage) == [revised])
        #expect(try await store.cases().map(\.id) == [passage.id])
        #expect(try await store.verify().failures.isEmpty)
        #expect(try await store.verify().sensorEvents == 2)
    }

    @Test func newestVersionOfADeclarationCounts() async throws {
        let store = try SQLiteStore(path: try Self.path())
        for version in [2, 1, 3] {
            #expect(try await store.ingest(Declaration(reference: "D", version: version, gate: "v\(version)")) == .new)
        }
        #expect(try await store.declarations().map(\.gate) == ["v3"])
    }

    /// Whatever the order of arrival, and however often: what the newest declaration and the notices behind it say.
    @Test(arguments: [[0, 1, 2, 3], [3, 2, 1, 0], [2, 0, 3, 1], [1, 1, 3, 0, 2, 2]])
    func noticesChangeDeclarationsInAnyOrder(order: [Int]) async throws {
        let store = try SQLiteStore(path: try Self.path())
        let steps: [() async throws -> CommitOutcome] = [
            { try await store.ingest(Declaration(reference: "D", version: 10, gate: "old")) },
            { try await store.ingest(DeclarationNotice(reference: "D", version: 15, kind: .cancelled)) },
            { try await store.ingest(Declaration(reference: "D", version: 20, gate: "new")) },
            { try await store.ingest(DeclarationNotice(reference: "D", version: 30, kind: .released, remark: "r")) },
        ]
        var done: Set<Int> = []
        for step in order { #expect(try await steps[step]() == (done.insert(step).inserted ? .new : .known)) }
        let declaration = try #require(try await store.declaration("D"))
        #expect(declaration.gate == "new" && declaration.status == .cleared && declaration.version == 30)
        #expect(try await store.declarations() == [declaration])
        #expect(try await store.verify().failures.isEmpty)
        #expect(try await store.declaration("E") == nil)
    }

    @Test func aCancellationStandsBesideARelease() async throws {
        let store = try SQLiteStore(path: try Self.path())
        _ = try await store.ingest(DeclarationNotice(reference: "D", version: 2, kind: .cancelled))
        _ = try await store.ingest(DeclarationNotice(reference: "D", version: 2, kind: .released))
        #expect(try await store.declaration("D") == nil)
        _ = try await store.ingest(Declaration(reference: "D"))
        #expect(try await store.declaration("D")?.status == .cancelled)
    }

    @Test func sightingsWithoutAPassageAreTakenUpAgain() async throws {
        let (store, _) = try await Self.filled(try Self.path())
        _ = try await store.commit(Self.sighting(2))
        #expect(try await store.unassignedSightings().map(\.id) == ["s2"])
    }

    @Test func casesMoveOnWithTheirTrail() async throws {
        let (store, _) = try await Self.filled(try Self.path())
        let at = Instant(microseconds: 5)
        await #expect(throws: ClearanceCase.Refusal.self) {
            try await store.apply(.resolve(.release, officer: "a", reason: "fine"), to: "p1", at: at)
        }
        _ = try await store.apply(.claim(officer: "a"), to: "p1", at: at)
        await #expect(throws: ClearanceCase.Refusal.alreadyClaimed(by: "a")) {
            try await store.apply(.claim(officer: "b"), to: "p1", at: at)
        }
        let resolved = try await store.apply(.resolve(.release, officer: "a", reason: "papers shown"), to: "p1", at: at)
        #expect(resolved.state == .resolved(.release, officer: "a"))
        #expect(try await store.verify().failures.isEmpty)
        await #expect(throws: StoreError.self) { try await store.apply(.claim(officer: "a"), to: "nobody", at: at) }
    }

    @Test func aSecondOpeningFindsEverything() async throws {
        let path = try Self.path()
        let head = try await Self.filled(path).0.chainHead()
        let again = try SQLiteStore(path: path)
        #expect(try await again.chainHead() == head)
        #expect(try await again.passages().map(\.passage.id) == ["p1"])
        #expect(try await SQLiteStore(path: path, options: StoreOptions(readOnly: true)).verify().failures.isEmpty)
    }

    /// One changed byte anywhere is found, and the record named.
    @Test(arguments: [
        ("UPDATE audit SET after = replace(after, 'entry', 'exity') WHERE action = 'passage.decided'", "audit record"),
        ("UPDATE audit SET actor = 'gatf' WHERE sequence = 1", "audit record 1"),
        ("UPDATE audit SET at = at + 1 WHERE sequence = 2", "audit record 2"),
        ("DELETE FROM audit WHERE sequence = 2", "audit record 2 is missing"),
        ("DELETE FROM audit WHERE sequence = (SELECT max(sequence) FROM audit)", "audit head"),
        ("UPDATE sightings SET payload = replace(payload, '\"reads\":3', '\"reads\":4')", "sighting s1"),
        ("UPDATE passages SET payload = replace(payload, 'entry', 'exity')", "passage p1"),
        ("UPDATE passages SET verdict = replace(verdict, 'red', 'rad')", "verdict of passage p1"),
        ("UPDATE cases SET payload = replace(payload, 'p1', 'p2')", "case p1"),
        ("UPDATE declarations SET payload = replace(payload, '12C', '13C')", "declaration D v1"),
        ("DELETE FROM cases", "case p1"), ("DELETE FROM declarations", "declaration D v1"),
        ("DELETE FROM notices", "notice D v2 released"),
        ("UPDATE notices SET payload = replace(payload, 'released', 'refused')", "notice D v2 released"),
    ])
    func verifyNamesWhatWasChanged(sql: String, name: String) async throws {
        let path = try Self.path()
        let store = try await Self.filled(path).0
        _ = try await store.ingest(DeclarationNotice(reference: "D", version: 2, kind: .released))
        #expect(try RawDatabase(path).run(sql) > 0)
        let failures = try await store.verify().failures
        #expect(failures.contains { $0.hasPrefix(name) }, "\(failures)")
    }

    @Test func verifyNamesADamagedOrMissingPicture() async throws {
        let path = try Self.path()
        let (store, picture) = try await Self.filled(path)
        let file = "\(path).evidence/\(picture.prefix(2))/\(picture).jpg"
        try Data("a pictura".utf8).write(to: URL(fileURLWithPath: file))
        #expect(try await store.verify().failures == ["evidence \(file): changed after it was written"])
        try FileManager.default.removeItem(atPath: file)
        #expect(try await store.verify().failures == ["evidence \(file): missing"])
    }

    @Test func refusesANewerDatabase() async throws {
        let path = try Self.path()
        _ = try await Self.filled(path)
        try RawDatabase(path).run("PRAGMA user_version = 99")
        let error = #expect(throws: StoreError.self) { try SQLiteStore(path: path) }
        #expect(error?.description.contains("newer") == true)
    }

    @Test func refusesWhatIsNoStore() async throws {
        let path = try Self.path()
        try Data("hello, I am a text file, long enough for a header of SQLite".utf8).write(
            to: URL(fileURLWithPath: path))
        let error = #expect(throws: StoreError.self) { try SQLiteStore(path: path) }
        #expect(error?.description.contains(path) == true)
        #expect(throws: StoreError.self) { try SQLiteStore(path: path + "-nowhere/gate.sqlite") }
        #expect(throws: StoreError.self) {
            try SQLiteStore(path: path + "-missing", options: StoreOptions(readOnly: true))
        }
    }

    /// A process that dies in the middle leaves the database and its log: what was committed is there.
    @Test func aCopyTakenMidwayIsWhole() async throws {
        let path = try Self.path()
        let store = try SQLiteStore(path: path)
        for number in 1...40 { _ = try await store.commit(Self.sighting(number)) }
        let copy = try Self.path()
        for suffix in ["", "-wal"] { try FileManager.default.copyItem(atPath: path + suffix, toPath: copy + suffix) }
        #expect(try await SQLiteStore(path: copy).sightings().count == 40)
    }

    @Test func hashesAndDraws() {
        // FIPS 180-2, appendix B.1.
        #expect(
            Hashing.sha256Hex(Array("abc".utf8)) == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
        let draws = (0..<2000).map { Hashing.keyedDraw(key: [1, 2, 3], text: "p\($0)") }
        #expect(draws.allSatisfy { (0..<1).contains($0) })
        #expect(abs(draws.reduce(0, +) / 2000 - 0.5) < 0.03)
        #expect(Hashing.keyedDraw(key: [1, 2, 4], text: "p0") != draws[0])
    }
}
