extension SQLiteStore {
    /// Checks the audit chain, every record against it, and every picture against its hash.
    ///
    /// Finds any change of a file or a row by somebody who cannot rewrite the whole chain; who can replace the whole database with a
    /// consistent one is found only by comparing `chainHead` with a copy kept elsewhere.
    public func verify() throws -> VerifyReport {
        try locked { try Verification(connection: connection, evidence: evidence).run() }
    }

    /// The last audit record's hash: what to keep elsewhere.
    public func chainHead() throws -> String {
        try locked { try connection.run("SELECT hash FROM audit_head").first?[0].text ?? "" }
    }
}
