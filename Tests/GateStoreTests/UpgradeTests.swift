import Foundation
import GateDomain
import GatePipeline
import Testing

@testable import GateStore

@Suite struct UpgradeTests {
    @Test func everySchemaThatShippedIsTried() {
        #expect(OldDatabase.versions.map(Int64.init) == Array(1..<Schema.firstHeld))
    }

    /// Files of the schemas since the chain holds every row: what later steps added was not there, and joins.
    @Test(arguments: Int(Schema.firstHeld)..<Int(Schema.current)) func aYoungerDatabaseGoesOn(version: Int) async throws
    {
        let path = try SQLiteStoreTests.path()
        let (first, _) = try await SQLiteStoreTests.filled(path)
        if version < Schema.firstWithHistory { try await first.forgetHistory() }
        let head = try await first.chainHead()
        await first.close()
        let model = try Connection(path: ":memory:", mode: .readWrite)
        for step in Schema.migrations.prefix(version) { try model.execute(step) }
        let query = "SELECT name FROM sqlite_master WHERE type = 'table'"
        let then = Set(try model.run(query).compactMap { $0[0].text })
        let database = try RawDatabase(path)
        for name in try database.rows(query).map({ $0[0] }) where !then.contains(name) {
            try database.run("DROP TABLE \(name)")
        }
        let indexes = "SELECT name FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL"
        let known = Set(try model.run(indexes).compactMap { $0[0].text })
        for name in try database.rows(indexes).map({ $0[0] }) where !known.contains(name) {
            try database.run("DROP INDEX \(name)")
        }
        for table in then where !table.hasPrefix("sqlite_") {
            let columns = "SELECT name FROM pragma_table_info('\(table)')"
            let old = Set(try model.run(columns).compactMap { $0[0].text })
            for name in try database.rows(columns).map({ $0[0] }) where !old.contains(name) {
                try database.run("ALTER TABLE \(table) DROP COLUMN \(name)")
            }
        }
        try database.run("PRAGMA user_version = \(version)")
        let old = try SQLiteStore(path: path, options: StoreOptions(readOnly: true))
        #expect(try await old.verify(heads: [head.hash]).failures.isEmpty)
        let store = try SQLiteStore(path: path)
        let report = try await store.verify(heads: [head.hash])
        #expect(report.failures.isEmpty && report.auditRecords == Int(head.record) + 1, "\(report.failures)")
        #expect(try await store.passages().count == 1)
    }

    @Test(arguments: OldDatabase.versions) func anOldDatabaseGoesOn(version: Int) async throws {
        let path = try SQLiteStoreTests.path()
        try OldDatabase.make(version: version, at: path)
        let old = try SQLiteStore(path: path, options: StoreOptions(readOnly: true))
        let before = try await old.verify()
        #expect(before.failures.isEmpty && before.passages == 1, "\(before.failures)")
        #expect(before.notes.contains { $0.hasPrefix("schema \(version)") })
        #expect(try await old.verify(heads: ["00"]).failures.count == 1)

        let store = try SQLiteStore(path: path)
        let after = try await store.verify(heads: [before.head.hash])
        #expect(after.failures.isEmpty && after.notes.isEmpty, "\(after.failures)")
        #expect(after.rows == 10 + (version >= 3 ? 1 : 0) + (version >= 4 ? 1 : 0))
        #expect(try await store.sightings().map(\.id) == ["s1"])
        #expect(try await store.passages().map(\.verdict.channel) == [.red])
        #expect(try await store.cases().map(\.id) == ["p1"])
        #expect(try await store.declaration("D")?.status == (version >= 3 ? .cleared : .accepted))
        #expect(try await store.sensorEvents().count == (version >= 4 ? 1 : 0))
        _ = try await store.commit(SQLiteStoreTests.sighting(2))
        #expect(try await store.verify().failures.isEmpty)
        try RawDatabase(path).run("DELETE FROM passage_sightings")
        #expect(try await store.verify().failures.contains { $0.hasPrefix("sighting s1 in passage p1: missing") })
    }

    /// What was wrong before an upgrade stays wrong after it.
    @Test(arguments: [
        ("UPDATE passages SET verdict = replace(verdict, 'red', 'rad')", "verdict of passage p1"),
        ("UPDATE audit SET actor = 'gatf' WHERE sequence = 2", "audit record 2"),
        ("UPDATE sightings SET payload = replace(payload, '\"reads\":3', '\"reads\":4')", "sighting s1"),
        ("DELETE FROM cases", "case p1"),
        ("UPDATE cases SET state = 'resolved'", "case p1"), ("UPDATE passages SET lane = 'm'", "passage p1"),
        ("DELETE FROM sighting_evidence; DELETE FROM passage_sightings; DELETE FROM sightings", "sighting s1"),
        ("DELETE FROM sighting_evidence", "sighting s1"),
    ])
    func anUpgradeHidesNothing(sql: String, name: String) async throws {
        let path = try SQLiteStoreTests.path()
        try OldDatabase.make(version: 4, at: path)
        try RawDatabase(path).run(sql)
        let store = try SQLiteStore(path: path)
        let failures = try await store.verify().failures
        #expect(failures.contains { $0.hasPrefix(name) && $0.contains("before the upgrade") }, "\(failures)")
    }

    /// Two programs that open an old file at once: one upgrades it, the other is told who has it or finds it done.
    @Test func upgradesOnce() async throws {
        let path = try SQLiteStoreTests.path()
        try OldDatabase.make(version: 2, at: path)
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<8 { group.addTask { _ = try? SQLiteStore(path: path) } }
        }
        let store = try SQLiteStore(path: path)
        #expect(try await store.verify().failures.isEmpty)
        #expect(try RawDatabase(path).rows("SELECT 1 FROM audit WHERE action = 'schema.upgraded'").count == 1)
    }
}

extension SQLiteStore {
    /// A chain that says nothing of the tables of the past, as those of older schemas do.
    fileprivate func forgetHistory() throws {
        try audit.transaction {
            for table in ["ledger", "standing", "unit_values"] { try connection.run("DELETE FROM \(table)") }
        }
    }
}
