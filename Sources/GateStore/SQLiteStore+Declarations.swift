public import GateDomain
public import GatePipeline

extension SQLiteStore {
    public func ingest(_ declaration: Declaration) throws -> CommitOutcome {
        let payload = try CanonicalJSON.encode(declaration)
        return try locked {
            try audit.transaction {
                let before = try connection.run(
                    "SELECT payload FROM declarations WHERE reference = ? ORDER BY version DESC LIMIT 1",
                    [.text(declaration.reference)]
                ).first?[0].text
                try connection.run(
                    "INSERT INTO declarations VALUES (?,?,?) ON CONFLICT DO NOTHING",
                    [.text(declaration.reference), .integer(Int64(declaration.version)), .text(payload)])
                guard connection.changes > 0 else { return .known }
                // Declarations carry no event time of their own that a stranger could not choose: the chain's order tells.
                audit.append(
                    at: Instant(microseconds: 0), actor: "intake", action: "declaration.taken",
                    subject: Self.subject(declaration), before: before, after: payload)
                return .new
            }
        }
    }

    public func ingest(_ notice: DeclarationNotice) throws -> CommitOutcome {
        let payload = try CanonicalJSON.encode(notice)
        return try locked {
            try audit.transaction {
                try connection.run(
                    "INSERT INTO notices VALUES (?,?,?,?) ON CONFLICT DO NOTHING",
                    [
                        .text(notice.reference), .integer(Int64(notice.version)), .text(notice.kind.rawValue),
                        .text(payload),
                    ])
                guard connection.changes > 0 else { return .known }
                audit.append(
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

    static func subject(_ declaration: Declaration) -> String { "\(declaration.reference) v\(declaration.version)" }
}
