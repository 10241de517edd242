import CSQLite
import GateDomain
import GateFusion
import GatePipeline

/// Writes what rules ask of the past, in the transactions of what it is made from.
struct History {
    let connection: Connection
    let audit: AuditLog
    /// How look-alikes are written in the look-ups.
    let matrix: ConfusionMatrix

    // MARK: Passages

    func enter(_ movement: YardMovement) throws {
        try connection.run(
            "INSERT INTO ledger VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?,?)", LedgerRow.values(movement))
        try addParts(of: movement)
        if let declaration = movement.declaration { try list(declaration) }
    }

    /// A passage that is in the ledger has been revised.
    func reenter(_ movement: YardMovement) throws {
        let key: [Connection.Value] = [.integer(movement.decided.microseconds), .text(movement.id)]
        var before: YardMovement?
        try connection.step(
            "SELECT \(LedgerRow.columns) FROM ledger WHERE decided = ? AND passage = ?", key
        ) { before = LedgerRow.movement($0) }
        for part in before?.keys(matrix) ?? [] {
            try connection.run(
                "DELETE FROM ledger_parts WHERE part = ? AND text = ? AND decided = ? AND passage = ?",
                [.text(part.part.rawValue), .text(part.text)] + key)
        }
        try connection.run("DELETE FROM ledger WHERE decided = ? AND passage = ?", key)
        try enter(movement)
        if let declaration = before?.declaration, declaration != movement.declaration { try list(declaration) }
    }

    private func addParts(of movement: YardMovement) throws {
        for key in movement.keys(matrix) {
            try connection.run(
                "INSERT INTO ledger_parts VALUES (?,?,?,?)",
                [
                    .text(key.part.rawValue), .text(key.text), .integer(movement.decided.microseconds),
                    .text(movement.id),
                ])
        }
    }

    // MARK: Declarations

    /// Something was taken in that concerns a declaration, or those that are linked with it.
    func restate(under reference: String) throws {
        let reader = DeclarationReader(connection: connection)
        for declaration in try reader.standing(try reader.names(of: reference)) { try restate(declaration) }
    }

    private func restate(_ declaration: Declaration) throws {
        let reference = Connection.Value.text(declaration.reference)
        guard
            let newest = try connection.run(
                """
                SELECT version, payload FROM declarations WHERE reference = ?
                ORDER BY version <= 9999999999 DESC, version DESC LIMIT 1
                """, [reference]
            ).first, let version = newest[0].integer
        else { return }
        let payload = try CanonicalJSON.encode(declaration)
        try state(
            declaration, version: version, payload: payload == newest[1].text ? nil : payload,
            taken: try taken("\(declaration.reference) v\(version)"))
    }

    /// - Parameters:
    ///   - version: the newest one that was taken in.
    ///   - payload: nil when it stands as that version says.
    func state(_ declaration: Declaration, version: Int64, payload: String?, taken: Int64) throws {
        let reference = Connection.Value.text(declaration.reference)
        let row: [Connection.Value] = [
            reference, .integer(taken), .integer(version), .init(payload),
            .text(declaration.status.rawValue), .integer(Int64(declaration.trips)),
            .init(declaration.direction?.rawValue), .init(declaration.gate), .init(declaration.validFrom),
            .init(declaration.validUntil), .init(declaration.vehicle.tractorPlate?.text),
            LedgerRow.lines(declaration.vehicle.trailers.map(\.text)),
            LedgerRow.lines(declaration.containers.map(\.number)), .init(declaration.importer),
        ]
        let before = try connection.run("SELECT * FROM standing WHERE reference = ?", [reference]).first
        if before != row {
            try connection.run("DELETE FROM standing WHERE reference = ?", [reference])
            try connection.run("INSERT INTO standing VALUES (?,?,?,?,?,?,?,?,?,?,?,?,?,?)", row)
        }
        let values = declaration.unitValues.enumerated().map { line, value -> [Connection.Value] in
            [reference, .integer(Int64(line)), .text(value.heading), .integer(taken), .real(value.ratio)]
        }
        if try connection.run("SELECT * FROM unit_values WHERE reference = ? ORDER BY line", [reference]) != values {
            try connection.run("DELETE FROM unit_values WHERE reference = ?", [reference])
            for value in values { try connection.run("INSERT INTO unit_values VALUES (?,?,?,?,?)", value) }
        }
        try list(declaration.reference)
    }

    /// The audit record that took a version in: the order of arrival.
    private func taken(_ subject: String) throws -> Int64 {
        let record = try connection.run(
            "SELECT min(sequence) FROM audit WHERE subject = ? AND action = 'declaration.taken'", [.text(subject)]
        ).first?[0].integer
        return try record ?? audit.pending("declaration.taken", subject) ?? 0
    }

    /// Writes the names of a declaration, and whether it is used up: as many passages as it allows were on it.
    private func list(_ reference: String) throws {
        let names = try names(of: reference)
        let before = Set(
            try connection.run(
                "SELECT name, used, taken FROM standing_names WHERE reference = ?", [.text(reference)]
            ).map { Name(name: $0[0].text ?? "", used: $0[1].integer ?? 0, taken: $0[2].integer ?? 0) })
        for name in before.subtracting(names) {
            try connection.run(
                "DELETE FROM standing_names WHERE name = ? AND used = ? AND taken = ? AND reference = ?",
                name.values(reference))
        }
        for name in names.subtracting(before) {
            try connection.run("INSERT INTO standing_names VALUES (?,?,?,?)", name.values(reference))
        }
    }

    struct Name: Hashable {
        var name: String
        var used: Int64
        var taken: Int64

        fileprivate func values(_ reference: String) -> [Connection.Value] {
            [.text(name), .integer(used), .integer(taken), .text(reference)]
        }
    }

    func names(of reference: String) throws -> Set<Name> {
        let row = try connection.run(
            "SELECT taken, trips, tractor, trailers, containers FROM standing WHERE reference = ?", [.text(reference)]
        ).first
        guard let row, let taken = row[0].integer, let trips = row[1].integer else { return [] }
        let used = try uses(of: reference, atMost: max(1, trips)) >= max(1, trips) ? 1 : 0
        return Set(
            StandingRow.vehicle(tractor: row[2].text, trailers: row[3].text, containers: row[4].text)
                .names(matrix).map { Name(name: $0, used: Int64(used), taken: taken) })
    }

    private func uses(of reference: String, atMost limit: Int64) throws -> Int64 {
        try connection.run(
            "SELECT count(*) FROM (SELECT 1 FROM ledger_parts WHERE part = 'declaration' AND text = ? LIMIT ?)",
            [.text(reference), .integer(limit)]
        ).first?[0].integer ?? 0
    }

    // MARK: Made again

    /// Makes everything again from the passages, declarations and notices, within the caller's transaction.
    func rebuild() throws {
        for table in ["ledger", "ledger_parts", "standing", "standing_names", "unit_values", "lookups"] {
            try connection.run("DELETE FROM \(table)")
        }
        try connection.run("INSERT INTO lookups VALUES (1, ?)", [.text(try CanonicalJSON.encode(matrix.folding))])
        var count = 0
        try connection.each("SELECT id, payload, verdict FROM passages ORDER BY decided, id") { row in
            // One that was tampered with, and cannot be understood, is named by `verify`; it stops no gate.
            guard let passage = try? CanonicalJSON.decode(Passage.self, from: row[1].text, of: "", in: ""),
                let verdict = try? CanonicalJSON.decode(Verdict.self, from: row[2].text, of: "", in: "")
            else { return }
            try enter(YardMovement(passage, verdict))
            count += 1
            if count % 1000 == 0 { try audit.flush("ledger") }
        }
        for declaration in try DeclarationReader(connection: connection).standing(nil) {
            try restate(declaration)
            count += 1
            if count % 1000 == 0 { try audit.flush("standing") }
        }
    }

    /// Makes the look-ups again, under this matrix, within the caller's transaction.
    func relist() throws {
        for table in ["ledger_parts", "standing_names", "lookups"] { try connection.run("DELETE FROM \(table)") }
        try connection.run("INSERT INTO lookups VALUES (1, ?)", [.text(try CanonicalJSON.encode(matrix.folding))])
        try connection.step("SELECT \(LedgerRow.columns) FROM ledger") { statement in
            if let movement = LedgerRow.movement(statement) { try addParts(of: movement) }
        }
        try connection.each("SELECT reference FROM standing") { row in
            if let reference = row[0].text { try list(reference) }
        }
    }

    /// The folding of the look-ups that stand.
    static func folding(_ connection: Connection) throws -> ConfusionMatrix {
        let text = try connection.run("SELECT folding FROM lookups").first?[0].text
        guard let text else { return .standard }
        return ConfusionMatrix(
            folding: try CanonicalJSON.decode([String].self, from: text, of: "the folding", in: connection.path))
    }
}
