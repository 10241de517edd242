import GateDomain
import GatePipeline

extension DeskPages {
    var administration: [Route] {
        [
            route(.get, "/admin", .administer) { try await admin($0) },
            route(.post, "/admin/people", .administer, addPerson),
            route(.post, "/admin/people/reset", .administer, resetPassword),
            route(.post, "/admin/people/disable", .administer, setDisabled),
            route(.post, "/admin/keys/revoke", .administer, revokeKey),
            route(.get, "/admin/audit", .administer, audit),
            route(.post, "/admin/verify", .administer, verify),
            route(.get, "/admin/corrections", .exportCorrections, corrections),
        ]
    }

    private func admin(_ call: Call, notice: HTML = .empty, status: Int = 200) async throws -> HTTPResponse {
        AdminPage(
            call: call, people: try await store.accounts(), firms: try await store.firms(),
            keys: try await store.keys(of: nil), now: parts.clock.seconds, notice: notice
        ).response(status: status)
    }

    private func stop(_ text: Phrase, _ call: Call, _ status: Int) async throws -> HTTPResponse {
        try await admin(call, notice: DeskParts.notice(text(call.language), isStop: true), status: status)
    }

    private func shown(_ password: String, of name: String, _ language: Language) -> HTML {
        tag(.div, .class("notice notice--good"), .set(.role, "status")) {
            tag(.p, text: "\(name): " + AdminWords.password(language))
            tag(.p) { tag(.code, text: password) }
        }
    }

    @Sendable private func addPerson(_ call: Call) async throws -> HTTPResponse {
        let form = try call.form()
        let name = (form["name"] ?? "").filter { !$0.isWhitespace }
        let role = form["role"].flatMap(Role.init)
        let agency = form["agency"].flatMap(Agency.init)
        let firm = form["firm"].flatMap { $0.isEmpty ? nil : $0 }
        var isKnown = true
        if let firm { isKnown = try await store.firm(firm) != nil }
        // An officer works for an agency, a firm's person for a firm, an administrator for neither.
        guard let role, (1...100).contains(name.count), isKnown,
            (agency != nil) == (role == .officer || role == .supervisor), (firm != nil) == (role == .firm)
        else { return try await stop(AdminWords.refused, call, 422) }
        let password = Secrets.base62(16)
        do {
            _ = try await store.add(
                Account(
                    name: name, role: role, agency: agency, firm: firm, passwordHash: Passwords.hash(password),
                    mustChangePassword: true), by: call.principal.actor)
        } catch is ServiceConflict {
            return try await stop(AdminWords.refused, call, 409)
        }
        return try await admin(call, notice: shown(password, of: name, call.language), status: 201)
    }

    private func person(_ form: [String: String]) async throws -> Account {
        guard let account = try await store.account(named: form["name"] ?? "") else { throw Problem.notFound }
        return account
    }

    @Sendable private func resetPassword(_ call: Call) async throws -> HTTPResponse {
        let account = try await person(try call.form())
        let password = Secrets.base62(16)
        try await store.setPassword(
            of: account.id, hash: Passwords.hash(password), mustChange: true, by: call.principal.actor)
        if account.name == call.principal.account?.name { return .seeOther("/login") }
        return try await admin(call, notice: shown(password, of: account.name, call.language))
    }

    @Sendable private func setDisabled(_ call: Call) async throws -> HTTPResponse {
        let form = try call.form()
        let account = try await person(form)
        guard account.id != call.principal.account?.id else { return try await stop(AdminWords.notYourself, call, 409) }
        try await store.setDisabled(form["disabled"] == "yes", account: account.id, by: call.principal.actor)
        return .seeOther("/admin")
    }

    @Sendable private func revokeKey(_ call: Call) async throws -> HTTPResponse {
        let id = try call.form()["key"] ?? ""
        guard try await store.revoke(key: id, at: parts.clock.seconds, by: call.principal.actor) else {
            throw Problem.notFound
        }
        return .seeOther("/admin")
    }

    @Sendable private func audit(_ call: Call) async throws -> HTTPResponse {
        func given(_ name: String) throws(Problem) -> String? {
            try call.query(name).flatMap { $0.isEmpty ? nil : String($0.prefix(300)) }
        }
        let (actor, subject) = (try given("actor"), try given("subject"))
        let before = try call.query("before").flatMap { Int64($0) }
        let trail = try await store.trail(actor: actor, subject: subject, before: before, limit: 100)
        return AuditPage(call: call, actor: actor, subject: subject, trail: trail).response()
    }

    @Sendable private func verify(_ call: Call) async throws -> HTTPResponse {
        let report = try await store.verifyChain()
        try await store.record(
            "admin.verified", by: call.principal.actor, subject: "audit chain",
            detail: "\(report.records) records, \(report.failures.count) failures")
        let language = call.language
        let notice =
            report.failures.isEmpty
            ? DeskParts.notice("\(AdminWords.whole(language)) \(report.records)")
            : tag(.div, .class("notice notice--stop"), .set(.role, "alert")) {
                tag(.p, text: AdminWords.broken(language))
                tag(.ul, .set(.lang, "en")) { for failure in report.failures.prefix(50) { tag(.li, text: failure) } }
            }
        return try await admin(call, notice: notice)
    }

    /// What readers are trained with: which sighting said what, and what it should have said.
    @Sendable private func corrections(_ call: Call) async throws -> HTTPResponse {
        var text = ""
        for (passage, act) in try await store.corrections(limit: 10_000) {
            var json = JSONText()
            json.object {
                $0.field("passage", passage)
                $0.field("sighting", act.subject)
                $0.field("read", act.from)
                $0.field("right", act.to)
                $0.field("at", act.at)
            }
            text += json.text + "\n"
        }
        try await store.record(
            "admin.exportedCorrections", by: call.principal.actor, subject: "corrections", detail: nil)
        return HTTPResponse(type: "application/jsonl", text)
            .with("content-disposition", "attachment; filename=\"corrections.jsonl\"")
    }
}
