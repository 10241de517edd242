import GateDomain
import GatePipeline

/// Declarations as they stand: newest version, with the notices and conflicts that concern them.
struct DeclarationReader {
    let connection: Connection

    /// A reference, those that notices link with it, and theirs: a reference used twice has two others.
    func names(of reference: String) throws -> Set<String> {
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

    /// Of some references, or of all.
    func standing(_ names: Set<String>?) throws -> [Declaration] {
        let condition = names.map {
            "reference IN (" + Array(repeating: "?", count: $0.count).joined(separator: ",") + ")"
        }
        let values = (names ?? []).sorted().map { Connection.Value.text($0) }
        func payloads<T: Decodable>(_ type: T.Type, of table: String, _ query: String) throws -> [T] {
            guard try Schema.has(table, connection) else { return [] }
            return try connection.run(query, values).map {
                try CanonicalJSON.decode(
                    type, from: $0[1].text, of: "\(table) on \($0[0].text ?? "")", in: connection.path)
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
}
