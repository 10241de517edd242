/// Follows the audit chain record by record and says what does not fit.
struct ChainWalk {
    private(set) var count: Int64 = 0
    private(set) var head = AuditHead(record: 0, hash: "")
    private var hasher = ChainHash()
    private var sought: Set<String>

    /// - Parameter kept: hashes of heads that were kept elsewhere.
    init(seeking kept: Set<String>) { sought = kept }

    /// - Parameter isExpired: whether the chain says that the texts of a record on this subject went.
    mutating func check(_ row: AuditRow, isExpired: (_ subject: String) throws -> Bool) rethrows -> [String] {
        var failures: [String] = []
        count += 1
        if row.sequence != head.record + 1 {
            failures.append("audit record \(head.record + 1) is missing: \(row.sequence) follows \(head.record)")
        }
        let hash = row.storedHash
        let textsFit = row.hasLostTexts ? try isExpired(row.subjectText) : row.textsFit
        if row.expectedHash(&hasher) != hash || !row.follows(head.hash) || !textsFit {
            failures.append("\(row.name): changed after it was written")
        }
        head = AuditHead(record: row.sequence, hash: hash)
        if !sought.isEmpty { sought.remove(hash) }
        return failures
    }

    /// What the stored head, and those kept elsewhere, say against where the walk came to.
    func headFailures(_ connection: Connection) throws -> [String] {
        var failures: [String] = []
        let stored = try connection.run("SELECT only, sequence, hash FROM audit_head")
        if stored != [[.integer(1), .integer(head.record), .text(head.hash)]] {
            let last = stored.first?[1].integer ?? 0
            for missing in head.record..<max(head.record, min(last, head.record + 100)) {
                failures.append("audit record \(missing + 1) is missing: the log was cut off before it")
            }
            failures.append(
                "audit head: the log ends at record \(head.record), its head says \(last): "
                    + "records were cut off or added, or the head was changed")
        }
        return failures
            + sought.sorted().map {
                "audit head \($0): kept elsewhere, but not in this chain: its end was cut off, or it was written anew"
            }
    }
}
