import GateDomain
import GatePipeline

/// Signing in and out, one's password, one-time codes and sessions.
struct AccountPages: Sendable {
    let accounts: any AccountStore
    let gatekeeper: Gatekeeper
    let passwords: Passwords
    let secrets: Secrets
    let clock: ServerClock
    var loginGuard: LoginGuard { LoginGuard(accounts: accounts, clock: clock) }

    var routes: [Route] {
        [
            Route(.get, "/", .signedIn, home),
            Route(.get, "/login", .open, loginPage),
            Route(.post, "/login", .open, login),
            Route(.post, "/logout", .signedIn, logout),
            Route(.get, "/account", .signedIn) { try await accountPage($0) },
            Route(.post, "/account/password", .signedIn, changePassword),
            Route(.post, "/account/codes", .signedIn, enrol),
            Route(.post, "/account/sessions/end", .signedIn, endSession),
        ]
    }

    @Sendable private func home(_ call: Call) async throws -> HTTPResponse {
        if let role = call.principal.account?.role, let first = NavigationEntry.of(role).first {
            return .seeOther(first.path)
        }
        return Page(Words.welcome(call.language), for: call) {
            tag(.p, text: Words.nothingHere(call.language))
        }.response()
    }

    @Sendable private func loginPage(_ call: Call) async throws -> HTTPResponse {
        let next = ReturnPath.checked(try call.query("next"))
        return loginForm(call, next: next, failure: nil, status: 200)
    }

    /// The page brings an identifier of its own, whose token the form sends back.
    private func loginForm(_ call: Call, next: String, failure: String?, status: Int) -> HTTPResponse {
        let language = call.language
        let cookie = gatekeeper.freshCookie()
        let page = Page(Words.signIn(language), for: call) {
            if let failure {
                tag(.p, .class("notice notice--stop"), .set(.role, "alert"), text: failure)
            }
            tag(.form, .set(.method, "post"), .action("/login"), .class("panel")) {
                tag(.input, .set(.type, "hidden"), .set(.name, "csrf"), .set(.value, gatekeeper.token(cookie: cookie)))
                tag(.input, .set(.type, "hidden"), .set(.name, "next"), .set(.value, next))
                Self.field("name", Words.name(language), type: "text", autocomplete: "username", isNeeded: true)
                Self.field(
                    "password", Words.password(language), type: "password", autocomplete: "current-password",
                    isNeeded: true)
                Self.field("code", Words.code(language), type: "text", autocomplete: "one-time-code", isNeeded: false)
                tag(.button, .set(.type, "submit"), text: Words.signIn(language))
            }
        }
        return gatekeeper.setCookie(cookie, in: page.response(status: status))
    }

    static func field(_ name: String, _ label: String, type: String, autocomplete: String, isNeeded: Bool) -> HTML {
        tag(.div, .class("field")) {
            tag(.label, .set(.for, "f-\(name)"), text: label)
            tag(
                .input, .id("f-\(name)"), .set(.name, name), .set(.type, type), .set(.autocomplete, autocomplete),
                .flag(.required, isNeeded))
        }
    }

    @Sendable private func login(_ call: Call) async throws -> HTTPResponse {
        let form = try call.form()
        let name = String((form["name"] ?? "").prefix(100))
        let password = String((form["password"] ?? "").prefix(1000))
        let next = ReturnPath.checked(form["next"])
        try await loginGuard.check(name, from: call.request.peer)
        let account = try await accounts.account(named: name)
        let isRight = try await passwords.isRight(
            password, for: account.flatMap { $0.isDisabled ? nil : $0.passwordHash })
        guard isRight, let account, try await isCodeRight(form["code"] ?? "", of: account),
            try await isFirstUse(of: account)
        else {
            try await loginGuard.failed(name, from: call.request.peer)
            try await accounts.record("service.loginFailed", by: "anonymous", subject: name, detail: call.request.peer)
            return loginForm(call, next: next, failure: Words.wrongLogin(call.language), status: 403)
        }
        try await loginGuard.succeeded(name, from: call.request.peer)
        if case .person(_, let old) = try await gatekeeper.person(in: call.request) {
            try await accounts.end(session: old)
        }
        return gatekeeper.setCookie(
            try await newSession(account), in: .seeOther(account.mustChangePassword ? "/account" : next))
    }

    /// A new identifier; the old one, if any, opens nothing.
    private func newSession(_ account: Account) async throws -> String {
        let cookie = gatekeeper.freshCookie()
        try await accounts.create(
            Session(
                hash: Secrets.hash(Array(cookie.utf8)), account: account.id, created: clock.seconds, used: clock.seconds
            ))
        return cookie
    }

    private func isCodeRight(_ code: String, of account: Account) async throws -> Bool {
        guard let sealed = account.oneTimeSecret else { return true }
        guard let secret = secrets.open(sealed),
            let step = OneTimeCode.step(of: code.filter { $0 != " " }, secret: secret, at: clock.seconds)
        else { return false }
        return try await accounts.takeOneTimeStep(of: account.id, step: step)
    }

    private func isFirstUse(of account: Account) async throws -> Bool {
        guard account.mustChangePassword else { return true }
        return try await accounts.takeOneTimePassword(of: account.id)
    }

    @Sendable private func logout(_ call: Call) async throws -> HTTPResponse {
        if case .person(_, let session) = call.principal { try await accounts.end(session: session) }
        return gatekeeper.setCookie("", in: .seeOther("/login"))
    }

    private func accountPage(_ call: Call, notice: HTML = .empty, status: Int = 200) async throws -> HTTPResponse {
        guard case .person(let account, let current) = call.principal else { throw Problem.unauthorized }
        let language = call.language
        let sessions = try await accounts.sessions(of: account.id)
        let fresh = Secrets.randomBytes(20)
        return Page(Words.account(language), for: call) {
            notice
            if account.mustChangePassword {
                tag(.p, .class("notice"), text: Words.mustChange(language))
            }
            tag(.h2, text: Words.changePassword(language))
            tag(.form, .set(.method, "post"), .action("/account/password"), .class("panel")) {
                call.csrfField
                if !account.mustChangePassword {
                    Self.field(
                        "old", Words.oldPassword(language), type: "password", autocomplete: "current-password",
                        isNeeded: true)
                }
                Self.field(
                    "new", Words.newPassword(language), type: "password", autocomplete: "new-password", isNeeded: true)
                tag(.button, .set(.type, "submit"), text: Words.changePassword(language))
            }
            tag(.h2, text: Words.secondFactor(language))
            if account.oneTimeSecret != nil {
                tag(.p, text: Words.secondFactorOn(language))
            } else {
                tag(.form, .set(.method, "post"), .action("/account/codes"), .class("panel")) {
                    call.csrfField
                    tag(.p, text: Words.secondFactorOff(language))
                    tag(.p) { tag(.code, text: OneTimeCode.address(secret: fresh, account: account.name)) }
                    tag(
                        .input, .set(.type, "hidden"), .set(.name, "secret"),
                        .set(.value, Hexadecimal.text(secrets.seal(fresh))))
                    Self.field(
                        "code", Words.code(language), type: "text", autocomplete: "one-time-code", isNeeded: true)
                    tag(.button, .set(.type, "submit"), text: Words.confirm(language))
                }
            }
            tag(.h2, text: Words.sessions(language))
            tag(.ul) {
                for session in sessions {
                    tag(.li) {
                        Words.since(language) + " " + Times.text(session.created) + ", "
                            + Words.lastUsed(language) + " " + Times.text(session.used) + " "
                        if session.hash == current {
                            tag(.strong, text: Words.thisSession(language))
                        } else {
                            tag(.form, .set(.method, "post"), .action("/account/sessions/end")) {
                                call.csrfField
                                tag(.input, .set(.type, "hidden"), .set(.name, "session"), .set(.value, session.hash))
                                tag(.button, .set(.type, "submit"), .class("quiet"), text: Words.endSession(language))
                            }
                        }
                    }
                }
            }
        }.response(status: status)
    }

    @Sendable private func changePassword(_ call: Call) async throws -> HTTPResponse {
        guard case .person(let account, _) = call.principal else { throw Problem.unauthorized }
        let form = try call.form()
        let new = form["new"] ?? ""
        func refused(_ text: Phrase) async throws -> HTTPResponse {
            try await accountPage(
                call, notice: tag(.p, .class("notice notice--stop"), .set(.role, "alert"), text: text(call.language)),
                status: 422)
        }
        guard (Passwords.shortest...1000).contains(new.count) else { return try await refused(Words.passwordShort) }
        if !account.mustChangePassword {
            try await loginGuard.check(account.name, from: call.request.peer)
            guard try await passwords.isRight(form["old"] ?? "", for: account.passwordHash) else {
                try await loginGuard.failed(account.name, from: call.request.peer)
                return try await refused(Words.wrongLogin)
            }
        }
        let hash = try await passwords.hashed(new)
        // Ends every session of it, this one too: a new one goes on.
        try await accounts.setPassword(of: account.id, hash: hash, mustChange: false, by: account.name)
        return gatekeeper.setCookie(try await newSession(account), in: .seeOther("/"))
    }

    @Sendable private func enrol(_ call: Call) async throws -> HTTPResponse {
        guard case .person(let account, _) = call.principal, account.oneTimeSecret == nil else {
            throw Problem.forbidden
        }
        let form = try call.form()
        guard let digits = form["secret"], digits.utf8.count <= 4096, let sealed = Hexadecimal.bytes(digits),
            let secret = secrets.open(sealed),
            OneTimeCode.step(of: form["code"] ?? "", secret: secret, at: clock.seconds) != nil
        else {
            return try await accountPage(
                call,
                notice: tag(
                    .p, .class("notice notice--stop"), .set(.role, "alert"), text: Words.wrongLogin(call.language)),
                status: 422)
        }
        try await accounts.setOneTimeSecret(of: account.id, sealed: sealed, by: account.name)
        return .seeOther("/account")
    }

    @Sendable private func endSession(_ call: Call) async throws -> HTTPResponse {
        guard let account = call.principal.account else { throw Problem.unauthorized }
        let hash = try call.form()["session"] ?? ""
        guard try await accounts.sessions(of: account.id).contains(where: { $0.hash == hash }) else {
            throw Problem.notFound
        }
        try await accounts.end(session: hash)
        return .seeOther("/account")
    }
}
