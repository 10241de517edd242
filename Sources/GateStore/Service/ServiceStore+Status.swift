public import GateDomain
public import GatePipeline

extension ServiceStore: StatusReadModel {
    public func movement(_ reference: String, firm: String) async throws -> String? {
        try await read {
            try $0.run(
                """
                SELECT m.body FROM movements AS m JOIN movement_firms AS f ON f.firm = ? AND f.movement = m.id
                WHERE m.reference = ?
                """, [.text(firm), .text(reference)]
            ).first?[0].text
        }
    }

    public func movements(_ query: MovementQuery) async throws -> [MovementRow] {
        try await read { connection in
            // Only fixed pieces are joined; every value is bound.
            var from = "movement_firms AS f JOIN movements AS m ON m.id = f.movement"
            var conditions = ["f.firm = ?"]
            var values: [Connection.Value] = [.text(query.firm)]
            func add(_ condition: String, _ value: Connection.Value) {
                conditions.append(condition)
                values.append(value)
            }
            // What names few movements leads; the planner doesn't know which that is.
            if let reference = query.reference {
                from = "movements AS m CROSS JOIN movement_firms AS f ON f.movement = m.id"
                add("m.reference = ?", .text(reference))
            }
            if let declaration = query.declaration {
                from = "movements AS m CROSS JOIN movement_firms AS f ON f.movement = m.id"
                add("m.declaration = ?", .text(declaration))
            }
            for (kind, name) in [("plate", query.plate), ("container", query.container)] {
                guard let name else { continue }
                add(
                    "m.id IN (SELECT movement FROM movement_names WHERE kind = '\(kind)' AND name = ?)", .text(name))
                from = "movements AS m CROSS JOIN movement_firms AS f ON f.movement = m.id"
            }
            if let status = query.status { add("f.status = ?", .text(status.rawValue)) }
            if let after = query.after { add("f.changed < ?", .integer(after)) }
            values.append(.integer(Int64(query.limit)))
            return try connection.run(
                """
                SELECT f.changed, m.body FROM \(from) WHERE \(conditions.joined(separator: " AND "))
                ORDER BY f.changed DESC LIMIT ?
                """, values
            ).map { MovementRow(position: $0[0].integer ?? 0, body: $0[1].text ?? "") }
        }
    }

    public func events(after sequence: Int64, channel: String, limit: Int) async throws -> [ServiceEvent] {
        try await read {
            try $0.run(
                """
                SELECT e.sequence, e.name, e.body FROM event_channels AS c JOIN service_events AS e ON e.sequence = c.sequence
                WHERE c.channel = ? AND c.sequence > ? ORDER BY c.sequence LIMIT ?
                """, [.text(channel), .integer(sequence), .integer(Int64(limit))]
            ).map {
                ServiceEvent(
                    sequence: $0[0].integer ?? 0, audience: .desk, name: $0[1].text ?? "", body: $0[2].text ?? "")
            }
        }
    }

    public func lastEvent() async throws -> Int64 {
        try await read { try $0.run("SELECT max(sequence) FROM service_events").first?[0].integer ?? 0 }
    }

    public func versions(ofDeclaration reference: String, firm: String) async throws -> [Declaration] {
        try await read { [path] connection in
            guard try Self.isVisible(reference, firm, connection) else { return [] }
            var versions = try connection.run(
                "SELECT payload FROM declarations WHERE reference = ? ORDER BY version LIMIT 1000", [.text(reference)]
            ).map {
                try CanonicalJSON.decode(Declaration.self, from: $0[0].text, of: "declaration \(reference)", in: path)
            }
            if let standing = try Self.standing(reference, connection, path), versions.last != standing {
                versions.removeLast()
                versions.append(standing)
            }
            return versions
        }
    }

    private static func isVisible(_ reference: String, _ firm: String, _ connection: Connection) throws -> Bool {
        try connection.run(
            """
            SELECT 1 FROM movements AS m JOIN movement_firms AS f ON f.movement = m.id AND f.firm = ?
            WHERE m.declaration = ?
            """, [.text(firm), .text(reference)]
        ).first != nil
    }
}

extension ServiceStore: FilingStore {
    public func filingState(reference: String, version: Int, firm: String) async throws -> FilingState {
        try await read { [path] connection in
            let same = try connection.run(
                "SELECT payload FROM declarations WHERE reference = ? AND version = ?",
                [.text(reference), .integer(Int64(version))]
            ).first.map {
                try CanonicalJSON.decode(Declaration.self, from: $0[0].text, of: "declaration \(reference)", in: path)
            }
            let row = try connection.run("SELECT status FROM movements WHERE declaration = ?", [.text(reference)]).first
            // A declaration that was just filed is the filer's before the projection has seen it.
            let filer = try connection.run("SELECT firm FROM filers WHERE reference = ?", [.text(reference)]).first?[0]
                .text
            let isVisible = try Self.isVisible(reference, firm, connection) || (row == nil && filer == firm)
            return FilingState(
                current: try Self.standing(reference, connection, path), same: same, isVisible: isVisible,
                status: row?[0].text.flatMap(MovementStatus.init))
        }
    }

    public func noteFiler(reference: String, firm: String) async throws {
        try await write { connection, _ in
            // The first one stays: an amendment by another party doesn't take the declaration over.
            let isThere =
                try connection.run("SELECT 1 FROM declarations WHERE reference = ?", [.text(reference)]).first != nil
            try connection.run(
                isThere
                    ? "INSERT INTO filers VALUES (?,?) ON CONFLICT DO NOTHING"
                    : "INSERT INTO filers VALUES (?,?) ON CONFLICT (reference) DO UPDATE SET firm = excluded.firm",
                [.text(reference), .text(firm)])
        }
    }

    public func answer(firm: String, key: String) async throws -> IdempotentAnswer? {
        try await read {
            try $0.run(
                "SELECT request, status, body FROM idempotent_answers WHERE firm = ? AND key = ?",
                [.text(firm), .text(key)]
            ).first.map {
                IdempotentAnswer(request: $0[0].text ?? "", status: Int($0[1].integer ?? 200), body: $0[2].text ?? "")
            }
        }
    }

    public func keep(_ answer: IdempotentAnswer, firm: String, key: String, at now: Int64) async throws {
        try await write { connection, _ in
            try connection.run(
                "INSERT INTO idempotent_answers VALUES (?,?,?,?,?,?) ON CONFLICT DO NOTHING",
                [
                    .text(firm), .text(key), .text(answer.request), .integer(Int64(answer.status)), .text(answer.body),
                    .integer(now),
                ])
            // A week: longer than any client repeats.
            try connection.run("DELETE FROM idempotent_answers WHERE at < ?", [.integer(now - 7 * 86_400)])
        }
    }
}
