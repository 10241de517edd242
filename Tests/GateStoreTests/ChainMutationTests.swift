import CSQLite
import Foundation
import GateDomain
import GatePipeline
import Testing

@testable import GateStore

/// Changes bytes of every value of every row of every table, and of every picture, and deletes every row: each must be found and named.
/// `BORDERGATE_MUTATIONS=all` tries every byte; else some of each value.
@Suite struct ChainMutationTests {
    private struct Tried {
        var rows = 0
        var bytes = 0
        var deletions = 0
        var additions = 0
        var unnamed: [String] = []
    }

    @Test func everyByteOfEveryRowIsHeld() async throws {
        let path = try SQLiteStoreTests.path()
        try await Self.fill(path)
        let pristine = try SQLiteStoreTests.path()
        try FileManager.default.copyItem(atPath: path, toPath: pristine)
        let reader = try SQLiteStore(path: path, options: StoreOptions(readOnly: true))
        let database = try RawDatabase(path)
        for pragma in ["synchronous = OFF", "ignore_check_constraints = ON"] { try database.run("PRAGMA \(pragma)") }
        try database.run("ATTACH '\(pristine)' AS pristine")
        #expect(try await reader.verify().failures.isEmpty)

        let isWhole = ProcessInfo.processInfo.environment["BORDERGATE_MUTATIONS"] == "all"
        let all = try database.rows("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name").map {
            $0[0]
        }
        #expect(Set(all) == Set(HeldTable.all.map(\.name)).union(HeldTable.exempt.keys))
        var tried = Tried()
        // What is derived, or on its way, is not held; the list says why.
        let tables = all.filter { name in
            HeldTable.all.contains { $0.name == name } || ["audit", "audit_head", "sqlite_sequence"].contains(name)
        }
        for table in tables {
            let columns = try database.rows("SELECT name FROM pragma_table_info('\(table)') ORDER BY cid").map { $0[0] }
            let quoted = columns.map { "quote(\($0))" }.joined(separator: ", ")
            let rows = try database.rows("SELECT \(quoted) FROM \(table)")
            #expect(!rows.isEmpty, "nothing of \(table) is tried")
            for row in rows {
                tried.rows += 1
                let name = Self.name(of: row, in: table)
                let this = zip(columns, row).map { "\($0) IS \($1)" }.joined(separator: " AND ")
                for (column, value) in zip(columns, row) {
                    for change in Self.changes(of: value, isWhole: isWhole) {
                        // A key that another row has already cannot be taken.
                        guard (try? database.run("UPDATE \(table) SET \(column) = \(change) WHERE \(this)")) == 1 else {
                            continue
                        }
                        tried.bytes += 1
                        let failures = try await reader.verify().failures
                        if !failures.contains(where: { $0.contains(name) }) {
                            tried.unnamed.append("\(table).\(column) = \(change): \(failures)")
                        }
                        try Self.restore(table, in: database)
                    }
                }
                #expect(try database.run("DELETE FROM \(table) WHERE \(this)") == 1)
                tried.deletions += 1
                let failures = try await reader.verify().failures
                if !failures.contains(where: { $0.contains(name) }) {
                    tried.unnamed.append("\(table) without \(name): \(failures)")
                }
                try Self.restore(table, in: database)
            }
            try await Self.add(to: table, columns: columns, database, reader, &tried)
        }
        #expect(try await reader.verify().failures.isEmpty)
        try await Self.changePictures(path, reader, isWhole: isWhole, &tried)
        print(
            "tampering: \(tables.count) tables, \(tried.rows) rows; tried \(tried.bytes) changed bytes, "
                + "\(tried.deletions) deletions, \(tried.additions) additions; not named: \(tried.unnamed.count)")
        #expect(tried.unnamed.isEmpty, "\(tried.unnamed.prefix(10))")
    }

    /// A row more than the chain knows of.
    private static func add(
        to table: String, columns: [String], _ database: RawDatabase, _ reader: SQLiteStore, _ tried: inout Tried
    ) async throws {
        let copied = columns.enumerated().map { index, column in
            index > 0 ? column : column == "sequence" ? "sequence + 1000" : "\(column) || 'x'"
        }
        let sql = "INSERT INTO \(table) SELECT \(copied.joined(separator: ", ")) FROM \(table) LIMIT 1"
        guard table != "audit_head", (try? database.run(sql)) == 1 else { return }
        tried.additions += 1
        if try await reader.verify().failures.isEmpty { tried.unnamed.append("a row more in \(table)") }
        try restore(table, in: database)
    }

    private static func changePictures(
        _ path: String, _ reader: SQLiteStore, isWhole: Bool, _ tried: inout Tried
    ) async throws {
        let folder = path + ".evidence"
        for name in try FileManager.default.subpathsOfDirectory(atPath: folder) where name.hasSuffix(".jpg") {
            let file = URL(fileURLWithPath: folder + "/" + name)
            let whole = try Data(contentsOf: file)
            for index in whole.indices where isWhole || index == 5 {
                var changed = whole
                changed[index] ^= 1
                try changed.write(to: file)
                tried.bytes += 1
                if try await !reader.verify().failures.contains(where: { $0.contains(name) }) {
                    tried.unnamed.append("byte \(index) of \(name)")
                }
            }
            try FileManager.default.removeItem(at: file)
            tried.deletions += 1
            if try await !reader.verify().failures.contains(where: { $0.contains(name) }) {
                tried.unnamed.append("without \(name)")
            }
            try whole.write(to: file)
        }
    }

    private static func restore(_ table: String, in database: RawDatabase) throws {
        try database.run("DELETE FROM main.\(table)")
        try database.run("INSERT INTO main.\(table) SELECT * FROM pristine.\(table)")
        // Writing to the outbox again counts its events again.
        if table == "outbox" {
            try database.run("DELETE FROM main.sqlite_sequence")
            try database.run("INSERT INTO main.sqlite_sequence SELECT * FROM pristine.sqlite_sequence")
        }
    }

    /// What a failure must contain.
    private static func name(of row: [String], in table: String) -> String {
        func plain(_ value: String) -> String {
            value.hasPrefix("'") ? value.dropFirst().dropLast().replacingOccurrences(of: "''", with: "'") : value
        }
        if table == "audit" { return "audit record \(row[0])" }
        if table == "audit_head" { return "audit head" }
        if table == "sqlite_sequence" { return "outbox" }
        guard let held = HeldTable.all.first(where: { $0.name == table }) else { return "?" }
        return held.title(of: held.key.map { plain(row[Int($0)]) })
    }

    /// SQL for values that differ in one byte from a literal; and for one of another type or none.
    private static func changes(of literal: String, isWhole: Bool) -> [String] {
        if let number = Int64(literal) {
            return (isWhole ? Array(0..<8) : [0, 3]).map { String(number ^ (1 << (8 * $0))) } + [
                "'x\(number)'", "x'00'", "NULL",
            ]
        }
        guard literal.hasPrefix("'") else { return ["0", "''"] }
        let bytes = Array(literal.dropFirst().dropLast().replacingOccurrences(of: "''", with: "'").utf8)
        func text(_ bytes: [UInt8]) -> String {
            "CAST(x'\(bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined())' AS TEXT)"
        }
        let step = isWhole ? 1 : max(1, (bytes.count + 1) / 2)
        return stride(from: 0, to: bytes.count, by: step).map { index in
            var changed = bytes
            changed[index] ^= index % 2 == 0 ? 1 : 0x80
            return text(changed)
        } + [text(bytes + [0]), "CAST(\(literal) AS BLOB)", "NULL"]
    }

    /// Several of everything.
    private static func fill(_ path: String) async throws {
        let store = try SQLiteStore(path: path)
        let pictures = try ["one picture", "another picture"].map {
            try store.keep(EvidencePicture(kind: .crop, jpeg: Array($0.utf8)))
        }
        for number in 1...2 {
            let sighting = SQLiteStoreTests.sighting(number, evidence: number == 1 ? pictures : [pictures[1]])
            _ = try await store.commit(sighting)
            _ = try await store.commit(
                SensorEvent(
                    id: "e\(number)", gate: "g", lane: "l", at: sighting.settled,
                    reading: .weight(kg: 1000, accuracyClass: 1)))
            let (passage, verdict) = SQLiteStoreTests.decided(number, channel: .red, sightings: [sighting])
            _ = try await store.commit(verdict, of: passage)
            _ = try await store.ingest(Declaration(reference: "Đ\(number) '%\t", gate: "g"))
            _ = try await store.ingest(DeclarationNotice(reference: "Đ\(number)", version: 2, kind: .released))
        }
        _ = try await store.apply(.claim(officer: "a"), to: "p1", at: Instant(microseconds: 5))
        var (passage, verdict) = SQLiteStoreTests.decided(2, channel: .yellow, sightings: [])
        passage.unseenRoles = [.roof]
        verdict.trailerPlate = "12R12345"
        try await store.revise(verdict, of: passage)
        try await store.addToEmptyTables()
    }
}

extension SQLiteStore {
    /// A row in every held table that has none.
    fileprivate func addToEmptyTables() throws {
        try audit.transaction {
            for table in HeldTable.all where try connection.run("SELECT 1 FROM \(table.name) LIMIT 1").isEmpty {
                let types = try connection.run("SELECT type FROM pragma_table_info('\(table.name)') ORDER BY cid")
                let values = types.map { $0[0].text == "INTEGER" ? Connection.Value.integer(7) : .text("xy") }
                let places = values.map { _ in "?" }.joined(separator: ",")
                try connection.run("INSERT INTO \(table.name) VALUES (\(places))", values)
            }
        }
    }
}
