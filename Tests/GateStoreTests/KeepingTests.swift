import Foundation
import GateDomain
import GatePipeline
import Testing

@testable import GateStore

/// Backup, restore, and what expires.
@Suite struct KeepingTests {
    private static func folder() -> BackupFolder {
        BackupFolder(path: NSTemporaryDirectory() + "backup-\(UUID().uuidString)")
    }

    /// Adds a green passage, or a case, of a day, with a picture of its own.
    @discardableResult
    private static func add(
        _ number: Int, day: Int, _ channel: Channel, to store: SQLiteStore, driver: String? = nil
    ) async throws -> String {
        let picture = try store.keep(EvidencePicture(kind: .crop, jpeg: Array("picture \(number)".utf8)))
        let at = Instant(microseconds: Int64(day) * 86_400_000_000)
        var sighting = SQLiteStoreTests.sighting(number, evidence: [picture])
        sighting.settled = at
        _ = try await store.commit(sighting)
        var (passage, verdict) = SQLiteStoreTests.decided(number, channel: channel, sightings: [sighting])
        passage.decided = at
        verdict.decided = at
        if let driver {
            let event = SensorEvent(id: "d\(number)", gate: "g", lane: "l", at: at, reading: .driver(driver))
            _ = try await store.commit(event)
            passage.readings = [event]
        }
        _ = try await store.commit(verdict, of: passage)
        return picture
    }

    private static func isThere(_ sha256: String, _ path: String) -> Bool {
        FileManager.default.fileExists(atPath: EvidenceFolder(path: path + ".evidence").file(sha256))
    }

    @Test func aBackupIsIncrementalAndRestoresUnderAnotherName() async throws {
        let path = try SQLiteStoreTests.path()
        let store = try SQLiteStore(path: path)
        try await Self.add(1, day: 1, .green, to: store)
        try Data("secret".utf8).write(to: URL(fileURLWithPath: path + ".secret"))
        // Beside the writer, as while a gate runs.
        let reader = try SQLiteStore(path: path, options: StoreOptions(readOnly: true))
        let folder = Self.folder()
        #expect(try await reader.backUp(into: folder, at: .distantPast).copied == 1)
        try await Self.add(2, day: 2, .red, to: store)
        let second = try await reader.backUp(into: folder, at: .distantPast)
        #expect(second.copied == 1 && second.known == 1 && second.removed == 0 && second.failures.isEmpty)
        #expect(try await store.chainHead() == second.head)
        let copy = try SQLiteStore(path: folder.database, options: StoreOptions(readOnly: true))
        #expect(try await copy.verify(heads: [second.head.hash]).failures.isEmpty)

        let other = try SQLiteStoreTests.path() + "-elsewhere"
        _ = try SQLiteStore.restore(folder, to: other)
        #expect(throws: StoreError.self) { try SQLiteStore.restore(folder, to: other) }
        let restored = try SQLiteStore(path: other)
        let report = try await restored.verify(heads: [second.head.hash])
        #expect(report.failures.isEmpty && report.passages == 2 && report.pictures == 2)
        #expect(try String(contentsOfFile: other + ".secret", encoding: .utf8) == "secret")
        try await Self.add(3, day: 3, .green, to: restored)
        #expect(try await restored.verify().failures.isEmpty)

        // What has expired goes from the backup too, once the new database is there.
        var rules = RetentionConfiguration()
        rules.greenPictureDays = 10
        _ = try await store.retain(rules, at: Instant(microseconds: 100 * 86_400_000_000))
        let third = try await reader.backUp(into: folder, at: .distantPast)
        #expect(third.removed == 1 && third.known == 1)
        #expect(
            try await SQLiteStore(path: folder.database, options: StoreOptions(readOnly: true)).verify().failures
                .isEmpty)
    }

    /// A backup or restore that is cut off at any progress leaves what was there before, and goes through when it is run again.
    @Test func whatIsCutOffLeavesTheOneBefore() async throws {
        struct Cut: Error {}
        let path = try SQLiteStoreTests.path()
        let store = try SQLiteStore(path: path)
        try await Self.add(1, day: 1, .green, to: store)
        let folder = Self.folder()
        let first = try await store.backUp(into: folder, at: .distantPast)
        try await Self.add(2, day: 2, .green, to: store)
        // What a kill leaves: a part of the new database, and of pictures.
        try FileManager.default.copyItem(atPath: path, toPath: folder.database + ".part")
        let pictures = EvidenceFolder(path: folder.database + ".evidence")
        _ = try pictures.keep(Array("of a backup that did not end".utf8))
        let old = try SQLiteStore(path: folder.database, options: StoreOptions(readOnly: true))
        #expect(try await old.verify(heads: [first.head.hash]).failures.isEmpty)
        #expect(try folder.manifest().head == first.head.hash)
        let second = try await store.backUp(into: folder, at: .distantPast)
        #expect(second.removed == 1 && second.copied == 1)

        let target = try SQLiteStoreTests.path()
        try FileManager.default.copyItem(atPath: path, toPath: target + ".part")
        try FileManager.default.createDirectory(atPath: target + ".evidence", withIntermediateDirectories: true)
        _ = try SQLiteStore.restore(folder, to: target)
        let restored = try SQLiteStore(path: target, options: StoreOptions(readOnly: true))
        #expect(try await restored.verify(heads: [second.head.hash]).failures.isEmpty)
        #expect(throws: StoreError.self) { try SQLiteStore.restore(Self.folder(), to: path + "-none") }
    }

    @Test func aMissingPictureIsSaidByABackup() async throws {
        let path = try SQLiteStoreTests.path()
        let store = try SQLiteStore(path: path)
        let picture = try await Self.add(1, day: 1, .green, to: store)
        unlink(EvidenceFolder(path: path + ".evidence").file(picture))
        #expect(try await store.backUp(into: Self.folder(), at: .distantPast).failures.count == 1)
    }

    @Test func picturesExpireByClass() async throws {
        let path = try SQLiteStoreTests.path()
        let store = try SQLiteStore(path: path)
        let green = try await Self.add(1, day: 100, .green, to: store)
        let young = try await Self.add(2, day: 350, .green, to: store)
        let open = try await Self.add(3, day: 1, .red, to: store)
        let resolved = try await Self.add(4, day: 100, .red, to: store)
        let old = try await Self.add(5, day: 1, .yellow, to: store)
        for id in ["p4", "p5"] {
            _ = try await store.apply(.claim(officer: "a"), to: id, at: .distantPast)
            _ = try await store.apply(.resolve(.release, officer: "a", reason: "seen"), to: id, at: .distantPast)
        }
        var rules = RetentionConfiguration()
        rules.casePictureDays = 300
        let now = Instant(microseconds: 360 * 86_400_000_000)
        let trial = try await store.retain(rules, at: now, isTrial: true)
        #expect(trial.greenPictures == 1 && trial.casePictures == 1)
        #expect(try await store.verify().pictures == 5)
        let report = try await store.retain(rules, at: now)
        #expect(report.greenPictures == 1 && report.casePictures == 1)
        #expect(
            [green, young, open, resolved, old].map { Self.isThere($0, path) } == [false, true, true, true, false])
        #expect(try await store.verify().failures.isEmpty)
        #expect(try await store.retain(rules, at: now).isNothing)
        // Missing without a record of it: damage.
        unlink(EvidenceFolder(path: path + ".evidence").file(young))
        #expect(try await store.verify().failures.contains { $0.contains(young) })
    }

    /// One picture of two sightings goes with the last of them.
    @Test func aSharedPictureStays() async throws {
        let path = try SQLiteStoreTests.path()
        let store = try SQLiteStore(path: path)
        let picture = try await Self.add(1, day: 1, .green, to: store)
        var second = SQLiteStoreTests.sighting(2, evidence: [picture])
        second.settled = Instant(microseconds: 300 * 86_400_000_000)
        _ = try await store.commit(second)
        _ = try await store.retain(RetentionConfiguration(), at: Instant(microseconds: 310 * 86_400_000_000))
        #expect(Self.isThere(picture, path))
        #expect(try await store.verify().failures.isEmpty)
    }

    @Test func driversAreForgottenAndTheChainStaysWhole() async throws {
        let path = try SQLiteStoreTests.path()
        let store = try SQLiteStore(path: path)
        try await Self.add(1, day: 1, .green, to: store, driver: "CARD-1")
        try await Self.add(2, day: 1, .red, to: store, driver: "CARD-2")
        try await Self.add(3, day: 300, .green, to: store, driver: "CARD-3")
        var rules = RetentionConfiguration()
        rules.personalDays = 100
        let now = Instant(microseconds: 310 * 86_400_000_000)
        #expect(try await store.retain(rules, at: now, isTrial: true).drivers == 1)
        #expect(try await store.retain(rules, at: now).drivers == 1)
        #expect(try await store.retain(rules, at: now).drivers == 0)
        #expect(try await store.verify().failures.isEmpty)
        let database = try RawDatabase(path)
        for (card, count) in [("CARD-1", 0), ("CARD-2", 3), ("CARD-3", 3)] {
            let found = try database.rows(
                """
                SELECT 1 FROM audit WHERE before LIKE '%\(card)%' OR after LIKE '%\(card)%'
                UNION ALL SELECT 1 FROM passages WHERE payload LIKE '%\(card)%'
                UNION ALL SELECT 1 FROM ledger WHERE driver = '\(card)'
                UNION ALL SELECT 1 FROM sensor_events WHERE payload LIKE '%\(card)%' AND '\(card)' = 'CARD-1'
                """)
            #expect(found.count == count, "\(card)")
            let desk = try database.rows(
                """
                SELECT 1 FROM desk_passages WHERE driver = '\(card)'
                UNION ALL SELECT 1 FROM desk_names WHERE kind = 'driver' AND name = replace('\(card)', '-', '')
                """)
            #expect(desk.count == (count == 0 ? 0 : 2), "\(card)")
        }
        // Another record without its texts is damage.
        try database.run("UPDATE audit SET after = NULL WHERE action = 'passage.seen' AND subject = 'p3'")
        #expect(try await store.verify().failures.contains { $0.contains("p3") })
    }

    @Test func aFullDiskTakesTheOldestGreenPicturesFirst() async throws {
        let path = try SQLiteStoreTests.path()
        let store = try SQLiteStore(path: path)
        var green: [String] = []
        for number in 0..<700 { green.append(try await Self.add(number, day: number, .green, to: store)) }
        let red = try await Self.add(900, day: 0, .red, to: store)
        let asked = Locked(0)
        let count = try await store.makeRoom(at: Instant(microseconds: 1000 * 86_400_000_000)) {
            asked.withLock { asked in
                asked += 1
                return asked > 1
            }
        }
        #expect(count == 500 && !Self.isThere(green[0], path) && Self.isThere(green[600], path))
        #expect(try await store.makeRoom(at: Instant(microseconds: 1000 * 86_400_000_000)) { false } == 200)
        #expect(Self.isThere(red, path))
        #expect(try await store.verify().failures.isEmpty)
    }
}
