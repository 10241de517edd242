/// Tables of the clearance desk. What officers did is fact; the rest is derived from passages and cases, written in their transactions.
enum DeskSchema {
    static let tables = """
        CREATE TABLE case_acts (
            passage TEXT NOT NULL, ordinal INTEGER NOT NULL, at INTEGER NOT NULL, officer TEXT NOT NULL, kind TEXT NOT NULL,
            payload TEXT NOT NULL, PRIMARY KEY (passage, ordinal)) WITHOUT ROWID;
        CREATE INDEX case_acts_by_kind ON case_acts (kind, at);
        CREATE TABLE desk_passages (
            id INTEGER PRIMARY KEY, passage TEXT NOT NULL UNIQUE, gate TEXT NOT NULL, lane TEXT NOT NULL,
            direction TEXT NOT NULL, arrived INTEGER NOT NULL, decided INTEGER NOT NULL, queued INTEGER NOT NULL,
            channel TEXT NOT NULL, severity INTEGER NOT NULL, perishable INTEGER NOT NULL, tractor TEXT, trailer TEXT,
            containers TEXT NOT NULL, declaration TEXT, firm TEXT, driver TEXT, rules TEXT NOT NULL,
            revisions INTEGER NOT NULL, waiting INTEGER NOT NULL, state TEXT NOT NULL, officer TEXT, agency TEXT,
            holds TEXT NOT NULL,            pending INTEGER NOT NULL, claimed INTEGER, resolved INTEGER);
        CREATE INDEX desk_queue ON desk_passages (severity DESC, perishable DESC, queued) WHERE waiting = 1;
        CREATE INDEX desk_done ON desk_passages (resolved) WHERE resolved IS NOT NULL;
        CREATE INDEX desk_by_time ON desk_passages (decided);
        CREATE INDEX desk_by_lane ON desk_passages (gate, lane, decided);
        CREATE TABLE desk_names (
            kind TEXT NOT NULL, name TEXT NOT NULL, passage INTEGER NOT NULL, PRIMARY KEY (kind, name, passage)) WITHOUT ROWID;
        CREATE INDEX desk_names_by_passage ON desk_names (passage);
        CREATE TABLE desk_cameras (
            gate TEXT NOT NULL, lane TEXT NOT NULL, camera TEXT NOT NULL, role TEXT NOT NULL, at INTEGER NOT NULL,
            passage TEXT NOT NULL, sha256 TEXT NOT NULL, PRIMARY KEY (gate, lane, camera)) WITHOUT ROWID;
        """
    static let watchList = """
        CREATE TABLE watch_acts (
            ordinal INTEGER PRIMARY KEY, at INTEGER NOT NULL, officer TEXT NOT NULL, payload TEXT NOT NULL);
        """
}
