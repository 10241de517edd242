/// Tables of what rules ask of the past, so that memory need not hold it.
///
/// `ledger`, `standing` and `unit_values` are held by the chain like what they are made from; `ledger_parts` and `standing_names` are
/// look-ups made from these two under the folding in `lookups`, and are made again when the reader's confusion matrix changes.
///
/// Real numbers stand in columns without a type: of one declared REAL, SQLite shows the witness an integer where the number is whole.
enum HistorySchema {
    static let tables = """
        CREATE TABLE ledger (
            decided INTEGER NOT NULL, passage TEXT NOT NULL, arrived INTEGER NOT NULL, gate TEXT NOT NULL, lane TEXT NOT NULL,
            direction TEXT NOT NULL, channel TEXT NOT NULL, tractor TEXT, trailer TEXT, declaration TEXT, driver TEXT,
            containers TEXT, seals TEXT, measured, expected, tolerance, kerb, cargo,
            PRIMARY KEY (decided, passage)) WITHOUT ROWID;
        CREATE TABLE ledger_parts (
            part TEXT NOT NULL, text TEXT NOT NULL, decided INTEGER NOT NULL, passage TEXT NOT NULL,
            PRIMARY KEY (part, text, decided, passage)) WITHOUT ROWID;
        CREATE TABLE standing (
            reference TEXT PRIMARY KEY, taken INTEGER NOT NULL, version INTEGER NOT NULL, payload TEXT, status TEXT NOT NULL,
            trips INTEGER NOT NULL, direction TEXT, gate TEXT, valid_from INTEGER, valid_until INTEGER, tractor TEXT,
            trailers TEXT, containers TEXT, importer TEXT) WITHOUT ROWID;
        CREATE INDEX standing_by_importer ON standing (importer) WHERE importer IS NOT NULL;
        CREATE TABLE standing_names (
            name TEXT NOT NULL, used INTEGER NOT NULL, taken INTEGER NOT NULL, reference TEXT NOT NULL,
            PRIMARY KEY (name, used, taken, reference)) WITHOUT ROWID;
        CREATE INDEX standing_names_by_reference ON standing_names (reference);
        CREATE TABLE unit_values (
            reference TEXT NOT NULL, line INTEGER NOT NULL, heading TEXT NOT NULL, taken INTEGER NOT NULL, ratio NOT NULL,
            PRIMARY KEY (reference, line)) WITHOUT ROWID;
        CREATE INDEX unit_values_by_heading ON unit_values (heading, taken, ratio);
        CREATE TABLE lookups (only INTEGER PRIMARY KEY CHECK (only = 1), folding TEXT NOT NULL);
        CREATE INDEX cases_open ON cases (id) WHERE state <> 'resolved';
        CREATE INDEX sighting_evidence_by_picture ON sighting_evidence (sha256);
        """
}
