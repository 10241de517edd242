/// What somebody may do at the clearance desk. The only place that says which role may do what; tests hold the pages to it.
public enum DeskAction: String, Sendable, CaseIterable {
    case look, claim, decide, confirm, hold, lift, inspect, correct, note
    /// Take back a decision of one's own.
    case reopen
    /// Take back somebody else's.
    case reopenOthers
    /// Send many cases to another agency at once, take cases out of somebody's hands.
    case reroute
    /// See the watch list, ask for changes of it, confirm those of others.
    case watch
    /// People, audit log, chain.
    case administer
    /// Read what officers corrected, to train readers.
    case exportCorrections

    private static let officers: Set<Role> = [.officer, .supervisor]

    /// Who may.
    public var roles: Set<Role> {
        switch self {
        case .look, .claim, .decide, .confirm, .hold, .lift, .inspect, .correct, .note, .reopen, .watch:
            Self.officers
        case .reopenOthers, .reroute: [.supervisor]
        case .administer, .exportCorrections: [.administrator]
        }
    }
}

/// Who orders something at the desk.
public struct DeskOfficer: Sendable, Hashable {
    public var name: String
    public var role: Role
    public var agency: Agency?

    public init(name: String, role: Role, agency: Agency?) {
        self.name = name
        self.role = role
        self.agency = agency
    }

    public func may(_ action: DeskAction) -> Bool { action.roles.contains(role) }
}

extension Agency {
    /// How holds of it are called in verdicts and cases.
    public var holdName: String {
        switch self {
        case .customs: "customs"
        case .quarantine: "quarantine"
        case .borderGuard: "border guard"
        }
    }
}
