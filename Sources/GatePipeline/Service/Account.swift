/// What somebody may do at the desk; roles are checked at one place, the server's routes.
public enum Role: String, Codable, Sendable, CaseIterable {
    /// People, keys, registers; decides nothing about goods.
    case administrator
    /// Officer who may re-route, and confirm what needs four eyes.
    case supervisor
    case officer
    /// A logistics firm's person: sees the firm's own movements.
    case firm
}

/// Who an officer works for.
public enum Agency: String, Codable, Sendable, CaseIterable {
    case customs, quarantine, borderGuard
}

/// A person who signs in.
public struct Account: Sendable, Hashable {
    public var id: Int64
    public var name: String
    public var role: Role
    /// Of officers and supervisors.
    public var agency: Agency?
    /// The firm whose movements are seen; of role `firm` only.
    public var firm: String?
    /// Encoded Argon2id hash.
    public var passwordHash: String
    /// The password was given by somebody else: it serves once, to choose another.
    public var mustChangePassword: Bool
    /// Sealed secret of one-time codes; nil when none are asked for.
    public var oneTimeSecret: [UInt8]?
    /// Time step of the last code that was taken: a code serves once.
    public var lastOneTimeStep: Int64
    public var isDisabled: Bool

    public init(
        id: Int64 = 0, name: String, role: Role, agency: Agency? = nil, firm: String? = nil, passwordHash: String,
        mustChangePassword: Bool, oneTimeSecret: [UInt8]? = nil, lastOneTimeStep: Int64 = 0, isDisabled: Bool = false
    ) {
        self.id = id
        self.name = name
        self.role = role
        self.agency = agency
        self.firm = firm
        self.passwordHash = passwordHash
        self.mustChangePassword = mustChangePassword
        self.oneTimeSecret = oneTimeSecret
        self.lastOneTimeStep = lastOneTimeStep
        self.isDisabled = isDisabled
    }
}

/// A signed-in browser. The identifier itself is never kept, only its hash.
public struct Session: Sendable, Hashable {
    /// Lower-case hexadecimal BLAKE2b of the identifier.
    public var hash: String
    public var account: Int64
    /// Seconds since 1970.
    public var created: Int64
    public var used: Int64

    public init(hash: String, account: Int64, created: Int64, used: Int64) {
        self.hash = hash
        self.account = account
        self.created = created
        self.used = used
    }
}

/// A logistics firm; its names are what declarations call it.
public struct Firm: Sendable, Hashable {
    /// Short name in commands and keys, `minh-long`.
    public var id: String
    public var name: String
    /// Names and numbers (tax code) that stand for it in declarations.
    public var aliases: [String]

    public init(id: String, name: String, aliases: [String] = []) {
        self.id = id
        self.name = name
        self.aliases = aliases
    }

    /// How names are compared: letters and digits, upper case.
    public static func normalised(_ name: String) -> String {
        String(name.uppercased().filter { $0.isLetter || $0.isNumber })
    }
}

/// What a firm's key may do.
public enum Scope: String, Codable, Sendable, CaseIterable {
    case statusRead = "status:read"
    case declarationsWrite = "declarations:write"
    case webhooksManage = "webhooks:manage"
}

/// A firm's API key; the secret is never kept, only its keyed hash.
public struct APIKey: Sendable, Hashable {
    public var id: String
    public var firm: String
    public var hash: String
    public var scopes: Set<Scope>
    /// Seconds since 1970.
    public var created: Int64
    public var expires: Int64?
    public var revoked: Int64?
    public var used: Int64?

    public init(
        id: String, firm: String, hash: String, scopes: Set<Scope>, created: Int64, expires: Int64? = nil,
        revoked: Int64? = nil, used: Int64? = nil
    ) {
        self.id = id
        self.firm = firm
        self.hash = hash
        self.scopes = scopes
        self.created = created
        self.expires = expires
        self.revoked = revoked
        self.used = used
    }

    /// Whether it opens anything at a time, seconds since 1970.
    public func isLive(at now: Int64) -> Bool { revoked == nil && (expires.map { now < $0 } ?? true) }
}

/// Failed sign-ins of an account, an address, or both; survives a restart.
public struct FailedLogins: Sendable, Hashable {
    public var count: Int
    /// Seconds since 1970.
    public var last: Int64

    public init(count: Int, last: Int64) {
        self.count = count
        self.last = last
    }
}
