import GateDomain
public import GatePipeline

extension ServiceStore: AccountStore {
    private static let accountColumns = """
        a.id, a.name, a.role, a.agency, a.firm, a.password, a.must_change, a.one_time_secret, a.disabled,
        (SELECT at FROM uses WHERE subject = 'code ' || a.id)
        """

    private static func account(_ row: ArraySlice<Connection.Value>) -> Account {
        let row = Array(row)
        return Account(
            id: row[0].integer ?? 0, name: row[1].text ?? "", role: row[2].text.flatMap(Role.init) ?? .firm,
            agency: row[3].text.flatMap(Agency.init), firm: row[4].text, passwordHash: row[5].text ?? "",
            mustChangePassword: row[6].integer != 0, oneTimeSecret: row[7].bytes, lastOneTimeStep: row[9].integer ?? 0,
            isDisabled: row[8].integer != 0)
    }

    public func accounts() async throws -> [Account] {
        try await read {
            try $0.run("SELECT \(Self.accountColumns) FROM accounts AS a ORDER BY a.name").map { Self.account($0[...]) }
        }
    }

    public func account(named name: String) async throws -> Account? {
        try await read {
            try $0.run("SELECT \(Self.accountColumns) FROM accounts AS a WHERE a.name = ?", [.text(name)]).first
                .map { Self.account($0[...]) }
        }
    }

    public func add(_ account: Account, by actor: String) async throws -> Account {
        try await write { connection, audit in
            guard try connection.run("SELECT 1 FROM accounts WHERE name = ?", [.text(account.name)]).isEmpty else {
                throw ServiceConflict("there is an account \"\(account.name)\" already")
            }
            try connection.run(
                """
                INSERT INTO accounts (name, role, agency, firm, password, must_change, one_time_secret, disabled)
                VALUES (?,?,?,?,?,?,?,?)
                """,
                [
                    .text(account.name), .text(account.role.rawValue), .text(account.agency?.rawValue),
                    .text(account.firm),
                    .text(account.passwordHash), .flag(account.mustChangePassword), .bytes(account.oneTimeSecret),
                    .flag(account.isDisabled),
                ])
            var kept = account
            kept.id = try connection.run("SELECT last_insert_rowid()").first?[0].integer ?? 0
            let words = [account.role.rawValue, account.agency?.rawValue, account.firm].compactMap { $0 }
            Self.note(audit, "service.accountAdded", actor, account.name, words.joined(separator: " "))
            return kept
        }
    }

    public func setPassword(of account: Int64, hash: String, mustChange: Bool, by actor: String) async throws {
        try await change(account, "service.passwordSet", actor) { connection in
            try connection.run(
                "UPDATE accounts SET password = ?, must_change = ? WHERE id = ?",
                [.text(hash), .flag(mustChange), .integer(account)])
            try connection.run("DELETE FROM sessions WHERE account = ?", [.integer(account)])
            try connection.run("DELETE FROM uses WHERE subject = ?", [.text("password \(account)")])
        }
    }

    public func setOneTimeSecret(of account: Int64, sealed: [UInt8]?, by actor: String) async throws {
        try await change(account, sealed == nil ? "service.codesOff" : "service.codesOn", actor) { connection in
            try connection.run(
                "UPDATE accounts SET one_time_secret = ? WHERE id = ?", [.bytes(sealed), .integer(account)])
        }
    }

    public func setDisabled(_ isDisabled: Bool, account: Int64, by actor: String) async throws {
        try await change(account, isDisabled ? "service.accountDisabled" : "service.accountEnabled", actor) {
            connection in
            try connection.run(
                "UPDATE accounts SET disabled = ? WHERE id = ?", [.flag(isDisabled), .integer(account)])
            try connection.run("DELETE FROM sessions WHERE account = ?", [.integer(account)])
        }
    }

    private func change(
        _ account: Int64, _ action: String, _ actor: String, _ body: @escaping @Sendable (Connection) throws -> Void
    ) async throws {
        try await write { connection, audit in
            guard
                let name = try connection.run("SELECT name FROM accounts WHERE id = ?", [.integer(account)]).first?[0]
                    .text
            else { throw ServiceConflict("there is no such account") }
            try body(connection)
            Self.note(audit, action, actor, name, nil)
        }
    }

    public func takeOneTimeStep(of account: Int64, step: Int64) async throws -> Bool {
        try await write { connection, _ in
            try connection.run(
                """
                INSERT INTO uses VALUES (?,?,NULL) ON CONFLICT (subject) DO UPDATE SET at = excluded.at WHERE at < excluded.at
                """, [.text("code \(account)"), .integer(step)])
            return connection.changes > 0
        }
    }

    public func takeOneTimePassword(of account: Int64) async throws -> Bool {
        try await write { connection, _ in
            try connection.run(
                "INSERT INTO uses VALUES (?,0,NULL) ON CONFLICT DO NOTHING", [.text("password \(account)")])
            return connection.changes > 0
        }
    }

    public func create(_ session: Session) async throws {
        try await write { connection, audit in
            try connection.run(
                "INSERT INTO sessions VALUES (?,?,?,?)",
                [.text(session.hash), .integer(session.account), .integer(session.created), .integer(session.used)])
            // Those that nobody ended are of no use to anybody.
            try connection.run("DELETE FROM sessions WHERE created < ?", [.integer(session.created - 86_400)])
            let name = try connection.run("SELECT name FROM accounts WHERE id = ?", [.integer(session.account)]).first?[
                0
            ].text
            Self.note(audit, "service.signedIn", name ?? "", name ?? "", nil)
        }
    }

    public func session(hash: String) async throws -> (session: Session, account: Account)? {
        try await read { connection in
            try connection.run(
                """
                SELECT s.hash, s.account, s.created, s.used, \(Self.accountColumns)
                FROM sessions AS s JOIN accounts AS a ON a.id = s.account WHERE s.hash = ?
                """, [.text(hash)]
            ).first.map { (Self.session($0), Self.account($0[4...])) }
        }
    }

    private static func session(_ row: [Connection.Value]) -> Session {
        Session(
            hash: row[0].text ?? "", account: row[1].integer ?? 0, created: row[2].integer ?? 0,
            used: row[3].integer ?? 0)
    }

    public func sessions(of account: Int64) async throws -> [Session] {
        try await read {
            try $0.run(
                "SELECT hash, account, created, used FROM sessions WHERE account = ? ORDER BY created DESC",
                [.integer(account)]
            ).map(Self.session)
        }
    }

    public func touch(session hash: String, at now: Int64) async throws {
        try await write { connection, _ in
            try connection.run("UPDATE sessions SET used = ? WHERE hash = ?", [.integer(now), .text(hash)])
        }
    }

    public func end(session hash: String) async throws {
        try await write { connection, _ in try connection.run("DELETE FROM sessions WHERE hash = ?", [.text(hash)]) }
    }

    public func failedLogins(_ subject: String) async throws -> FailedLogins? {
        try await read {
            try $0.run("SELECT count, last FROM failed_logins WHERE subject = ?", [.text(subject)]).first
                .map { FailedLogins(count: Int($0[0].integer ?? 0), last: $0[1].integer ?? 0) }
        }
    }

    public func setFailedLogins(_ failed: FailedLogins?, of subject: String) async throws {
        try await write { connection, _ in
            guard let failed else {
                try connection.run("DELETE FROM failed_logins WHERE subject = ?", [.text(subject)])
                return
            }
            try connection.run(
                "INSERT OR REPLACE INTO failed_logins VALUES (?,?,?)",
                [.text(subject), .integer(Int64(failed.count)), .integer(failed.last)])
            try connection.run("DELETE FROM failed_logins WHERE last < ?", [.integer(failed.last - 2 * 86_400)])
        }
    }

    public func record(_ action: String, by actor: String, subject: String, detail: String?) async throws {
        try await write { _, audit in Self.note(audit, action, actor, subject, detail) }
    }

    static func note(_ audit: AuditLog, _ action: String, _ actor: String, _ subject: String, _ detail: String?) {
        audit.append(at: now, actor: actor, action: action, subject: subject, before: nil, after: detail)
    }
}
