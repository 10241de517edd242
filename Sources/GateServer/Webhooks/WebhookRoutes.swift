import Foundation
import GateDomain
import GatePipeline

/// A firm's webhooks: where it wants to be told, under which secret, and what became of each delivery.
struct WebhookRoutes: Sendable {
    let store: any WebhookStore
    let poster: any WebhookPoster
    let secrets: Secrets
    let clock: ServerClock
    static let mostOfFirm = 10
    static let eventNames = Set(MovementStatus.allCases.map { "movement.\($0.rawValue)" })
    /// The previous secret signs beside the new one for a day.
    static let overlap: Int64 = 86_400

    var routes: [Route] {
        [
            Route(.get, "/v1/webhooks", .key(.webhooksManage), list),
            Route(.post, "/v1/webhooks", .key(.webhooksManage), create),
            Route(.get, "/v1/webhooks/{id}", .key(.webhooksManage), one),
            Route(.delete, "/v1/webhooks/{id}", .key(.webhooksManage), remove),
            Route(.post, "/v1/webhooks/{id}/rotate", .key(.webhooksManage), rotate),
            Route(.get, "/v1/webhooks/{id}/deliveries", .key(.webhooksManage), deliveries),
            Route(.post, "/v1/webhooks/{id}/deliveries/{delivery}/replay", .key(.webhooksManage), replay),
        ]
    }

    private struct Wish: Decodable {
        var url: String
        var events: [String]?
    }

    @Sendable private func list(_ call: Call) async throws -> HTTPResponse {
        try call.allowQuery([])
        let webhooks = try await store.webhooks(of: call.principal.firm ?? "")
        var json = JSONText()
        json.object { json in json.array("webhooks", webhooks) { Self.write(&$0, $1, secret: nil) } }
        return .json(json.text)
    }

    @Sendable private func create(_ call: Call) async throws -> HTTPResponse {
        try call.allowQuery([])
        guard call.request.mediaType == "application/json" else {
            throw Problem(415, "mediaType", "application/json is expected.")
        }
        let known: Set<String> = ["url", "events"]
        guard let object = try? JSONSerialization.jsonObject(with: Data(call.request.body)) as? [String: Any],
            Set(object.keys).isSubset(of: known), object["events"] == nil || object["events"] is [Any],
            let wish = try? JSONDecoder().decode(Wish.self, from: Data(call.request.body))
        else {
            throw Problem(422, "notUnderstood", "An object with url, and events if you want only some, is expected.")
        }
        let webhook = try await add(
            wish.url, Set(wish.events ?? []), firm: call.principal.firm ?? "", by: call.principal.actor)
        return .json(text(webhook.webhook, secret: webhook.secret), status: 201)
            .with("location", "/v1/webhooks/\(webhook.webhook.id)")
    }

    /// - Returns: the webhook and its secret, which is shown this once.
    func add(
        _ url: String, _ events: Set<String>, firm: String, by actor: String
    ) async throws -> (webhook: Webhook, secret: String) {
        if let fault = poster.fault(in: url) {
            throw Problem(422, "notUnderstood", "url: \(fault).", errors: [.init(position: "url", message: fault)])
        }
        guard events.isSubset(of: Self.eventNames) else {
            throw Problem(
                422, "notUnderstood", "events: of \(Self.eventNames.sorted().joined(separator: ", ")).",
                errors: [.init(position: "events", message: "an unknown name")])
        }
        guard try await store.webhooks(of: firm).count < Self.mostOfFirm else {
            throw Problem(409, "tooManyWebhooks", "A firm has at most \(Self.mostOfFirm); remove one first.")
        }
        let secret = Secrets.randomBytes(32)
        let webhook = Webhook(
            id: "wh_" + Hexadecimal.text(Secrets.randomBytes(8)), firm: firm, url: url, events: events,
            secret: secrets.seal(secret), created: clock.seconds)
        try await store.save(webhook, by: actor)
        return (webhook, "whsec_" + Base64.text(secret))
    }

    private func mine(_ call: Call) async throws -> Webhook {
        guard let webhook = try await store.webhook(call[parameter: "id"]), webhook.firm == call.principal.firm else {
            throw Problem.notFound
        }
        return webhook
    }

    @Sendable private func one(_ call: Call) async throws -> HTTPResponse {
        try call.allowQuery([])
        return .json(text(try await mine(call), secret: nil))
    }

    @Sendable private func remove(_ call: Call) async throws -> HTTPResponse {
        try call.allowQuery([])
        try await store.remove(webhook: try await mine(call).id, by: call.principal.actor)
        return HTTPResponse(status: 204)
    }

    @Sendable private func rotate(_ call: Call) async throws -> HTTPResponse {
        try call.allowQuery([])
        var webhook = try await mine(call)
        let secret = Secrets.randomBytes(32)
        webhook.previousSecret = webhook.secret
        webhook.previousUntil = clock.seconds + Self.overlap
        webhook.secret = secrets.seal(secret)
        try await store.save(webhook, by: call.principal.actor)
        return .json(text(webhook, secret: "whsec_" + Base64.text(secret)))
    }

    @Sendable private func deliveries(_ call: Call) async throws -> HTTPResponse {
        try call.allowQuery(["state", "limit"])
        let limit = try call.number("limit", default: 50, in: 1...500)
        var state: WebhookDelivery.State?
        if let text = try call.query("state") {
            guard let known = WebhookDelivery.State(rawValue: text) else {
                throw Problem.badRequest("state: waiting, delivered or dead is expected.")
            }
            state = known
        }
        let webhook = try await mine(call)
        let deliveries = try await store.deliveries(of: webhook.id, state: state, limit: limit)
        var json = JSONText()
        json.object { json in json.array("deliveries", deliveries, Self.write) }
        return .json(json.text)
    }

    @Sendable private func replay(_ call: Call) async throws -> HTTPResponse {
        try call.allowQuery([])
        let webhook = try await mine(call)
        guard var delivery = try await store.delivery(call[parameter: "delivery"]), delivery.webhook == webhook.id
        else {
            throw Problem.notFound
        }
        delivery.state = .waiting
        delivery.attempts = 0
        delivery.due = clock.seconds
        try await store.save(delivery)
        var json = JSONText()
        Self.write(&json, delivery)
        return .json(json.text, status: 202)
    }

    private func text(_ webhook: Webhook, secret: String?) -> String {
        var json = JSONText()
        Self.write(&json, webhook, secret: secret)
        return json.text
    }

    private static func write(_ json: inout JSONText, _ webhook: Webhook, secret: String?) {
        json.object { json in
            json.field("id", webhook.id)
            json.field("url", webhook.url)
            json.array("events", webhook.events.sorted()) { $0.value($1) }
            json.field("enabled", webhook.isEnabled)
            json.field("secret", secret)
        }
    }

    private static func write(_ json: inout JSONText, _ delivery: WebhookDelivery) {
        json.object { json in
            json.field("id", delivery.id)
            json.field("type", delivery.name)
            json.field("state", delivery.state.rawValue)
            json.field("attempts", delivery.attempts)
            json.field("lastAnswer", delivery.lastAnswer)
        }
    }
}
