public import GateDomain
public import GatePipeline

extension SQLiteStore {
    public func ingest(_ declaration: Declaration) throws -> CommitOutcome {
        let payload = try CanonicalJSON.encode(declaration)
        let key: [Connection.Value] = [.text(declaration.reference), .integer(Int64(declaration.version))]
        return try audit.transaction {
            let same = try connection.run(
                "SELECT payload FROM declarations WHERE reference = ? AND version = ?", key
            ).first?[0].text
            if let same { return try takeBeside(declaration, payload, standing: same) }
            let before = try connection.run(
                "SELECT payload FROM declarations WHERE reference = ? ORDER BY version DESC LIMIT 1",
                [.text(declaration.reference)]
            ).first?[0].text
            try connection.run("INSERT INTO declarations VALUES (?,?,?)", key + [.text(payload)])
            // Declarations carry no event time of their own that a stranger could not choose: the chain's order tells.
            audit.append(
                at: Instant(microseconds: 0), actor: "intake", action: "declaration.taken",
                subject: Self.subject(declaration), before: before, after: payload)
            return .new
        }
    }

    /// What comes under a reference and version that are there already: known, or kept as a conflict.
    private func takeBeside(_ declaration: Declaration, _ payload: String, standing: String) throws -> CommitOutcome {
        let first = try CanonicalJSON.decode(
            Declaration.self, from: standing, of: "declaration \(Self.subject(declaration))", in: path)
        guard let conflict = first.conflict(with: declaration) else { return .known }
        let sha256 = Hashing.sha256Hex(Array(payload.utf8))
        try connection.run(
            "INSERT INTO conflicts VALUES (?,?,?,?) ON CONFLICT DO NOTHING",
            [.text(declaration.reference), .integer(Int64(declaration.version)), .text(sha256), .text(payload)])
        guard connection.changes > 0 else { return .known }
        audit.append(
            at: Instant(microseconds: 0), actor: "intake", action: "declaration.conflict",
            subject: "\(Self.subject(declaration)) \(sha256)", before: standing, after: payload)
        return .conflict(conflict)
    }

    public func ingest(_ notice: DeclarationNotice) throws -> CommitOutcome {
        let original = try CanonicalJSON.encode(notice)
        return try audit.transaction {
            var notice = notice
            var kind = notice.kind.rawValue
            // One of these does not stand for another of its kind and version.
            if notice.isUndated || notice.change != nil || notice.also != nil {
                kind += " " + Hashing.sha256Hex(Array(original.utf8)).prefix(16)
            }
            if notice.isUndated {
                let known = try connection.run(
                    "SELECT 1 FROM notices WHERE reference = ? AND kind = ?",
                    [.text(notice.reference), .text(kind)])
                guard known.isEmpty else { return .known }
                if let version = try newestVersion(under: notice.reference) {
                    notice.version = max(notice.version, version)
                    notice.isUndated = false
                }
            }
            let payload = try CanonicalJSON.encode(notice)
            try connection.run(
                "INSERT INTO notices (reference, version, kind, payload, also) VALUES (?,?,?,?,?) ON CONFLICT DO NOTHING",
                [
                    .text(notice.reference), .integer(Int64(notice.version)), .text(kind), .text(payload),
                    notice.also.map { .text($0) } ?? .null,
                ])
            guard connection.changes > 0 else { return .known }
            audit.append(
                at: Instant(microseconds: 0), actor: "intake", action: "notice.taken",
                subject: "\(notice.reference) v\(notice.version) \(kind)", before: nil, after: payload)
            return .new
        }
    }

    public func declarations() throws -> [Declaration] {
        try standing(nil)
    }

    public func declaration(_ reference: String) throws -> Declaration? {
        try declarations(under: reference).first { $0.reference == reference }
    }

    public func declarations(under reference: String) throws -> [Declaration] {
        let names = try names(of: reference)
        return try standing(names)
    }

    /// A reference, those that notices link with it, and theirs: a reference used twice has two others.
    private func names(of reference: String) throws -> Set<String> {
        guard try Schema.has("conflicts", connection) else { return [reference] }
        var names: Set<String> = [reference]
        for _ in 0..<2 {
            for name in names {
                let rows = try connection.run(
                    "SELECT reference, also FROM notices WHERE (reference = ?1 OR also = ?1) AND also IS NOT NULL",
                    [.text(name)])
                names.formUnion(rows.flatMap { [$0[0].text, $0[1].text] }.compactMap { $0 })
            }
        }
        return names
    }

    /// Of the declarations that a reference names.
    private func newestVersion(under reference: String) throws -> Int? {
        try names(of: reference).compactMap { name in
            try connection.run("SELECT max(version) FROM declarations WHERE reference = ?", [.text(name)])
                .first?[0].integer.map { Int($0) }
        }.max()
    }

    /// The newest versions, with the notices that are not older applied in order; all without names. A version that cannot be, which an
    /// older program took, stands behind those that can.
    private func standing(_ names: Set<String>?) throws -> [Declaration] {
        let condition = names.map {
            "reference IN (" + Array(repeating: "?", count: $0.count).joined(separator: ",") + ")"
        }
        let values = (names ?? []).sorted().map { Connection.Value.text($0) }
        func payloads<T: Decodable>(_ type: T.Type, of table: String, _ query: String) throws -> [T] {
            guard try Schema.has(table, connection) else { return [] }
            return try connection.run(query, values).map {
                try CanonicalJSON.decode(type, from: $0[1].text, of: "\(table) on \($0[0].text ?? "")", in: path)
            }
        }
        let notices = try payloads(
            DeclarationNotice.self, of: "notices",
            "SELECT reference, payload FROM notices WHERE \(condition ?? "1")")
        let conflicts = Dictionary(
            grouping: try payloads(
                Declaration.self, of: "conflicts",
                "SELECT reference, payload FROM conflicts WHERE \(condition ?? "1") ORDER BY reference, version, sha256"
            ),
            by: \.reference)
        let newest = try payloads(
            Declaration.self, of: "declarations",
            """
            SELECT reference, payload FROM declarations AS d WHERE \(condition ?? "1")
            AND version = (
                SELECT version FROM declarations WHERE reference = d.reference
                ORDER BY version <= 9999999999 DESC, version DESC LIMIT 1)
            ORDER BY reference
            """
        ).map { declaration in
            var declaration = declaration
            let others = conflicts[declaration.reference]?.filter { $0.version == declaration.version } ?? []
            for other in others where declaration.conflict == nil {
                declaration.conflict = declaration.conflict(with: other)
            }
            return declaration
        }
        return DeclarationStanding(notices).applied(to: newest)
    }

    static func subject(_ declaration: Declaration) -> String { "\(declaration.reference) v\(declaration.version)" }
}
