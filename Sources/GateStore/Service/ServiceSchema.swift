/// Tables of the status service. Accounts, firms, keys and who filed what are facts; the rest is derived from the gate's log, or may
/// be lost without harm.
enum ServiceSchema {
    static let tables = """
        CREATE TABLE accounts (
            id INTEGER PRIMARY KEY, name TEXT NOT NULL COLLATE NOCASE UNIQUE, role TEXT NOT NULL, agency TEXT, firm TEXT,
            password TEXT NOT NULL, must_change INTEGER NOT NULL, one_time_secret TEXT, disabled INTEGER NOT NULL);
        CREATE TABLE firms (id TEXT PRIMARY KEY, name TEXT NOT NULL) WITHOUT ROWID;
        CREATE TABLE firm_names (
            normalised TEXT NOT NULL, firm TEXT NOT NULL REFERENCES firms(id), name TEXT NOT NULL,
            PRIMARY KEY (normalised, firm)) WITHOUT ROWID;
        CREATE TABLE delegations (principal TEXT NOT NULL, agent TEXT NOT NULL, PRIMARY KEY (agent, principal)) WITHOUT ROWID;
        CREATE TABLE api_keys (
            id TEXT PRIMARY KEY, firm TEXT NOT NULL REFERENCES firms(id), hash TEXT NOT NULL, scopes TEXT NOT NULL,
            created INTEGER NOT NULL, expires INTEGER, revoked INTEGER) WITHOUT ROWID;
        CREATE INDEX api_keys_by_firm ON api_keys (firm);
        CREATE TABLE filers (reference TEXT PRIMARY KEY, firm TEXT NOT NULL) WITHOUT ROWID;
        CREATE INDEX filers_by_firm ON filers (firm);
        CREATE TABLE webhooks (
            id TEXT PRIMARY KEY, firm TEXT NOT NULL, url TEXT NOT NULL, events TEXT NOT NULL, secret TEXT NOT NULL,
            previous_secret TEXT, previous_until INTEGER, created INTEGER NOT NULL, enabled INTEGER NOT NULL) WITHOUT ROWID;
        CREATE INDEX webhooks_by_firm ON webhooks (firm);

        CREATE TABLE uses (subject TEXT PRIMARY KEY, at INTEGER NOT NULL, detail TEXT) WITHOUT ROWID;
        CREATE TABLE sessions (
            hash TEXT PRIMARY KEY, account INTEGER NOT NULL, created INTEGER NOT NULL, used INTEGER NOT NULL) WITHOUT ROWID;
        CREATE INDEX sessions_by_account ON sessions (account);
        CREATE TABLE failed_logins (subject TEXT PRIMARY KEY, count INTEGER NOT NULL, last INTEGER NOT NULL) WITHOUT ROWID;
        CREATE TABLE idempotent_answers (
            firm TEXT NOT NULL, key TEXT NOT NULL, request TEXT NOT NULL, status INTEGER NOT NULL, body TEXT NOT NULL,
            at INTEGER NOT NULL, PRIMARY KEY (firm, key)) WITHOUT ROWID;
        CREATE INDEX idempotent_answers_by_time ON idempotent_answers (at);
        CREATE TABLE deliveries (
            id TEXT PRIMARY KEY, webhook TEXT NOT NULL, event INTEGER NOT NULL, name TEXT NOT NULL, body TEXT NOT NULL,
            state TEXT NOT NULL, attempts INTEGER NOT NULL, due INTEGER NOT NULL, created INTEGER NOT NULL, last_answer TEXT,
            UNIQUE (webhook, event)) WITHOUT ROWID;
        CREATE INDEX deliveries_due ON deliveries (state, due);

        CREATE TABLE projection (
            only INTEGER PRIMARY KEY CHECK (only = 1), position INTEGER NOT NULL, changes INTEGER NOT NULL);
        INSERT INTO projection VALUES (1, 0, 0);
        CREATE TABLE movements (
            id INTEGER PRIMARY KEY, reference TEXT NOT NULL UNIQUE, declaration TEXT NOT NULL UNIQUE, status TEXT NOT NULL,
            state TEXT NOT NULL, body TEXT NOT NULL);
        CREATE TABLE movement_names (
            kind TEXT NOT NULL, name TEXT NOT NULL, movement INTEGER NOT NULL, PRIMARY KEY (kind, name, movement)) WITHOUT ROWID;
        CREATE INDEX movement_names_by_movement ON movement_names (movement);
        CREATE TABLE movement_firms (
            firm TEXT NOT NULL, movement INTEGER NOT NULL, status TEXT NOT NULL, changed INTEGER NOT NULL,
            PRIMARY KEY (firm, movement)) WITHOUT ROWID;
        CREATE INDEX movement_firms_by_change ON movement_firms (firm, changed);
        CREATE INDEX movement_firms_by_status ON movement_firms (firm, status, changed);
        CREATE INDEX movement_firms_by_movement ON movement_firms (movement);
        CREATE TABLE service_events (
            sequence INTEGER PRIMARY KEY, name TEXT NOT NULL, body TEXT NOT NULL);
        CREATE TABLE event_channels (
            channel TEXT NOT NULL, sequence INTEGER NOT NULL, PRIMARY KEY (channel, sequence)) WITHOUT ROWID;
        CREATE TABLE control_times (
            passage TEXT PRIMARY KEY, gate TEXT NOT NULL, seconds INTEGER NOT NULL, at INTEGER NOT NULL) WITHOUT ROWID;
        CREATE INDEX control_times_by_gate ON control_times (gate, at);
        """
}
