public import GateDomain
import GatePipeline

extension SQLiteStore {
    /// Passages other than `passage` that a pass was used for.
    /// - Parameter id: the pass's own, hexadecimal.
    public func uses(ofPass id: String, besides passage: String) throws -> Int {
        let row = try connection.run(
            "SELECT count(*) FROM pass_uses WHERE pass = ? AND passage <> ?", [.text(id), .text(passage)]
        ).first
        return Int(row?[0].integer ?? 0)
    }

    /// Counts a pass for a passage unless `limit` other passages had it before: the same passage again, as after a crash, counts once.
    /// - Returns: whether it counts.
    public func use(pass id: String, for passage: String, limit: Int?, at instant: Instant) throws -> Bool {
        try audit.transaction {
            let others =
                try connection.run(
                    "SELECT count(*) FROM pass_uses WHERE pass = ? AND passage <> ?", [.text(id), .text(passage)]
                ).first?[0].integer ?? 0
            if let limit, others >= limit { return false }
            try connection.run(
                "INSERT INTO pass_uses VALUES (?,?,?) ON CONFLICT DO NOTHING",
                [.text(id), .text(passage), .integer(instant.microseconds)])
            if connection.changes > 0 {
                audit.append(
                    at: instant, actor: "gate", action: "pass.used", subject: id, before: nil, after: passage)
            }
            return true
        }
    }

    /// Every use of every pass, by pass and time.
    public func passUses() throws -> [(pass: String, passage: String, at: Instant)] {
        try connection.run("SELECT pass, passage, at FROM pass_uses ORDER BY pass, at, passage").map {
            ($0[0].text ?? "", $0[1].text ?? "", Instant(microseconds: $0[2].integer ?? 0))
        }
    }
}
