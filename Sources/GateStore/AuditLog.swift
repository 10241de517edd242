import GateDomain
import GatePipeline

/// The hash-chained audit log: every record's hash covers the record and the hash before it.
struct AuditLog {
    let connection: Connection

    struct Record {
        var sequence: Int64
        var at: Instant
        var actor: String
        var action: String
        var subject: String
        var before: String?
        var after: String?
        var previous: String
        var hash: String

        /// Each field with its length before it, so that no two records have the same bytes.
        var expectedHash: String {
            let fields = [String(sequence), String(at.microseconds), actor, action, subject, before, after, previous]
            let text = fields.map { $0.map { "\($0.utf8.count):\($0)" } ?? "-" }.joined(separator: "|")
            return Hashing.sha256Hex(Array(text.utf8))
        }
    }

    /// Appends inside the caller's transaction.
    func append(at: Instant, actor: String, action: String, subject: String, before: String?, after: String?) throws {
        guard let head = try connection.run("SELECT sequence, hash FROM audit_head").first, let last = head[0].integer,
            let previous = head[1].text
        else { throw StoreError("\(connection.path): the audit log has lost its head; run 'bordergate verify'") }
        var record = Record(
            sequence: last + 1, at: at, actor: actor, action: action, subject: subject, before: before, after: after,
            previous: previous, hash: "")
        record.hash = record.expectedHash
        try connection.run(
            "INSERT INTO audit VALUES (?,?,?,?,?,?,?,?,?)",
            [
                .integer(record.sequence), .integer(at.microseconds), .text(actor), .text(action), .text(subject),
                before.map { .text($0) } ?? .null, after.map { .text($0) } ?? .null, .text(previous),
                .text(record.hash),
            ])
        try connection.run(
            "UPDATE audit_head SET sequence = ?, hash = ?", [.integer(record.sequence), .text(record.hash)])
    }

    /// Walks the chain; calls `body` with each record and `fail` with what does not fit. Returns the number of records.
    func walk(_ body: (Record) throws -> Void, fail: (String) -> Void) throws -> Int {
        var count: Int64 = 0
        var previous = ""
        try connection.each(
            "SELECT sequence, at, actor, action, subject, before, after, previous, hash FROM audit ORDER BY sequence"
        ) { row in
            count += 1
            guard let sequence = row[0].integer, let at = row[1].integer, let actor = row[2].text,
                let action = row[3].text,
                let subject = row[4].text, let link = row[7].text, let hash = row[8].text
            else {
                fail("audit record \(count): unreadable")
                return
            }
            let record = Record(
                sequence: sequence, at: Instant(microseconds: at), actor: actor, action: action, subject: subject,
                before: row[5].text, after: row[6].text, previous: link, hash: hash)
            if sequence != count {
                fail("audit record \(count) is missing: \(sequence) follows \(count - 1)")
                count = sequence
            }
            if record.expectedHash != hash || link != previous {
                fail("audit record \(sequence) (\(action) \(subject)): changed after it was written")
            }
            previous = hash
            try body(record)
        }
        let head = try connection.run("SELECT sequence, hash FROM audit_head").first
        if head?[0].integer != count || head?[1].text != previous {
            fail(
                "audit head: the log ends at record \(count), its head says \(head?[0].integer ?? 0): records were cut off or added"
            )
        }
        return Int(count)
    }
}
