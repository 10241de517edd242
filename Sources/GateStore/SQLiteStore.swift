import Foundation
public import GateDomain
public import GatePipeline

/// How to open a store.
public struct StoreOptions: Sendable, Hashable {
    /// Nothing is created, migrated or written.
    public var readOnly: Bool

    public init(readOnly: Bool = false) { self.readOnly = readOnly }
}

/// Journal, declarations, cases, audit log and evidence in one SQLite file (WAL) and a folder of pictures beside it.
///
/// *A committed sighting is processed at least once and appears exactly once in the queue.* Commits are on the disk when they return
/// (`synchronous = FULL`); keys are given by the caller and the same on every replay, so that doing a thing again changes nothing.
/// One connection, one writer, calls serialised by a lock.
public final class SQLiteStore: Journal, DeclarationStore, @unchecked Sendable {
    // Sendable: `connection` is used with `lock` held only.
    public let path: String
    private let lock = NSLock()
    private let connection: Connection
    private let evidence: EvidenceFolder
    private var audit: AuditLog { AuditLog(connection: connection) }

    /// Opens or creates `path`; migrates an older database, refuses a newer one.
    /// - Throws: `StoreError`.
    public init(path: String, options: StoreOptions = StoreOptions()) throws {
        self.path = path
        if options.readOnly, !FileManager.default.fileExists(atPath: path) {
            throw StoreError("\(path): there is no such database; check the path")
        }
        connection = try Connection(path: path, readOnly: options.readOnly)
        evidence = EvidenceFolder(path: path + ".evidence")
        if !options.readOnly {
            try connection.run("PRAGMA journal_mode = WAL")
            try connection.run("PRAGMA synchronous = FULL")
            try connection.run("PRAGMA foreign_keys = ON")
        }
        try Schema.migrate(connection, readOnly: options.readOnly)
    }

    // MARK: Journal

    public func keep(_ picture: EvidencePicture) throws -> String { try evidence.keep(picture.jpeg) }

    public func commit(_ sighting: Sighting) throws -> CommitOutcome {
        let payload = try CanonicalJSON.encode(sighting)
        let (kind, text) = Self.summary(of: sighting)
        return try locked {
            try connection.transaction {
                try connection.run(
                    "INSERT INTO sightings VALUES (?,?,?,?,?,?,?,?,?) ON CONFLICT (id) DO NOTHING",
                    [
                        .text(sighting.id), .text(sighting.place.lane.gate), .text(sighting.place.lane.lane),
                        .text(sighting.place.camera), .integer(sighting.settled.microseconds), .text(kind),
                        text.map { .text($0) } ?? .null, .text(payload), .text(Hashing.sha256Hex(Array(payload.utf8))),
                    ])
                guard connection.changes > 0 else { return .known }
                for (ordinal, sha256) in sighting.evidence.enumerated() {
                    try connection.run(
                        "INSERT INTO sighting_evidence VALUES (?,?,?)",
                        [.text(sighting.id), .integer(Int64(ordinal)), .text(sha256)])
                }
                return .new
            }
        }
    }

    public func commit(_ verdict: Verdict, of passage: Passage) throws -> Verdict {
        let passageJSON = try CanonicalJSON.encode(passage)
        let verdictJSON = try CanonicalJSON.encode(verdict)
        return try locked {
            try connection.transaction {
                if let known = try connection.run("SELECT verdict FROM passages WHERE id = ?", [.text(passage.id)])
                    .first
                {
                    return try CanonicalJSON.decode(
                        Verdict.self, from: known[0].text, of: "passage \(passage.id)", in: path)
                }
                try connection.run(
                    "INSERT INTO passages VALUES (?,?,?,?,?,?)",
                    [
                        .text(passage.id), .text(passage.place.gate), .text(passage.place.lane),
                        .integer(passage.decided.microseconds), .text(passageJSON), .text(verdictJSON),
                    ])
                for sighting in passage.sightings {
                    try connection.run(
                        "INSERT INTO passage_sightings VALUES (?,?) ON CONFLICT DO NOTHING",
                        [.text(sighting.id), .text(passage.id)])
                }
                try audit.append(
                    at: passage.decided, actor: "gate", action: "passage.seen", subject: passage.id, before: nil,
                    after: passageJSON)
                try audit.append(
                    at: passage.decided, actor: "gate", action: "passage.decided", subject: passage.id, before: nil,
                    after: verdictJSON)
                try post("passage.decided", passage.id, verdictJSON)
                if verdict.opensCase {
                    try insert(ClearanceCase(id: passage.id, opened: passage.decided))
                }
                return verdict
            }
        }
    }

    public func commit(_ event: SensorEvent) throws -> CommitOutcome {
        let payload = try CanonicalJSON.encode(event)
        return try locked {
            try connection.run(
                "INSERT INTO sensor_events VALUES (?,?,?,?) ON CONFLICT (id) DO NOTHING",
                [
                    .text(event.id), .integer(event.at.microseconds), .text(payload),
                    .text(Hashing.sha256Hex(Array(payload.utf8))),
                ])
            return connection.changes > 0 ? .new : .known
        }
    }

    public func sensorEvents() throws -> [SensorEvent] {
        try locked {
            try connection.run(
                """
                SELECT id, payload FROM sensor_events
                WHERE at >= (SELECT max(at) FROM sensor_events) - 259200000000 ORDER BY at, id
                """
            ).map {
                try CanonicalJSON.decode(
                    SensorEvent.self, from: $0[1].text, of: "sensor event \($0[0].text ?? "")", in: path)
            }
        }
    }

    public func revise(_ verdict: Verdict, of passage: Passage) throws {
        let passageJSON = try CanonicalJSON.encode(passage)
        let verdictJSON = try CanonicalJSON.encode(verdict)
        try locked {
            try connection.transaction {
                guard
                    let before = try connection.run(
                        "SELECT payload, verdict FROM passages WHERE id = ?", [.text(passage.id)]
                    ).first
                else { throw StoreError("\(path): there is no passage \(passage.id) to revise") }
                try connection.run(
                    "UPDATE passages SET payload = ?, verdict = ? WHERE id = ?",
                    [.text(passageJSON), .text(verdictJSON), .text(passage.id)])
                try audit.append(
                    at: passage.decided, actor: "gate", action: "passage.seen", subject: passage.id,
                    before: before[0].text, after: passageJSON)
                try audit.append(
                    at: passage.decided, actor: "gate", action: "passage.decided", subject: passage.id,
                    before: before[1].text, after: verdictJSON)
                try post("passage.revised", passage.id, verdictJSON)
                if verdict.opensCase,
                    try connection.run("SELECT 1 FROM cases WHERE id = ?", [.text(passage.id)]).first == nil
                {
                    try insert(ClearanceCase(id: passage.id, opened: passage.decided))
                }
            }
        }
    }

    public func passages() throws -> [(passage: Passage, verdict: Verdict)] {
        try locked {
            try connection.run("SELECT id, payload, verdict FROM passages ORDER BY decided, id").map { row in
                let name = "passage \(row[0].text ?? "")"
                return (
                    try CanonicalJSON.decode(Passage.self, from: row[1].text, of: name, in: path),
                    try CanonicalJSON.decode(Verdict.self, from: row[2].text, of: name, in: path)
                )
            }
        }
    }

    /// Every sighting, by time.
    public func sightings() throws -> [Sighting] { try sightings(where: "1") }

    public func unassignedSightings() throws -> [Sighting] {
        // Dark cameras make no passage of their own: only those of the last minutes still matter.
        try sightings(
            where: """
                id NOT IN (SELECT sighting FROM passage_sightings)
                AND (kind <> 'cameraDark' OR settled > (SELECT max(settled) FROM sightings) - 600000000)
                """)
    }

    private func sightings(where condition: String) throws -> [Sighting] {
        try locked {
            try connection.run("SELECT id, payload FROM sightings WHERE \(condition) ORDER BY settled, id").map {
                try CanonicalJSON.decode(Sighting.self, from: $0[1].text, of: "sighting \($0[0].text ?? "")", in: path)
            }
        }
    }

    // MARK: Declarations

    public func ingest(_ declaration: Declaration) throws -> CommitOutcome {
        let payload = try CanonicalJSON.encode(declaration)
        return try locked {
            try connection.transaction {
                let before = try connection.run(
                    "SELECT payload FROM declarations WHERE reference = ? ORDER BY version DESC LIMIT 1",
                    [.text(declaration.reference)]
                ).first?[0].text
                try connection.run(
                    "INSERT INTO declarations VALUES (?,?,?) ON CONFLICT DO NOTHING",
                    [.text(declaration.reference), .integer(Int64(declaration.version)), .text(payload)])
                guard connection.changes > 0 else { return .known }
                // Declarations carry no event time of their own that a stranger could not choose: the chain's order tells.
                try audit.append(
                    at: Instant(microseconds: 0), actor: "intake", action: "declaration.taken",
                    subject: Self.subject(declaration), before: before, after: payload)
                return .new
            }
        }
    }

    public func ingest(_ notice: DeclarationNotice) throws -> CommitOutcome {
        let payload = try CanonicalJSON.encode(notice)
        return try locked {
            try connection.transaction {
                try connection.run(
                    "INSERT INTO notices VALUES (?,?,?,?) ON CONFLICT DO NOTHING",
                    [
                        .text(notice.reference), .integer(Int64(notice.version)), .text(notice.kind.rawValue),
                        .text(payload),
                    ])
                guard connection.changes > 0 else { return .known }
                try audit.append(
                    at: Instant(microseconds: 0), actor: "intake", action: "notice.taken",
                    subject: "\(notice.reference) v\(notice.version) \(notice.kind.rawValue)", before: nil,
                    after: payload)
                return .new
            }
        }
    }

    public func declarations() throws -> [Declaration] {
        try locked { try declarations(where: "1", []) }
    }

    public func declaration(_ reference: String) throws -> Declaration? {
        try locked { try declarations(where: "reference = ?", [.text(reference)]).first }
    }

    /// The newest versions, with the notices that are not older applied in order.
    private func declarations(where condition: String, _ values: [Connection.Value]) throws -> [Declaration] {
        let rows =
            try Schema.has("notices", connection)
            ? connection.run("SELECT reference, payload FROM notices WHERE \(condition)", values) : []
        let notices = Dictionary(
            grouping: try rows.map {
                try CanonicalJSON.decode(
                    DeclarationNotice.self, from: $0[1].text, of: "notice on \($0[0].text ?? "")", in: path)
            }, by: \.reference)
        return try connection.run(
            """
            SELECT reference, payload FROM declarations AS d WHERE \(condition)
            AND version = (SELECT max(version) FROM declarations WHERE reference = d.reference) ORDER BY reference
            """, values
        ).map {
            let declaration = try CanonicalJSON.decode(
                Declaration.self, from: $0[1].text, of: "declaration \($0[0].text ?? "")", in: path)
            return declaration.applying(notices[declaration.reference] ?? [])
        }
    }

    // MARK: Cases

    /// Every case, by id.
    public func cases() throws -> [ClearanceCase] {
        try locked {
            try connection.run("SELECT id, payload FROM cases ORDER BY id").map {
                try CanonicalJSON.decode(ClearanceCase.self, from: $0[1].text, of: "case \($0[0].text ?? "")", in: path)
            }
        }
    }

    /// Moves a case on, with its audit record, in one transaction.
    /// - Throws: `ClearanceCase.Refusal` when the state machine refuses, `StoreError` else.
    public func apply(_ event: ClearanceCase.Event, to id: String, at instant: Instant) throws -> ClearanceCase {
        try locked {
            try connection.transaction {
                guard
                    let before = try connection.run("SELECT payload FROM cases WHERE id = ?", [.text(id)]).first?[0]
                        .text
                else { throw StoreError("\(path): there is no case \(id)") }
                var changed = try CanonicalJSON.decode(ClearanceCase.self, from: before, of: "case \(id)", in: path)
                try changed.apply(event)
                let after = try CanonicalJSON.encode(changed)
                try connection.run(
                    "UPDATE cases SET state = ?, payload = ? WHERE id = ?",
                    [.text(Self.word(changed.state)), .text(after), .text(id)])
                let (actor, action) = Self.words(event)
                try audit.append(at: instant, actor: actor, action: action, subject: id, before: before, after: after)
                try post(action, id, after)
                return changed
            }
        }
    }

    private func insert(_ opened: ClearanceCase) throws {
        let payload = try CanonicalJSON.encode(opened)
        try connection.run(
            "INSERT INTO cases VALUES (?,?,?)", [.text(opened.id), .text(Self.word(opened.state)), .text(payload)])
        try audit.append(
            at: opened.opened, actor: "gate", action: "case.opened", subject: opened.id, before: nil, after: payload)
        try post("case.opened", opened.id, payload)
    }

    private func post(_ kind: String, _ subject: String, _ payload: String) throws {
        try connection.run(
            "INSERT INTO outbox (kind, subject, payload) VALUES (?,?,?)", [.text(kind), .text(subject), .text(payload)])
    }

    // MARK: Verification

    /// Checks the audit chain, every record against it, and every picture against its hash.
    ///
    /// Finds any change of a file or a row by somebody who cannot rewrite the whole chain; who can replace the whole database with a
    /// consistent one is found only by comparing `chainHead` with a copy kept elsewhere.
    public func verify() throws -> VerifyReport {
        try locked { try Verification(connection: connection, evidence: evidence).run() }
    }

    /// The last audit record's hash: what to keep elsewhere.
    public func chainHead() throws -> String {
        try locked { try connection.run("SELECT hash FROM audit_head").first?[0].text ?? "" }
    }

    // MARK: Words

    static func subject(_ declaration: Declaration) -> String { "\(declaration.reference) v\(declaration.version)" }

    private static func summary(of sighting: Sighting) -> (kind: String, text: String?) {
        switch sighting.subject {
        case .plate(let read): ("plate", read.plate.text)
        case .container(let read): ("container", read.number.text)
        case .unreadVehicle: ("unreadVehicle", nil)
        case .cameraDark: ("cameraDark", nil)
        }
    }

    private static func word(_ state: ClearanceCase.State) -> String {
        switch state {
        case .opened: "opened"
        case .claimed: "claimed"
        case .resolved: "resolved"
        }
    }

    private static func words(_ event: ClearanceCase.Event) -> (actor: String, action: String) {
        switch event {
        case .claim(let officer): (officer, "case.claimed")
        case .unclaim(let officer): (officer, "case.unclaimed")
        case .resolve(let resolution, let officer, let reason): (officer, "case.\(resolution.rawValue): \(reason)")
        case .hold(let agency, let officer): (officer, "case.hold: \(agency)")
        case .lift(let agency, let officer): (officer, "case.lift: \(agency)")
        }
    }

    private func locked<T>(_ body: () throws -> T) rethrows -> T {
        lock.lock()
        defer { lock.unlock() }
        return try body()
    }
}
