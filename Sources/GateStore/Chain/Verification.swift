import CSQLite
import Foundation
import GateDomain
import GateFusion
import GatePipeline

/// One look at everything a store holds, within one read transaction.
struct Verification {
    let connection: Connection
    let evidence: EvidenceFolder
    /// Hashes that were kept elsewhere.
    let heads: Set<String>
    let progress: (_ done: Int, _ total: Int) -> Void

    private var report = VerifyReport()
    private var balance = RowBalance()
    /// Those that are there: a file that is only read may be of an older schema.
    private var tables: [HeldTable] = []
    private var total = 0
    private var done = 0

    init(
        connection: Connection, evidence: EvidenceFolder, heads: Set<String>,
        progress: @escaping (_ done: Int, _ total: Int) -> Void
    ) {
        self.connection = connection
        self.evidence = evidence
        self.heads = heads
        self.progress = progress
    }

    mutating func run() throws -> VerifyReport {
        try connection.run("BEGIN")
        defer { _ = try? connection.run("ROLLBACK") }
        let version = try connection.run("PRAGMA user_version").first?.first?.integer ?? 0
        attempt("schema") { try $0.report.failures += Schema.differences($0.connection, version: version) }
        attempt("pages") { try $0.checkPages() }
        if version < Schema.firstHeld {
            report.notes.append(
                "schema \(version): its chain covers passages, cases, declarations and notices; sightings and sensor "
                    + "events have their own hashes only, outbox and links nothing. The next run upgrades it, and chains all"
            )
            attempt("database") {
                try LegacyVerification(connection: $0.connection, heads: $0.heads).run(into: &$0.report)
            }
        } else {
            tables = try HeldTable.all.filter { try Schema.has($0.name, connection) }
            try count()
            attempt("audit") { try $0.walkChain() }
            for table in tables { attempt("table \(table.name)") { try $0.weigh(table) } }
            attempt("audit") { try $0.nameDifferences() }
            if version >= Schema.firstWithHistory { attempt("look-ups") { try $0.checkLookups() } }
            attempt("table sqlite_sequence") { try $0.checkSequence() }
        }
        attempt("evidence") { try $0.checkPictures() }
        return report
    }

    /// What cannot even be read is a failure like another; the rest is looked at all the same.
    private mutating func attempt(_ name: String, _ body: (inout Self) throws -> Void) {
        do {
            try body(&self)
        } catch {
            report.failures.append("\(name): cannot be read (\(error))")
        }
    }

    private mutating func count() throws {
        for table in try ["audit", "ledger_parts", "standing_names"].filter({ try Schema.has($0, connection) })
            + tables.map(\.name)
        {
            attempt("table \(table)") {
                $0.total += Int(try $0.connection.run("SELECT count(*) FROM \(table)").first?[0].integer ?? 0)
            }
        }
    }

    private mutating func checkLookups() throws {
        let matrix = try History.folding(connection)
        let history = History(
            connection: connection, audit: AuditLog(connection, witness: RowWitness([])), matrix: matrix)
        let failures = try LookupCheck(history: history).failures { step() }
        report.failures += failures
    }

    private mutating func step() {
        done += 1
        if done & 0xfff == 0 { progress(done, total) }
    }

    /// Indexes against tables, and every page: what SQLite itself can tell.
    private mutating func checkPages() throws {
        for row in try connection.run("PRAGMA integrity_check(100)") where row[0].text != "ok" {
            report.failures.append("pages: \(row[0].text ?? "")")
        }
    }

    // MARK: Chain

    private mutating func walkChain() throws {
        var walk = ChainWalk(seeking: heads)
        try connection.step(AuditRow.query()) { statement in
            let row = AuditRow(statement)
            report.failures += try walk.check(row) { subject in
                try connection.run(
                    "SELECT 1 FROM audit WHERE subject = ? AND action = ? LIMIT 1",
                    [.text(subject), .text(SQLiteStore.driverExpired)]
                ).first != nil
            }
            report.failures += row.failuresBeforeUpgrade
            for change in row.changes {
                guard let change else {
                    report.failures.append("audit record \(row.sequence): changed after it was written")
                    continue
                }
                if let old = change.old { balance.remove(old) }
                if let new = change.new { balance.add(new) }
            }
            step()
        }
        report.auditRecords = Int(walk.count)
        report.head = walk.head
        report.failures += try walk.headFailures(connection)
    }

    // MARK: Rows

    private mutating func weigh(_ table: HeldTable) throws {
        var digest = RowDigest(table: table.name)
        var count = 0
        try connection.step("SELECT * FROM \(table.name)") { statement in
            balance.remove(digest.of(statement))
            count += 1
            step()
        }
        report.rows += count
        switch table.name {
        case "sightings": report.sightings = count
        case "sensor_events": report.sensorEvents = count
        case "passages": report.passages = count
        default: break
        }
    }

    /// Looks again at the parts that do not balance, and names the rows in them.
    private mutating func nameDifferences() throws {
        let all = balance.differing
        guard !all.isEmpty else { return }
        // Bounded, whatever was done to the database.
        let parts = Set(all.sorted().prefix(4096))
        let balance = balance
        let isSought = { (digest: Digest) in parts.contains(balance.part(of: digest)) }
        var names = RowNames()
        try connection.step(AuditRow.query()) { statement in
            let row = AuditRow(statement)
            for case let change? in row.changes { names.wrote(change, in: row.sequence, isSought: isSought) }
        }
        for table in tables {
            var digest = RowDigest(table: table.name)
            try connection.step("SELECT * FROM \(table.name)") { statement in
                let digest = digest.of(statement)
                guard isSought(digest) else { return }
                names.found(digest, title: table.title(of: table.key.map { RowField(statement, $0).text }))
            }
        }
        report.failures += names.failures.map(\.failure)
        try nameVerdicts(names.failures.map(\.title))
        if all.count > parts.count {
            report.failures.append(
                "and more: \(all.count) parts of 65536 differ, \(parts.count) of them are named above")
        }
    }

    /// A passage is held as one row: says which of them show another verdict than the one that was decided.
    private mutating func nameVerdicts(_ titles: [String]) throws {
        for title in titles where title.hasPrefix("passage ") {
            let id = String(title.dropFirst("passage ".count))
            let decided = try connection.run(
                "SELECT after FROM audit WHERE subject = ? AND action = 'passage.decided' ORDER BY sequence DESC LIMIT 1",
                [.text(id)])
            let shown = try connection.run("SELECT verdict FROM passages WHERE id = ?", [.text(id)])
            if let shown = shown.first, shown != decided.first {
                report.failures.append("verdict of \(title): not as it was decided")
            }
        }
    }

    private mutating func checkSequence() throws {
        let newest = try connection.run("SELECT max(sequence) FROM outbox").first?[0] ?? .null
        let kept = try connection.run("SELECT name, seq FROM sqlite_sequence")
        if kept != (newest == .null ? [] : [[.text("outbox"), newest]]) {
            report.failures.append("outbox: its counter is not at its newest event")
        }
    }

    // MARK: Pictures

    private mutating func checkPictures() throws {
        try connection.each("SELECT DISTINCT sha256 FROM sighting_evidence ORDER BY sha256") { row in
            let sha256 = row[0].text ?? ""
            report.pictures += 1
            guard let bytes = evidence.bytes(sha256) else {
                report.failures.append("evidence \(evidence.file(sha256)): missing")
                return
            }
            if Hashing.sha256Hex(bytes) != sha256 {
                report.failures.append("evidence \(evidence.file(sha256)): changed after it was written")
            }
        }
    }
}

extension RowDigest {
    /// The row that the statement, a `SELECT *`, stands on.
    mutating func of(_ statement: OpaquePointer) -> Digest {
        begin()
        for column in 0..<sqlite3_column_count(statement) { add(RowField(statement, column), at: column) }
        return finish()
    }
}
