import GatePipeline

/// The tables, version by version; `PRAGMA user_version` says which one a file has.
enum Schema {
    static let current: Int64 = 4

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
    ]

    /// False for an older file that was opened to be read only.
    static func has(_ table: String, _ connection: Connection) throws -> Bool {
        try connection.run("SELECT 1 FROM sqlite_master WHERE name = ?", [.text(table)]).first != nil
    }

    /// Brings the file to the current version, or says why it cannot.
    static func migrate(_ connection: Connection, readOnly: Bool) throws {
        let version = try connection.run("PRAGMA user_version").first?.first?.integer ?? 0
        guard version <= current else {
            throw StoreError(
                "\(connection.path): written by a newer bordergate (schema \(version), this one knows \(current)); "
                    + "use that version or another database")
        }
        if readOnly {
            guard version > 0 else {
                throw StoreError(
                    "\(connection.path): not a database of bordergate; name one that replay or run has made")
            }
            return
        }
        if version == 0, try connection.run("SELECT 1 FROM sqlite_master LIMIT 1").first != nil {
            throw StoreError("\(connection.path): a database of another program; name another file")
        }
        for step in Int(version)..<Int(current) {
            try connection.transaction {
                try connection.execute(migrations[step])
                try connection.execute("PRAGMA user_version = \(step + 1)")
            }
        }
    }
}
