import GateDomain
import GateFusion
import GatePipeline

/// The tables, version by version; `PRAGMA user_version` says which one a file has.
enum Schema {
    static let current: Int64 = 11
    /// The first version whose chain holds every row.
    static let firstHeld: Int64 = 5

    /// The first version that has the past in tables.
    static let firstWithHistory: Int64 = 10

    /// One step from each version to the next.
    static let migrations: [String] = [
        // 0 → 1
        """
        CREATE TABLE sightings (
            id TEXT PRIMARY KEY, gate TEXT NOT NULL, lane TEXT NOT NULL, camera TEXT NOT NULL, settled INTEGER NOT NULL,
            kind TEXT NOT NULL, text TEXT, payload TEXT NOT NULL, sha256 TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE sighting_evidence (
            sighting TEXT NOT NULL REFERENCES sightings(id), ordinal INTEGER NOT NULL, sha256 TEXT NOT NULL,
            PRIMARY KEY (sighting, ordinal)) WITHOUT ROWID;
        CREATE TABLE passages (
            id TEXT PRIMARY KEY, gate TEXT NOT NULL, lane TEXT NOT NULL, decided INTEGER NOT NULL,
            payload TEXT NOT NULL, verdict TEXT NOT NULL) WITHOUT ROWID;
        CREATE INDEX passages_by_time ON passages (decided, id);
        CREATE TABLE passage_sightings (
            sighting TEXT NOT NULL, passage TEXT NOT NULL REFERENCES passages(id),
            PRIMARY KEY (sighting, passage)) WITHOUT ROWID;
        CREATE TABLE cases (id TEXT PRIMARY KEY REFERENCES passages(id), state TEXT NOT NULL, payload TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE declarations (
            reference TEXT NOT NULL, version INTEGER NOT NULL, payload TEXT NOT NULL,
            PRIMARY KEY (reference, version)) WITHOUT ROWID;
        CREATE TABLE audit (
            sequence INTEGER PRIMARY KEY, at INTEGER NOT NULL, actor TEXT NOT NULL, action TEXT NOT NULL,
            subject TEXT NOT NULL, before TEXT, after TEXT, previous TEXT NOT NULL, hash TEXT NOT NULL);
        CREATE TABLE audit_head (only INTEGER PRIMARY KEY CHECK (only = 1), sequence INTEGER NOT NULL, hash TEXT NOT NULL);
        INSERT INTO audit_head VALUES (1, 0, '');
        CREATE TABLE outbox (
            sequence INTEGER PRIMARY KEY AUTOINCREMENT, kind TEXT NOT NULL, subject TEXT NOT NULL, payload TEXT NOT NULL,
            delivered INTEGER NOT NULL DEFAULT 0);
        """,
        // 1 → 2: search by what was read, and the audit trail of one thing.
        """
        CREATE INDEX sightings_by_text ON sightings (text) WHERE text IS NOT NULL;
        CREATE INDEX sightings_by_time ON sightings (settled);
        CREATE INDEX audit_by_subject ON audit (subject);
        """,
        // 2 → 3: what later messages say of declarations, also of those that are not here yet.
        """
        CREATE TABLE notices (
            reference TEXT NOT NULL, version INTEGER NOT NULL, kind TEXT NOT NULL, payload TEXT NOT NULL,
            PRIMARY KEY (reference, version, kind)) WITHOUT ROWID;
        """,
        // 3 → 4: what scales, seal readers and other devices report.
        """
        CREATE TABLE sensor_events (
            id TEXT PRIMARY KEY, at INTEGER NOT NULL, payload TEXT NOT NULL, sha256 TEXT NOT NULL) WITHOUT ROWID;
        CREATE INDEX sensor_events_by_time ON sensor_events (at, id);
        """,
        // 4 → 5: records say which rows they wrote.
        """
        ALTER TABLE audit ADD COLUMN held TEXT;
        """,
        // 5 → 6: which passages a signed pass was used for.
        """
        CREATE TABLE pass_uses (
            pass TEXT NOT NULL, passage TEXT NOT NULL, at INTEGER NOT NULL, PRIMARY KEY (pass, passage)) WITHOUT ROWID;
        """,
        // 6 → 7: the status service.
        ServiceSchema.tables,
        // 7 → 8: second references of declarations, and other contents under the same version.
        """
        ALTER TABLE notices ADD COLUMN also TEXT;
        CREATE INDEX notices_by_also ON notices (also) WHERE also IS NOT NULL;
        CREATE TABLE conflicts (
            reference TEXT NOT NULL, version INTEGER NOT NULL, sha256 TEXT NOT NULL, payload TEXT NOT NULL,
            PRIMARY KEY (reference, version, sha256)) WITHOUT ROWID;
        """,
        // 8 → 9: the clearance desk.
        DeskSchema.tables,
        // 9 → 10: what rules ask of the past.
        HistorySchema.tables,
        // 10 → 11: the desk's watch list.
        DeskSchema.watchList,
    ]
    /// The version that brought the desk's tables.
    private static let firstDesk: Int64 = 9

    /// False for an older file that was opened to be read only.
    static func has(_ table: String, _ connection: Connection) throws -> Bool {
        try connection.run("SELECT 1 FROM sqlite_master WHERE name = ?", [.text(table)]).first != nil
    }

    /// - Throws: when the file is not for this program, or not yet.
    static func version(_ connection: Connection, readOnly: Bool) throws -> Int64 {
        let version = try connection.run("PRAGMA user_version").first?.first?.integer ?? 0
        guard version <= current else {
            throw StoreError(
                "\(connection.path): written by a newer bordergate (schema \(version), this one knows \(current)); "
                    + "use that version or another database")
        }
        if version <= 0, readOnly {
            throw StoreError("\(connection.path): not a database of bordergate; name one that replay or run has made")
        }
        if version < 0 || version == 0, try connection.run("SELECT 1 FROM sqlite_master LIMIT 1").first != nil {
            throw StoreError("\(connection.path): a database of another program; name another file")
        }
        return version
    }

    /// Brings the file to the current version in one transaction, or says why it cannot. What was there is then held by the chain; what
    /// did not fit before is written into it, so that an upgrade hides nothing.
    static func migrate(_ connection: Connection, _ audit: AuditLog) throws {
        guard try version(connection, readOnly: false) < current else { return }
        try audit.transaction {
            // Another process may have been faster.
            let version = try version(connection, readOnly: false)
            guard version < current else { return }
            var before = VerifyReport()
            if version > 0, version < firstHeld {
                try LegacyVerification(connection: connection, heads: []).run(into: &before)
            }
            for step in Int(version)..<Int(current) { try connection.execute(migrations[step]) }
            try connection.execute("PRAGMA user_version = \(current)")
            let history = History(connection: connection, audit: audit, matrix: .standard)
            guard version > 0 else { return try history.rebuild() }
            if version < firstDesk { try DeskTables.fill(connection, connection.path) }
            try audit.upgraded(from: version, to: current, failures: before.failures)
            if version < firstHeld { for table in HeldTable.all { try audit.adopt(table) } }
            if version < firstWithHistory { try history.rebuild() }
        }
    }

    /// What tables, indexes, triggers and views stand otherwise than the migrations made them.
    static func differences(_ connection: Connection, version: Int64) throws -> [String] {
        let expected = try Connection(path: ":memory:", mode: .readWrite)
        for step in migrations.prefix(Int(version)) { try expected.execute(step) }
        // ANALYZE keeps its statistics in tables of its own.
        let query =
            "SELECT type, name, tbl_name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_stat_' ORDER BY 1, 2"
        let (mine, theirs) = (try expected.run(query), try connection.run(query))
        func name(_ row: [Connection.Value]) -> String { "\(row[0].text ?? "") \(row[1].text ?? "")" }
        return mine.filter { !theirs.contains($0) }.map { "\(name($0)): missing, or not as bordergate made it" }
            + theirs.filter { !mine.contains($0) }.map { "\(name($0)): not made by bordergate" }
    }
}
