/// People, firms, keys and sessions. Changes are audited by the implementation, in the transaction of the change.
public protocol AccountStore: Sendable {
    func accounts() async throws -> [Account]
    func account(named name: String) async throws -> Account?
    /// - Throws: `ServiceConflict` when the name is taken.
    func add(_ account: Account, by actor: String) async throws -> Account
    /// Also ends the account's sessions.
    func setPassword(of account: Int64, hash: String, mustChange: Bool, by actor: String) async throws
    func setOneTimeSecret(of account: Int64, sealed: [UInt8]?, by actor: String) async throws
    /// False when the step, or a later one, was taken before.
    func takeOneTimeStep(of account: Int64, step: Int64) async throws -> Bool
    /// False when the password that serves once was used already.
    func takeOneTimePassword(of account: Int64) async throws -> Bool
    /// Also ends the account's sessions.
    func setDisabled(_ isDisabled: Bool, account: Int64, by actor: String) async throws

    func create(_ session: Session) async throws
    func session(hash: String) async throws -> (session: Session, account: Account)?
    func sessions(of account: Int64) async throws -> [Session]
    func touch(session hash: String, at now: Int64) async throws
    func end(session hash: String) async throws

    func firms() async throws -> [Firm]
    func firm(_ id: String) async throws -> Firm?
    /// Adds a firm or its new names; movements that name it become visible to it.
    func save(_ firm: Firm, by actor: String) async throws
    /// `agent` may file for `principal`, and see what it filed, until revoked.
    func delegate(from principal: String, to agent: String, isRevoked: Bool, by actor: String) async throws
    func principals(of agent: String) async throws -> [Firm]

    func keys(of firm: String?) async throws -> [APIKey]
    func key(_ id: String) async throws -> APIKey?
    /// - Throws: `ServiceConflict` when the firm has two live keys already.
    func add(_ key: APIKey, by actor: String) async throws
    /// False when there is no such live key.
    func revoke(key id: String, at now: Int64, by actor: String) async throws -> Bool
    func touch(key id: String, at now: Int64) async throws

    func failedLogins(_ subject: String) async throws -> FailedLogins?
    func setFailedLogins(_ failed: FailedLogins?, of subject: String) async throws
    /// Something that is part of the record without changing anything: a failed sign-in, a refused action, a look at evidence.
    func record(_ action: String, by actor: String, subject: String, detail: String?) async throws
}

/// What was asked for does not go with what is there.
public struct ServiceConflict: Error, Sendable, CustomStringConvertible {
    public var description: String
    public init(_ description: String) { self.description = description }
}
