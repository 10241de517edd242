import Foundation
import GateDomain
import GatePipeline
import GateServer
import GateStore

struct UserCommand: Command {
    static let name = "user"
    static let help = """
        bordergate user list|add|password|disable|enable … who may sign in at the pages

          list     --database F
          add      --database F NAME --role administrator|supervisor|officer|firm [--agency customs|quarantine|borderGuard]
                   [--firm ID]      prints a password that serves once
          password --database F NAME      a new password that serves once; ends the sessions
          codes-off --database F NAME     forgets the authenticator of somebody who lost it
          disable, enable --database F NAME
        """
    static let flags: Set<String> = ["--json"]
    static let options: Set<String> = ["--database", "--role", "--agency", "--firm"]

    static func run(_ arguments: Arguments) throws -> ExitStatus {
        let (action, names, stores) = try ServiceCommand.open(arguments)
        switch action {
        case "list":
            for account in try waiting(for: { try await stores.accounts() }) {
                let words = [
                    account.name, account.role.rawValue, account.agency?.rawValue, account.firm,
                    account.oneTimeSecret == nil ? nil : "codes", account.isDisabled ? "disabled" : nil,
                ]
                Terminal.row(words.compactMap { $0 })
            }
        case "add":
            let account = try account(named: try name(names), arguments, stores)
            let password = Secrets.base62(16)
            var ready = account
            ready.passwordHash = Passwords.hash(password)
            let added = ready
            _ = try waiting { try await stores.add(added, by: ServiceCommand.actor) }
            Terminal.row([account.name, password])
        case "password":
            let id = try existing(names, stores).id
            let password = Secrets.base62(16)
            let hash = Passwords.hash(password)
            try waiting { try await stores.setPassword(of: id, hash: hash, mustChange: true, by: ServiceCommand.actor) }
            Terminal.row([try name(names), password])
        case "codes-off":
            let id = try existing(names, stores).id
            try waiting { try await stores.setOneTimeSecret(of: id, sealed: nil, by: ServiceCommand.actor) }
        case "disable", "enable":
            let id = try existing(names, stores).id
            try waiting { try await stores.setDisabled(action == "disable", account: id, by: ServiceCommand.actor) }
        default: throw UsageError("user \(action): list, add, password, codes-off, disable or enable is expected")
        }
        return .done
    }

    private static func name(_ names: [String]) throws -> String {
        guard let name = names.first, (1...60).contains(name.count),
            name.unicodeScalars.allSatisfy({ $0.value > 32 && $0.value != 127 })
        else { throw UsageError("NAME is missing, or has spaces, or more than 60 characters") }
        return name
    }

    private static func existing(_ names: [String], _ stores: ServiceStore) throws -> Account {
        let name = try name(names)
        guard let account = try waiting(for: { try await stores.account(named: name) }) else {
            throw ServiceConflict("there is no account \"\(name)\"; 'bordergate user list' lists them")
        }
        return account
    }

    private static func account(named name: String, _ arguments: Arguments, _ stores: ServiceStore) throws -> Account {
        guard let role = arguments.last("--role").flatMap(Role.init) else {
            throw UsageError("--role takes administrator, supervisor, officer or firm")
        }
        var agency: Agency?
        if let text = arguments.last("--agency") {
            guard let known = Agency(rawValue: text) else {
                throw UsageError("--agency takes customs, quarantine or borderGuard")
            }
            agency = known
        }
        let firm = arguments.last("--firm")
        switch role {
        case .firm:
            guard let firm, try waiting(for: { try await stores.firm(firm) }) != nil else {
                throw UsageError("--firm takes the ID of a firm for this role; 'bordergate firm list' lists them")
            }
        case .officer, .supervisor:
            guard agency != nil else { throw UsageError("--agency is missing for this role") }
        case .administrator: break
        }
        return Account(
            name: name, role: role, agency: role == .firm ? nil : agency, firm: role == .firm ? firm : nil,
            passwordHash: "",
            mustChangePassword: true)
    }
}

struct FirmCommand: Command {
    static let name = "firm"
    static let help = """
        bordergate firm list|add|delegate|revoke …         firms, and how declarations name them

          list     --database F
          add      --database F ID --name NAME [--alias NAME]…    again: changes the names; --alias also takes tax codes
          delegate --database F --from ID --to ID      the second may file for the first, and sees what it filed
          revoke   --database F --from ID --to ID
        """
    static let flags: Set<String> = []
    static let options: Set<String> = ["--database", "--name", "--alias", "--from", "--to"]

    static func run(_ arguments: Arguments) throws -> ExitStatus {
        let (action, names, stores) = try ServiceCommand.open(arguments)
        switch action {
        case "list":
            for firm in try waiting(for: { try await stores.firms() }) {
                Terminal.row([firm.id, firm.name] + firm.aliases)
            }
        case "add":
            guard let id = names.first, (1...40).contains(id.utf8.count),
                id.utf8.allSatisfy({ (48...57).contains($0) || (97...122).contains($0) || $0 == 45 })
            else { throw UsageError("ID is missing: lower-case letters, digits and - are expected") }
            guard let name = arguments.last("--name"), !Firm.normalised(name).isEmpty else {
                throw UsageError("--name is missing")
            }
            let firm = Firm(id: id, name: name, aliases: arguments.all("--alias"))
            try waiting { try await stores.save(firm, by: ServiceCommand.actor) }
        case "delegate", "revoke":
            guard let from = arguments.last("--from"), let to = arguments.last("--to"), from != to else {
                throw UsageError("--from and --to take two firms' IDs")
            }
            try waiting {
                try await stores.delegate(from: from, to: to, isRevoked: action == "revoke", by: ServiceCommand.actor)
            }
        default: throw UsageError("firm \(action): list, add, delegate or revoke is expected")
        }
        return .done
    }
}

struct KeyCommand: Command {
    static let name = "key"
    static let help = """
        bordergate key list|add|revoke …                   keys of firms' systems

          list    --database F [--firm ID]
          add     --database F --firm ID [--scope S]… [--days N]     prints the key, this once; two of a firm live at a time
          revoke  --database F ID         at once
        Scopes: status:read, declarations:write, webhooks:manage; all of them when none is given.
        """
    static let flags: Set<String> = []
    static let options: Set<String> = ["--database", "--firm", "--scope", "--days"]

    static func run(_ arguments: Arguments) throws -> ExitStatus {
        let (action, names, stores) = try ServiceCommand.open(arguments)
        let now = Int64(saturating: Date().timeIntervalSince1970)
        switch action {
        case "list":
            let firm = arguments.last("--firm")
            for key in try waiting(for: { try await stores.keys(of: firm) }) {
                let scopes = key.scopes.map(\.rawValue).sorted().joined(separator: " ")
                let state = key.revoked != nil ? "revoked" : key.isLive(at: now) ? "live" : "expired"
                Terminal.row([key.id, key.firm, state, scopes])
            }
        case "add":
            guard let firm = arguments.last("--firm") else { throw UsageError("--firm is missing") }
            let scopes = try arguments.all("--scope").map { word throws(UsageError) in
                guard let scope = Scope(rawValue: word) else {
                    throw UsageError("--scope takes status:read, declarations:write or webhooks:manage")
                }
                return scope
            }
            let days = try arguments.number("--days", default: 0, in: 0...3660)
            let secrets = try ServiceFiles.secrets(arguments.last("--database") ?? "")
            let text = APIKeyText()
            let key = APIKey(
                id: text.id, firm: firm, hash: text.hash(secrets),
                scopes: Set(scopes.isEmpty ? Scope.allCases : scopes),
                created: now, expires: days == 0 ? nil : now + Int64(days) * 86_400)
            try waiting { try await stores.add(key, by: ServiceCommand.actor) }
            Terminal.line(text.text)
        case "revoke":
            guard let id = names.first else { throw UsageError("ID is missing; 'bordergate key list' lists them") }
            guard try waiting(for: { try await stores.revoke(key: id, at: now, by: ServiceCommand.actor) }) else {
                throw ServiceConflict("there is no live key \"\(id)\"")
            }
        default: throw UsageError("key \(action): list, add or revoke is expected")
        }
        return .done
    }
}

/// What the three have in common.
enum ServiceCommand {
    /// Who did it, for the audit log.
    static var actor: String { "command of \(ProcessInfo.processInfo.userName)" }

    static func open(_ arguments: Arguments) throws -> (action: String, names: [String], stores: ServiceStore) {
        guard let action = arguments.operands.first else { throw UsageError("what to do is missing") }
        guard let path = arguments.last("--database") else { throw UsageError("--database is missing") }
        return (action, Array(arguments.operands.dropFirst()), try ServiceStore(path: path, readers: 1))
    }
}
