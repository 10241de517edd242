public import GatePipeline

extension ServiceStore {
    public func firms() async throws -> [Firm] {
        try await read { connection in
            try connection.run("SELECT id FROM firms ORDER BY id").compactMap {
                try Self.firm($0[0].text ?? "", connection)
            }
        }
    }

    public func firm(_ id: String) async throws -> Firm? { try await read { try Self.firm(id, $0) } }

    private static func firm(_ id: String, _ connection: Connection) throws -> Firm? {
        guard let name = try connection.run("SELECT name FROM firms WHERE id = ?", [.text(id)]).first?[0].text else {
            return nil
        }
        let names = try connection.run("SELECT name FROM firm_names WHERE firm = ? ORDER BY name", [.text(id)])
        return Firm(id: id, name: name, aliases: names.compactMap { $0[0].text }.filter { $0 != name })
    }

    public func save(_ firm: Firm, by actor: String) async throws {
        try await write { connection, audit in
            try connection.run(
                "INSERT INTO firms VALUES (?,?) ON CONFLICT (id) DO UPDATE SET name = excluded.name",
                [.text(firm.id), .text(firm.name)])
            try connection.run("DELETE FROM firm_names WHERE firm = ?", [.text(firm.id)])
            for name in [firm.name] + firm.aliases where !Firm.normalised(name).isEmpty {
                try connection.run(
                    "INSERT INTO firm_names VALUES (?,?,?) ON CONFLICT DO NOTHING",
                    [.text(Firm.normalised(name)), .text(firm.id), .text(name)])
            }
            let rows = try connection.run(
                """
                SELECT n.movement FROM movement_names AS n JOIN firm_names AS f ON f.normalised = n.name
                WHERE n.kind = 'party' AND f.firm = ?
                UNION SELECT movement FROM movement_firms WHERE firm = ?
                """, [.text(firm.id), .text(firm.id)])
            try Self.settleOwners(rows.compactMap { $0[0].integer }, connection)
            Self.note(
                audit, "service.firmSaved", actor, firm.id, ([firm.name] + firm.aliases).joined(separator: "; "))
        }
    }

    public func delegate(from principal: String, to agent: String, isRevoked: Bool, by actor: String) async throws {
        try await write { connection, audit in
            for id in [principal, agent] {
                guard try connection.run("SELECT 1 FROM firms WHERE id = ?", [.text(id)]).first != nil else {
                    throw ServiceConflict("there is no firm \"\(id)\"")
                }
            }
            if isRevoked {
                try connection.run(
                    "DELETE FROM delegations WHERE agent = ? AND principal = ?", [.text(agent), .text(principal)])
            } else {
                try connection.run(
                    "INSERT INTO delegations VALUES (?,?) ON CONFLICT DO NOTHING", [.text(principal), .text(agent)])
            }
            let rows = try connection.run(
                """
                SELECT m.id FROM filers AS f JOIN movements AS m ON m.declaration = f.reference WHERE f.firm = ?
                """, [.text(agent)])
            try Self.settleOwners(rows.compactMap { $0[0].integer }, connection)
            Self.note(
                audit, isRevoked ? "service.delegationRevoked" : "service.delegated", actor, principal, agent)
        }
    }

    public func principals(of agent: String) async throws -> [Firm] {
        try await read { connection in
            try connection.run("SELECT principal FROM delegations WHERE agent = ? ORDER BY principal", [.text(agent)])
                .compactMap { try Self.firm($0[0].text ?? "", connection) }
        }
    }

    /// Who may see a movement: firms that its declaration names, and who filed it as long as it acts for one of them.
    static func owners(_ movement: Int64, declaration: String, _ connection: Connection) throws -> Set<String> {
        let named = try connection.run(
            """
            SELECT DISTINCT f.firm FROM movement_names AS n JOIN firm_names AS f ON f.normalised = n.name
            WHERE n.kind = 'party' AND n.movement = ?
            """, [.integer(movement)])
        var owners = Set(named.compactMap { $0[0].text })
        if let filer = try connection.run("SELECT firm FROM filers WHERE reference = ?", [.text(declaration)]).first?[0]
            .text
        {
            let principals = try connection.run("SELECT principal FROM delegations WHERE agent = ?", [.text(filer)])
            if !owners.isDisjoint(with: principals.compactMap { $0[0].text }) { owners.insert(filer) }
        }
        return owners
    }

    /// After names or delegations have changed.
    private static func settleOwners(_ movements: [Int64], _ connection: Connection) throws {
        for id in Set(movements).sorted() {
            guard
                let row = try connection.run("SELECT declaration, status FROM movements WHERE id = ?", [.integer(id)])
                    .first
            else { continue }
            try setOwners(id, declaration: row[0].text ?? "", status: row[1].text ?? "", connection)
        }
    }

    /// Writes who may see it, as changed now.
    @discardableResult
    static func setOwners(
        _ movement: Int64, declaration: String, status: String, _ connection: Connection
    ) throws -> Set<String> {
        let owners = try owners(movement, declaration: declaration, connection)
        try connection.run("UPDATE projection SET changes = changes + 1")
        try connection.run("DELETE FROM movement_firms WHERE movement = ?", [.integer(movement)])
        for firm in owners.sorted() {
            try connection.run(
                "INSERT INTO movement_firms SELECT ?, ?, ?, changes FROM projection",
                [.text(firm), .integer(movement), .text(status)])
        }
        return owners
    }

    // MARK: Keys

    private static let keyColumns = """
        k.id, k.firm, k.hash, k.scopes, k.created, k.expires, k.revoked,
        (SELECT at FROM uses WHERE subject = 'key ' || k.id)
        """

    private static func key(_ row: [Connection.Value]) -> APIKey {
        APIKey(
            id: row[0].text ?? "", firm: row[1].text ?? "", hash: row[2].text ?? "",
            scopes: Set((row[3].text ?? "").split(separator: " ").compactMap { Scope(rawValue: String($0)) }),
            created: row[4].integer ?? 0, expires: row[5].integer, revoked: row[6].integer, used: row[7].integer)
    }

    public func keys(of firm: String?) async throws -> [APIKey] {
        try await read {
            try $0.run(
                "SELECT \(Self.keyColumns) FROM api_keys AS k WHERE ?1 IS NULL OR k.firm = ?1 ORDER BY k.firm, k.created",
                [.text(firm)]
            ).map(Self.key)
        }
    }

    public func key(_ id: String) async throws -> APIKey? {
        try await read {
            try $0.run("SELECT \(Self.keyColumns) FROM api_keys AS k WHERE k.id = ?", [.text(id)]).first.map(Self.key)
        }
    }

    public func add(_ key: APIKey, by actor: String) async throws {
        try await write { connection, audit in
            guard try connection.run("SELECT 1 FROM firms WHERE id = ?", [.text(key.firm)]).first != nil else {
                throw ServiceConflict("there is no firm \"\(key.firm)\"")
            }
            let live = try connection.run(
                "SELECT count(*) FROM api_keys WHERE firm = ?1 AND revoked IS NULL AND (expires IS NULL OR expires > ?2)",
                [.text(key.firm), .integer(key.created)]
            ).first?[0].integer
            guard (live ?? 0) < 2 else {
                throw ServiceConflict("\(key.firm) has two live keys; revoke one before making another")
            }
            try connection.run(
                "INSERT INTO api_keys VALUES (?,?,?,?,?,?,NULL)",
                [
                    .text(key.id), .text(key.firm), .text(key.hash),
                    .text(key.scopes.map(\.rawValue).sorted().joined(separator: " ")), .integer(key.created),
                    .integer(key.expires),
                ])
            Self.note(audit, "service.keyMade", actor, key.id, key.firm)
        }
    }

    public func revoke(key id: String, at now: Int64, by actor: String) async throws -> Bool {
        try await write { connection, audit in
            try connection.run(
                "UPDATE api_keys SET revoked = ? WHERE id = ? AND revoked IS NULL", [.integer(now), .text(id)])
            guard connection.changes > 0 else { return false }
            Self.note(audit, "service.keyRevoked", actor, id, nil)
            return true
        }
    }

    public func touch(key id: String, at now: Int64) async throws {
        try await write { connection, _ in
            try connection.run("INSERT OR REPLACE INTO uses VALUES (?,?,NULL)", [.text("key \(id)"), .integer(now)])
        }
    }
}
