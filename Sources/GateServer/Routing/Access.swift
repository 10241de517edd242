public import GatePipeline

/// Who may use a route; the only place where that is said.
public enum Access: Sendable, Hashable {
    /// Anyone.
    case open
    /// A firm's system, with a key of this scope.
    case key(Scope)
    /// A person who signed in and has one of these roles.
    case roles(Set<Role>)

    /// Everybody who signed in.
    public static let signedIn = Access.roles(Set(Role.allCases))
    /// Officers and their supervisors.
    public static let desk = Access.roles([.officer, .supervisor])
    public static let administrators = Access.roles([.administrator])
    public static let firms = Access.roles([.firm])
}

/// Who asks.
public enum Principal: Sendable, Hashable {
    case anonymous
    case key(APIKey)
    case person(Account, session: String)

    /// For the audit log.
    public var actor: String {
        switch self {
        case .anonymous: "anonymous"
        case .key(let key): "key \(key.id) of \(key.firm)"
        case .person(let account, _): account.name
        }
    }

    /// The firm whose movements may be seen; nil for all others.
    public var firm: String? {
        switch self {
        case .anonymous: nil
        case .key(let key): key.firm
        case .person(let account, _): account.role == .firm ? account.firm : nil
        }
    }

    public var account: Account? { if case .person(let account, _) = self { account } else { nil } }
}
