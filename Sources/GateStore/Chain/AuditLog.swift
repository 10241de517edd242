import GateDomain
import GatePipeline

/// The hash-chained audit log: every record's hash covers the record and the hash before it; the last record of a transaction says
/// which rows it wrote.
final class AuditLog {
    private let connection: Connection
    private let witness: RowWitness
    private var entries: [Entry] = []

    struct Entry {
        var at: Instant
        var actor: String
        var action: String
        var subject: String
        var before: String?
        var after: String?
    }

    /// - Parameter witness: sees what `connection` writes.
    init(_ connection: Connection, witness: RowWitness) {
        self.connection = connection
        self.witness = witness
    }

    /// Notes a record, which is written when the caller's transaction ends.
    func append(at: Instant, actor: String, action: String, subject: String, before: String?, after: String?) {
        entries.append(
            Entry(at: at, actor: actor, action: action, subject: subject, before: before, after: after))
    }

    /// All or nothing, with the records of what was done.
    func transaction<T>(_ body: () throws -> T) throws -> T {
        func forget() {
            entries = []
            witness.forget()
        }
        forget()
        defer { forget() }
        return try connection.transaction {
            let result = try body()
            try seal()
            return result
        }
    }

    /// Says in the chain that it covers every row from here on, and what did not fit before.
    func upgraded(from: Int64, to: Int64, failures: [String]) throws {
        let found = failures.isEmpty ? nil : try CanonicalJSON.encode(failures)
        append(
            at: Instant(microseconds: 0), actor: "gate", action: Self.upgrade, subject: "schema \(from) to \(to)",
            before: nil, after: found)
    }

    static let upgrade = "schema.upgraded"

    /// Takes the rows of a table that no record holds yet into the chain.
    func adopt(_ table: HeldTable) throws {
        var changes: [RowChange] = []
        func flush() throws {
            append(
                at: Instant(microseconds: 0), actor: "gate", action: "rows.adopted", subject: table.name, before: nil,
                after: nil)
            try write(changes)
            changes = []
        }
        var digest = RowDigest(table: table.name)
        try connection.step("SELECT * FROM \(table.name)") { statement in
            let key = table.key.map { RowField(statement, $0).text }
            changes.append(RowChange(old: nil, new: digest.of(statement), table: table.name, key: key))
            if changes.count == 1000 { try flush() }
        }
        if !changes.isEmpty { try flush() }
    }

    /// The number that a record which was noted in this transaction will have.
    func pending(_ action: String, _ subject: String) throws -> Int64? {
        guard let index = entries.firstIndex(where: { $0.action == action && $0.subject == subject }) else {
            return nil
        }
        let last = try connection.run("SELECT sequence FROM audit_head").first?[0].integer ?? 0
        return last + Int64(index) + 1
    }

    /// Writes what was noted so far, so that a transaction over very many rows needs no memory for all of them.
    func flush(_ subject: String) throws {
        append(
            at: Instant(microseconds: 0), actor: "gate", action: "rows.written", subject: subject, before: nil,
            after: nil)
        try write(witness.take())
    }

    private func seal() throws {
        let changes = witness.take()
        if entries.isEmpty {
            if changes.isEmpty { return }
            append(
                at: Instant(microseconds: 0), actor: "gate", action: "rows.written", subject: changes[0].table,
                before: nil, after: nil)
        }
        try write(changes)
    }

    private func write(_ changes: [RowChange]) throws {
        guard let head = try connection.run("SELECT sequence, hash FROM audit_head").first, let last = head[0].integer,
            var previous = head[1].text
        else { throw StoreError("\(connection.path): the audit log has lost its head; run 'bordergate verify'") }
        var sequence = last
        for (index, entry) in entries.enumerated() {
            sequence += 1
            let record = AuditRecord(
                entry, sequence: sequence, previous: previous, changes: index == entries.count - 1 ? changes : [])
            try connection.run(
                "INSERT INTO audit VALUES (?,?,?,?,?,?,?,?,?,?)",
                [
                    .integer(sequence), .integer(entry.at.microseconds), .text(entry.actor), .text(entry.action),
                    .text(entry.subject), entry.before.map { .text($0) } ?? .null,
                    entry.after.map { .text($0) } ?? .null, .text(previous), .text(record.hash), .text(record.held),
                ])
            previous = record.hash
        }
        try connection.run("UPDATE audit_head SET sequence = ?, hash = ?", [.integer(sequence), .text(previous)])
        entries = []
    }
}
