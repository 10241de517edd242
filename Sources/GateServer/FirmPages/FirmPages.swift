import Foundation
import GateDomain
import GatePipeline

/// Pages for firms without a system of their own; they read without scripts.
struct FirmPages: Sendable {
    let movements: MovementRoutes
    let declarations: DeclarationRoutes
    let readModel: any StatusReadModel
    let accounts: any AccountStore
    let webhooks: WebhookRoutes
    let secrets: Secrets
    let clock: ServerClock

    var routes: [Route] {
        [
            Route(.get, "/firm/movements", .firms, list),
            Route(.get, "/firm/movements/{reference}", .firms, one),
            Route(.get, "/firm/file", .firms) { FilingPage(call: $0).response() },
            Route(.post, "/firm/file", .firms, file),
            Route(.get, "/firm/webhooks", .firms) { try await systems($0) },
            Route(.post, "/firm/keys", .firms, makeKey),
            Route(.post, "/firm/keys/revoke", .firms, revokeKey),
            Route(.post, "/firm/webhooks", .firms, addWebhook),
            Route(.post, "/firm/webhooks/remove", .firms, removeWebhook),
        ]
    }

    static func firm(_ call: Call) throws(Problem) -> String {
        guard let firm = call.principal.firm else { throw .forbidden }
        return firm
    }

    @Sendable private func list(_ call: Call) async throws -> HTTPResponse {
        let firm = try Self.firm(call)
        let language = call.language
        let search = try call.query("q").map { $0.trimmingCharacters(in: .whitespacesAndNewlines) } ?? ""
        let channel = "movements \(firm)"
        var rows: [MovementRow] = []
        if search.isEmpty {
            var query = MovementQuery(firm: firm, limit: 50)
            query.status = try call.query("status").flatMap { MovementStatus(rawValue: $0) }
            query.after = try call.query("cursor").flatMap { movements.cursors.sequence($0, channel: channel) }
            rows = try await readModel.movements(query)
        } else if let body = try await movements.find(search, firm: firm) {
            rows = [MovementRow(position: 0, body: body)]
        }
        let shown = rows.compactMap { MovementView($0.body) }
        let next = rows.count == 50 ? rows.last.map { movements.cursors.text($0.position, channel: channel) } : nil
        return Page(Words.movements(language), for: call) {
            tag(.form, .set(.method, "get"), .action("/firm/movements"), .class("panel"), .set(.role, "search")) {
                tag(.div, .class("field")) {
                    tag(.label, .set(.for, "q"), text: FirmWords.search(language))
                    tag(
                        .input, .id("q"), .set(.name, "q"), .set(.type, "search"), .set(.value, search),
                        .set(.maxlength, "100"))
                }
                tag(.button, .set(.type, "submit"), text: FirmWords.find(language))
            }
            if shown.isEmpty {
                tag(.p, .class("notice"), text: (search.isEmpty ? FirmWords.none : FirmWords.notFound)(language))
            } else {
                table(shown, language)
            }
            if let next {
                tag(.p) { tag(.a, .href("?cursor=\(next)"), text: FirmWords.older(language)) }
            }
        }.response()
    }

    private func table(_ movements: [MovementView], _ language: Language) -> HTML {
        tag(
            .div, .class("scroll"), .set(.tabindex, "0"), .set(.role, "region"),
            .aria("label", Words.movements(language))
        ) {
            tag(.table) {
                tag(.thead) {
                    tag(.tr) {
                        for word in [
                            FirmWords.declaration, FirmWords.vehicle, FirmWords.boxes, FirmWords.status,
                            FirmWords.since,
                        ] {
                            tag(.th, .set(.scope, "col"), text: word(language))
                        }
                    }
                }
                tag(.tbody) {
                    for movement in movements {
                        tag(.tr) {
                            tag(.td) {
                                tag(
                                    .a, .href("/firm/movements/\(movement.movementReference)"),
                                    text: movement.declarations.first?.reference ?? movement.movementReference)
                            }
                            tag(.td, text: movement.plates)
                            tag(.td, text: movement.equipment.map(\.equipmentReference).joined(separator: " "))
                            tag(.td) { movement.badge(language) }
                            tag(.td) { movement.since.map(Times.element) }
                        }
                    }
                }
            }
        }
    }

    @Sendable private func one(_ call: Call) async throws -> HTTPResponse {
        guard let body = try await movements.find(call[parameter: "reference"], firm: try Self.firm(call)),
            let movement = MovementView(body)
        else { throw Problem.notFound }
        return MovementPage(movement: movement, call: call).response()
    }

    /// First what was understood, then, when it is confirmed, filing.
    @Sendable private func file(_ call: Call) async throws -> HTTPResponse {
        let firm = try Self.firm(call)
        let fields = try call.fields()
        let sent = fields["message"] ?? ""
        let message = (fields["text"] ?? "").isEmpty ? sent : fields["text"] ?? ""
        do {
            let reading = try await declarations.understood(Array(message.utf8))
            guard fields["action"] == "file" else {
                return FilingPage(call: call, message: message, reading: reading).response()
            }
            let answer = try await declarations.desk.file(
                reading, firm: firm, key: nil, request: Secrets.hash(Array(message.utf8)))
            return FilingPage(call: call, reading: reading, isFiled: true).response(status: answer.status)
        } catch let problem as Problem {
            return FilingPage(call: call, message: message, problem: problem).response(status: problem.status)
        }
    }

    // MARK: Keys and webhooks

    private func systems(_ call: Call, notice: HTML = .empty, status: Int = 200) async throws -> HTTPResponse {
        let firm = try Self.firm(call)
        let keys = try await accounts.keys(of: firm).filter { $0.isLive(at: clock.seconds) }
        let hooks = try await webhooks.store.webhooks(of: firm)
        var deliveries: [String: [WebhookDelivery]] = [:]
        for hook in hooks {
            deliveries[hook.id] = try await webhooks.store.deliveries(of: hook.id, state: nil, limit: 10)
        }
        return SystemsPage(call: call, keys: keys, webhooks: hooks, deliveries: deliveries, notice: notice)
            .response(status: status)
    }

    private func refused(_ call: Call, _ text: String, _ status: Int) async throws -> HTTPResponse {
        try await systems(
            call, notice: tag(.p, .class("notice notice--stop"), .set(.role, "alert"), text: text), status: status)
    }

    /// Shown this once.
    private func secret(_ label: Phrase, _ secret: String, _ language: Language) -> HTML {
        tag(.div, .class("notice notice--good"), .set(.role, "status")) {
            tag(.p, text: label(language))
            tag(.p) { tag(.code, text: secret) }
        }
    }

    @Sendable private func makeKey(_ call: Call) async throws -> HTTPResponse {
        let text = APIKeyText()
        let key = APIKey(
            id: text.id, firm: try Self.firm(call), hash: text.hash(secrets), scopes: Set(Scope.allCases),
            created: clock.seconds)
        do {
            try await accounts.add(key, by: call.principal.actor)
        } catch is ServiceConflict {
            return try await refused(call, FirmWords.twoKeys(call.language), 409)
        }
        return try await systems(call, notice: secret(FirmWords.newKey, text.text, call.language), status: 201)
    }

    @Sendable private func revokeKey(_ call: Call) async throws -> HTTPResponse {
        let id = try call.form()["key"] ?? ""
        guard try await accounts.key(id)?.firm == Self.firm(call) else { throw Problem.notFound }
        _ = try await accounts.revoke(key: id, at: clock.seconds, by: call.principal.actor)
        return .seeOther("/firm/webhooks")
    }

    @Sendable private func addWebhook(_ call: Call) async throws -> HTTPResponse {
        do {
            let made = try await webhooks.add(
                try call.form()["url"] ?? "", [], firm: try Self.firm(call), by: call.principal.actor)
            return try await systems(call, notice: secret(FirmWords.newSecret, made.secret, call.language), status: 201)
        } catch let problem as Problem {
            return try await refused(call, problem.detail, problem.status)
        }
    }

    @Sendable private func removeWebhook(_ call: Call) async throws -> HTTPResponse {
        let id = try call.form()["webhook"] ?? ""
        guard let webhook = try await webhooks.store.webhook(id), webhook.firm == (try Self.firm(call)) else {
            throw Problem.notFound
        }
        try await webhooks.store.remove(webhook: webhook.id, by: call.principal.actor)
        return .seeOther("/firm/webhooks")
    }
}
