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
            try history.restate(under: declaration.reference)
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
        try history.restate(under: declaration.reference)
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
            try history.restate(under: notice.reference)
            return .new
        }
    }

    public func declarations() throws -> [Declaration] {
        try DeclarationReader(connection: connection).standing(nil)
    }

    public func declaration(_ reference: String) throws -> Declaration? {
        try declarations(under: reference).first { $0.reference == reference }
    }

    public func declarations(under reference: String) throws -> [Declaration] {
        let reader = DeclarationReader(connection: connection)
        return try reader.standing(try reader.names(of: reference))
    }

    /// Of the declarations that a reference names.
    private func newestVersion(under reference: String) throws -> Int? {
        try DeclarationReader(connection: connection).names(of: reference).compactMap { name in
            try connection.run("SELECT max(version) FROM declarations WHERE reference = ?", [.text(name)])
                .first?[0].integer.map { Int($0) }
        }.max()
    }

    static func subject(_ declaration: Declaration) -> String { "\(declaration.reference) v\(declaration.version)" }
}
