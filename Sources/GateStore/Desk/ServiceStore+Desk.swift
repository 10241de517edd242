import Foundation
public import GateDomain
public import GatePipeline

extension ServiceStore: DeskStore {
    public func take(
        _ order: DeskOrder, on passage: String, by officer: DeskOfficer, at instant: Instant
    ) async throws {
        try await write { [path] connection, audit in
            guard
                let row = try connection.run(
                    "SELECT c.payload, p.payload, p.verdict FROM cases AS c JOIN passages AS p ON p.id = c.id WHERE c.id = ?",
                    [.text(passage)]
                ).first
            else { throw DeskRefusal.noSuchCase }
            var before = row[0].text
            let opened = try CanonicalJSON.decode(
                ClearanceCase.self, from: before, of: "case \(passage)", in: path)
            let seen = try CanonicalJSON.decode(Passage.self, from: row[1].text, of: passage, in: path)
            let verdict = try CanonicalJSON.decode(Verdict.self, from: row[2].text, of: passage, in: path)
            var desk = CaseDesk(
                clearanceCase: opened, acts: try Self.acts(passage, connection, path), verdict: verdict)
            try desk.take(order, by: officer, at: instant, reads: seen.readTexts)
            // Each step with what was before and after it.
            var step = opened
            for event in desk.events {
                try step.apply(event)
                let after = try CanonicalJSON.encode(step)
                let (actor, action) = SQLiteStore.words(event)
                audit.append(
                    at: instant, actor: actor, action: action, subject: passage, before: before, after: after)
                try connection.run(
                    "INSERT INTO outbox (kind, subject, payload) VALUES (?,?,?)",
                    [.text(action), .text(passage), .text(after)])
                before = after
            }
            if !desk.events.isEmpty {
                try connection.run(
                    "UPDATE cases SET state = ?, payload = ? WHERE id = ?",
                    [.text(SQLiteStore.word(step.state)), .text(before), .text(passage)])
            }
            for act in desk.newActs {
                let payload = try CanonicalJSON.encode(act)
                try connection.run(
                    "INSERT INTO case_acts VALUES (?,?,?,?,?,?)",
                    [
                        .text(passage), .integer(Int64(act.ordinal)), .integer(act.at.microseconds), .text(act.officer),
                        .text(act.kind.rawValue), .text(payload),
                    ])
                let answered = act.answers.flatMap { ordinal in desk.acts.first { $0.ordinal == ordinal } }
                audit.append(
                    at: instant, actor: act.officer, action: "desk.\(act.kind.rawValue)", subject: passage,
                    before: try answered.map { try CanonicalJSON.encode($0) }, after: payload)
            }
            try DeskTables.note(
                desk.clearanceCase, isPending: !desk.acts.pending.isEmpty,
                agency: order.action == .decide ? officer.agency?.holdName : nil, at: instant, connection)
        }
    }

    static func acts(_ passage: String, _ connection: Connection, _ path: String) throws -> [CaseAct] {
        try connection.run("SELECT payload FROM case_acts WHERE passage = ? ORDER BY ordinal", [.text(passage)]).map {
            try CanonicalJSON.decode(CaseAct.self, from: $0[0].text, of: "an act on \(passage)", in: path)
        }
    }

    public func file(ofPassage id: String) async throws -> DeskFile? {
        try await read { [path] connection in
            guard
                let row = try Self.rows("passage = ?", [.text(id)], connection).first,
                let stored = try connection.run(
                    """
                    SELECT p.payload, p.verdict, c.payload FROM passages AS p LEFT JOIN cases AS c ON c.id = p.id
                    WHERE p.id = ?
                    """, [.text(id)]
                ).first
            else { return nil }
            let verdict = try CanonicalJSON.decode(Verdict.self, from: stored[1].text, of: id, in: path)
            let versions = try verdict.declaration.map { reference in
                try connection.run(
                    "SELECT payload FROM declarations WHERE reference = ? ORDER BY version LIMIT 50",
                    [.text(reference)]
                ).map {
                    try CanonicalJSON.decode(
                        Declaration.self, from: $0[0].text, of: "declaration \(reference)", in: path)
                }
            }
            let former = try connection.run(
                """
                SELECT before FROM audit WHERE subject = ? AND action = 'passage.decided' AND before IS NOT NULL
                ORDER BY sequence LIMIT 20
                """, [.text(id)])
            return DeskFile(
                row: row, passage: try CanonicalJSON.decode(Passage.self, from: stored[0].text, of: id, in: path),
                verdict: verdict,
                formerVerdicts: try former.map {
                    try CanonicalJSON.decode(Verdict.self, from: $0[0].text, of: id, in: path)
                },
                clearanceCase: try stored[2].text.map {
                    try CanonicalJSON.decode(ClearanceCase.self, from: $0, of: "case \(id)", in: path)
                },
                acts: try Self.acts(id, connection, path), versions: versions ?? [],
                declaration: try verdict.declaration.flatMap { try Self.standing($0, connection, path) })
        }
    }

    public func picture(_ sha256: String, ofPassage id: String) async throws -> [UInt8]? {
        try await read { [path] connection in
            guard
                let payload = try connection.run("SELECT payload FROM passages WHERE id = ?", [.text(id)]).first?[0]
                    .text,
                try CanonicalJSON.decode(Passage.self, from: payload, of: id, in: path).sightings
                    .contains(where: { $0.evidence.contains(sha256) })
            else { return nil }
            return EvidenceFolder(path: path + ".evidence").bytes(sha256)
        }
    }
}

extension Passage {
    /// Text of each sighting that has one.
    fileprivate var readTexts: [String: String] {
        Dictionary(
            sightings.compactMap { sighting in
                (sighting.plateText ?? sighting.containerText).map { (sighting.id, $0) }
            }, uniquingKeysWith: { first, _ in first })
    }
}
