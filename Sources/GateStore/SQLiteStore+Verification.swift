extension SQLiteStore {
    /// Checks the audit chain, every row of every table against it, the schema, and every picture against its hash.
    ///
    /// Finds any change of a file or a row by somebody who cannot rewrite the whole chain; who can replace the whole database with a
    /// consistent one is found by a head that was kept elsewhere.
    /// - Parameters:
    ///   - heads: hashes of heads that were kept elsewhere; each must be in the chain.
    ///   - progress: rows looked at, of how many.
    public func verify(
        heads: Set<String> = [], progress: @escaping @Sendable (_ done: Int, _ total: Int) -> Void = { _, _ in }
    ) throws -> VerifyReport {
        var verification = Verification(
            connection: connection, evidence: evidence, heads: heads, progress: progress)
        return try verification.run()
    }

    /// The last audit record: what to keep elsewhere.
    public func chainHead() throws -> AuditHead {
        guard let row = try connection.run("SELECT sequence, hash FROM audit_head").first else {
            return AuditHead(record: 0, hash: "")
        }
        return AuditHead(record: row[0].integer ?? 0, hash: row[1].text ?? "")
    }
}
