import Foundation
import GateDomain
import GateStore

/// Databases as earlier releases left them: tables as they were made then, rows and audit records as they were written then. Frozen:
/// nothing here may follow the store's own code.
enum OldDatabase {
    static let versions = [1, 2, 3, 4]

    private static let steps = [
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
        """
        CREATE INDEX sightings_by_text ON sightings (text) WHERE text IS NOT NULL;
        CREATE INDEX sightings_by_time ON sightings (settled);
        CREATE INDEX audit_by_subject ON audit (subject);
        """,
        """
        CREATE TABLE notices (
            reference TEXT NOT NULL, version INTEGER NOT NULL, kind TEXT NOT NULL, payload TEXT NOT NULL,
            PRIMARY KEY (reference, version, kind)) WITHOUT ROWID;
        """,
        """
        CREATE TABLE sensor_events (
            id TEXT PRIMARY KEY, at INTEGER NOT NULL, payload TEXT NOT NULL, sha256 TEXT NOT NULL) WITHOUT ROWID;
        CREATE INDEX sensor_events_by_time ON sensor_events (at, id);
        """,
    ]

    private static let sighting = #"""
        {"evidence":["\#(picture)"],"first":{"epoch":0,"instant":1000000,"quality":"recorded"},"id":"s1","last":{"epoch":0,"instant":1000000,"quality":"recorded"},"place":{"camera":"front","lane":{"gate":"g","lane":"l"},"role":"frontPlate"},"reads":3,"settled":1000000,"subject":{"unreadVehicle":{}},"visit":1}
        """#
    private static let passage = #"""
        {"arrived":1000000,"darkCameras":[],"decided":1000000,"direction":"entry","id":"p1","place":{"gate":"g","lane":"l"},"readings":[],"sightings":[\#(sighting)],"unseenRoles":[]}
        """#
    private static let verdict = #"""
        {"arrived":1000000,"channel":"red","channelReason":"criteria","containers":[],"decided":1000000,"direction":"entry","discrepancies":[],"holds":[],"id":"p1","opensCase":true,"place":{"gate":"g","lane":"l"},"tractorPlate":"12C12345","unknown":{}}
        """#
    private static let opened = #"{"holds":[],"id":"p1","opened":1000000,"state":{"opened":{}}}"#
    private static let declaration = #"""
        {"consignments":[],"containers":[],"goods":[],"other":{},"parties":{},"reference":"D","status":"accepted","trips":1,"vehicle":{},"version":1}
        """#
    private static let notice = #"{"kind":"released","reference":"D","version":2}"#
    private static let event = #"""
        {"accuracyClass":1,"at":"1970-01-01T00:00:01Z","gate":"g","id":"e1","kg":1000,"lane":"l","sensor":"weight"}
        """#
    private static let picture = Hashing.sha256Hex(Array("a picture".utf8))

    /// Makes a file of `version` with one of everything that it knew, and its picture.
    static func make(version: Int, at path: String) throws {
        let database = try RawDatabase(path)
        try database.run("PRAGMA journal_mode = WAL")
        for step in steps.prefix(version) { try database.run(step) }
        try database.run("PRAGMA user_version = \(version)")
        let hash = Hashing.sha256Hex(Array(sighting.utf8))
        try database.run(
            """
            INSERT INTO sightings VALUES ('s1', 'g', 'l', 'front', 1000000, 'unreadVehicle', NULL, '\(sighting)', '\(hash)');
            INSERT INTO sighting_evidence VALUES ('s1', 0, '\(picture)');
            INSERT INTO passages VALUES ('p1', 'g', 'l', 1000000, '\(passage)', '\(verdict)');
            INSERT INTO passage_sightings VALUES ('s1', 'p1');
            INSERT INTO cases VALUES ('p1', 'opened', '\(opened)');
            INSERT INTO declarations VALUES ('D', 1, '\(declaration)');
            INSERT INTO outbox (kind, subject, payload) VALUES ('passage.decided', 'p1', '\(verdict)');
            INSERT INTO outbox (kind, subject, payload) VALUES ('case.opened', 'p1', '\(opened)');
            """)
        var records: [(at: Int, actor: String, action: String, subject: String, after: String)] = [
            (1_000_000, "gate", "passage.seen", "p1", passage), (1_000_000, "gate", "passage.decided", "p1", verdict),
            (1_000_000, "gate", "case.opened", "p1", opened), (0, "intake", "declaration.taken", "D v1", declaration),
        ]
        if version >= 3 {
            try database.run("INSERT INTO notices VALUES ('D', 2, 'released', '\(notice)')")
            records.append((0, "intake", "notice.taken", "D v2 released", notice))
        }
        if version >= 4 {
            let hash = Hashing.sha256Hex(Array(event.utf8))
            try database.run("INSERT INTO sensor_events VALUES ('e1', 1000000, '\(event)', '\(hash)')")
        }
        var previous = ""
        for (index, record) in records.enumerated() {
            let fields = [
                String(index + 1), String(record.at), record.actor, record.action, record.subject, nil, record.after,
                previous,
            ]
            let text = fields.map { $0.map { "\($0.utf8.count):\($0)" } ?? "-" }.joined(separator: "|")
            let hash = Hashing.sha256Hex(Array(text.utf8))
            try database.run(
                """
                INSERT INTO audit VALUES (\(index + 1), \(record.at), '\(record.actor)', '\(record.action)',
                    '\(record.subject)', NULL, '\(record.after)', '\(previous)', '\(hash)');
                UPDATE audit_head SET sequence = \(index + 1), hash = '\(hash)';
                """)
            previous = hash
        }
        let folder = "\(path).evidence/\(picture.prefix(2))"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        try Data("a picture".utf8).write(to: URL(fileURLWithPath: "\(folder)/\(picture).jpg"))
    }
}
