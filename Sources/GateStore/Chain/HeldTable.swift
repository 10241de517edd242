/// A table whose rows are held by the audit chain: whoever changes, adds or deletes a row past the store is found.
///
/// **A new table joins by one line in `all`**; every write through `Connection` is then witnessed without further code. Whole rows are
/// held. A migration may add columns that are NULL, and may write with UPDATE, INSERT and DELETE; one that rebuilds a table under
/// another name must delete from the old one and insert into the new one, both held.
struct HeldTable {
    let name: String
    /// Positions of the columns that name a row to people.
    let key: [Int32]
    /// How a row is called, `%` standing for each value of the key in turn.
    let title: String

    static let all = [
        HeldTable(name: "sightings", key: [0], title: "sighting %"),
        HeldTable(name: "sighting_evidence", key: [0, 1], title: "picture of sighting %, number %"),
        HeldTable(name: "sensor_events", key: [0], title: "sensor event %"),
        HeldTable(name: "passages", key: [0], title: "passage %"),
        HeldTable(name: "passage_sightings", key: [0, 1], title: "sighting % in passage %"),
        HeldTable(name: "cases", key: [0], title: "case %"),
        HeldTable(name: "declarations", key: [0, 1], title: "declaration % v%"),
        HeldTable(name: "conflicts", key: [0, 1, 2], title: "other content of declaration % v%, %"),
        HeldTable(name: "notices", key: [0, 1, 2], title: "notice % v% %"),
        HeldTable(name: "outbox", key: [0], title: "outbox event %"),
        HeldTable(name: "pass_uses", key: [0, 1], title: "use of pass % for passage %"),
        HeldTable(name: "ledger", key: [1], title: "what rules know of passage %"),
        HeldTable(name: "standing", key: [0], title: "declaration % as it stands"),
        HeldTable(name: "unit_values", key: [0, 1], title: "unit value of declaration %, line %"),
        HeldTable(name: "accounts", key: [1], title: "account %"),
        HeldTable(name: "firms", key: [0], title: "firm %"),
        HeldTable(name: "firm_names", key: [0, 1], title: "name % of firm %"),
        HeldTable(name: "delegations", key: [0, 1], title: "delegation from % to %"),
        HeldTable(name: "api_keys", key: [0], title: "API key %"),
        HeldTable(name: "filers", key: [0], title: "filer of declaration %"),
        HeldTable(name: "webhooks", key: [0], title: "webhook %"),
        HeldTable(name: "case_acts", key: [0, 1], title: "act on case %, number %"),
        HeldTable(name: "watch_acts", key: [0], title: "act % on the watch list"),
    ]

    /// Tables that hold no facts of their own, each with what checks it instead.
    static let exempt = [
        "audit": "the chain itself", "audit_head": "compared with the chain's end",
        "sqlite_sequence": "compared with the newest event of the outbox",
        "uses": "when keys and codes were last used: says no more than the audit log",
        "sessions": "who is signed in; signing in is a record of its own",
        "failed_logins": "pauses of a day; each failure is a record of its own",
        "idempotent_answers": "answers kept for a week; what they are about is held",
        "deliveries": "copies of events on their way",
        "ledger_parts": "compared with the ledger", "standing_names": "compared with the declarations as they stand",
        "lookups": "how look-alikes are written in these two",
        "projection": "how far the tables derived from the log are",
        "movements": "derived from the log", "movement_names": "derived from the log",
        "movement_firms": "derived from the log", "service_events": "derived from the log",
        "event_channels": "derived from the log", "control_times": "derived from the log",
        "desk_passages": "derived from passages and cases", "desk_names": "derived from passages",
        "desk_cameras": "derived from passages",
    ]

    /// "declaration D v1"
    func title(of key: [String]) -> String {
        var parts = title.split(separator: "%", omittingEmptySubsequences: false).makeIterator()
        var text = String(parts.next() ?? "")
        for value in key { text += value + (parts.next() ?? "") }
        return text
    }
}
