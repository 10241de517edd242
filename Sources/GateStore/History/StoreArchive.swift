import CSQLite
public import GateDomain
public import GateFusion
import GatePipeline

/// A store's past for the judge, by a connection of its own: sees what is committed.
public final class StoreArchive: Archive {
    private struct State {
        let connection: Connection
        var failure: String?
        var usual: [String: UsualValue] = [:]
    }

    private let state: Locked<State>

    /// Unit values of a heading that count: prices go with the time.
    private static let newestValues: Int64 = 1000
    /// Of the declarations of one plate or box that are not used up, and of those that are.
    private static let open: Int64 = 32
    private static let used: Int64 = 8

    /// - Throws: `StoreError`.
    init(path: String) throws {
        let connection = try Connection(path: path, mode: .readOnly)
        try connection.run("PRAGMA cache_size = -16000")
        state = Locked(State(connection: connection))
    }

    public func movements(_ key: YardMovement.Key, from: Instant, through: Instant, _ visit: (YardMovement) -> Bool) {
        look(
            (),
            [.text(key.part.rawValue), .text(key.text), .integer(through.microseconds), .integer(from.microseconds)]
        ) {
            state, values in
            try state.connection.scan(
                """
                SELECT \(LedgerRow.columns) FROM ledger_parts AS p
                JOIN ledger ON ledger.decided = p.decided AND ledger.passage = p.passage
                WHERE p.part = ? AND p.text = ? AND p.decided <= ? AND p.decided >= ?
                ORDER BY p.decided DESC, p.passage DESC
                """, values
            ) { statement in LedgerRow.movement(statement).map(visit) ?? true }
        }
    }

    public func decisions(from: Instant, through: Instant) -> [Decision] {
        look([], [.integer(from.microseconds), .integer(through.microseconds)]) { state, values in
            var decisions: [Decision] = []
            try state.connection.step(
                "SELECT \(LedgerRow.columns) FROM ledger WHERE decided BETWEEN ? AND ?", values
            ) { statement in
                guard let movement = LedgerRow.movement(statement) else { return }
                decisions.append(
                    Decision(
                        decided: movement.decided, id: movement.id, gate: movement.place.gate,
                        direction: movement.direction, channel: movement.channel))
            }
            return decisions
        }
    }

    public func declarations(named name: String) -> [Declaration] {
        look([], [.text(name), .integer(Self.open), .integer(Self.used)]) { state, values in
            var found: [Declaration] = []
            try state.connection.step(
                """
                SELECT \(StandingRow.columns) FROM (
                    SELECT reference FROM (
                        SELECT reference FROM standing_names WHERE name = ?1 AND used = 0 ORDER BY taken DESC LIMIT ?2)
                    UNION ALL
                    SELECT reference FROM (
                        SELECT reference FROM standing_names WHERE name = ?1 AND used = 1 ORDER BY taken DESC LIMIT ?3)
                ) AS n JOIN standing AS s ON s.reference = n.reference
                """, values
            ) { statement in StandingRow.declaration(statement).map { found.append($0) } }
            return found
        }
    }

    public func declaration(_ reference: String) -> Declaration? {
        look(nil, [.text(reference)]) { state, values in
            let row = try state.connection.run(
                """
                SELECT coalesce(s.payload, d.payload) FROM standing AS s
                JOIN declarations AS d ON d.reference = s.reference AND d.version = s.version WHERE s.reference = ?
                """, values
            ).first
            return try row.map {
                try CanonicalJSON.decode(
                    Declaration.self, from: $0[0].text, of: "declaration \(reference)", in: state.connection.path)
            }
        }
    }

    public func usualValue(of heading: String) -> UsualValue? {
        if let known = state.withLock({ $0.usual[heading] }) { return known }
        let usual: UsualValue? = look(nil, [.text(heading), .integer(Self.newestValues)]) { state, values in
            var ratios: [Double] = []
            try state.connection.step(
                "SELECT ratio FROM unit_values WHERE heading = ? ORDER BY taken DESC, ratio DESC LIMIT ?", values
            ) { ratios.append(sqlite3_column_double($0, 0)) }
            return UsualValue(ratios)
        }
        state.withLock { $0.usual[heading] = usual }
        return usual
    }

    public func declarations(importer: String, atMost limit: Int) -> Int {
        look(0, [.text(importer), .integer(Int64(limit))]) { state, values in
            let row = try state.connection.run(
                "SELECT count(*) FROM (SELECT 1 FROM standing WHERE importer = ? LIMIT ?)", values
            ).first
            return Int(row?[0].integer ?? 0)
        }
    }

    public func changed(_ declaration: Declaration) {
        state.withLock { state in
            // What an older version said of other headings is not known here.
            if declaration.version > 1 { return state.usual.removeAll() }
            for value in declaration.unitValues { state.usual[value.heading] = nil }
        }
    }

    public func failure() -> String? {
        state.withLock { state in
            defer { state.failure = nil }
            return state.failure
        }
    }

    private func look<Result>(
        _ nothing: Result, _ values: [Connection.Value], _ body: (State, [Connection.Value]) throws -> Result
    ) -> Result {
        state.withLock { state in
            do {
                return try body(state, values)
            } catch {
                state.failure = "\(error)"
                return nothing
            }
        }
    }
}
