import GateDomain
public import GatePipeline

extension ServiceStore: WebhookStore {
    private static func webhook(_ row: [Connection.Value]) -> Webhook {
        Webhook(
            id: row[0].text ?? "", firm: row[1].text ?? "", url: row[2].text ?? "",
            events: Set((row[3].text ?? "").split(separator: " ").map(String.init)), secret: row[4].bytes ?? [],
            previousSecret: row[5].bytes, previousUntil: row[6].integer, created: row[7].integer ?? 0,
            isEnabled: row[8].integer != 0)
    }

    public func webhooks(of firm: String) async throws -> [Webhook] {
        try await read {
            try $0.run("SELECT * FROM webhooks WHERE firm = ? ORDER BY created, id", [.text(firm)]).map(Self.webhook)
        }
    }

    public func webhook(_ id: String) async throws -> Webhook? {
        try await read { try $0.run("SELECT * FROM webhooks WHERE id = ?", [.text(id)]).first.map(Self.webhook) }
    }

    public func save(_ webhook: Webhook, by actor: String) async throws {
        try await write { connection, audit in
            try connection.run(
                "INSERT OR REPLACE INTO webhooks VALUES (?,?,?,?,?,?,?,?,?)",
                [
                    .text(webhook.id), .text(webhook.firm), .text(webhook.url),
                    .text(webhook.events.sorted().joined(separator: " ")), .bytes(webhook.secret),
                    .bytes(webhook.previousSecret), .integer(webhook.previousUntil), .integer(webhook.created),
                    .flag(webhook.isEnabled),
                ])
            Self.note(audit, "service.webhookSaved", actor, webhook.id, webhook.firm)
        }
    }

    public func remove(webhook id: String, by actor: String) async throws {
        try await write { connection, audit in
            try connection.run("DELETE FROM webhooks WHERE id = ?", [.text(id)])
            guard connection.changes > 0 else { return }
            try connection.run("DELETE FROM deliveries WHERE webhook = ?", [.text(id)])
            Self.note(audit, "service.webhookRemoved", actor, id, nil)
        }
    }

    /// In the transaction of the event.
    static func addDeliveries(of event: ServiceEvent, firm: String, _ connection: Connection) throws {
        for webhook in try connection.run("SELECT * FROM webhooks WHERE firm = ? AND enabled = 1", [.text(firm)]).map(
            webhook)
        where webhook.events.isEmpty || webhook.events.contains(event.name) {
            let now = now.microseconds / 1_000_000
            let id = "msg_" + Hashing.sha256Hex(Array("\(webhook.id) \(event.sequence)".utf8)).prefix(32)
            try connection.run(
                "INSERT INTO deliveries VALUES (?,?,?,?,?,'waiting',0,?,?,NULL) ON CONFLICT DO NOTHING",
                [
                    .text(id), .text(webhook.id), .integer(event.sequence), .text(event.name), .text(event.body),
                    .integer(now),
                    .integer(now),
                ])
        }
    }

    private static func delivery(_ row: [Connection.Value]) -> WebhookDelivery {
        WebhookDelivery(
            id: row[0].text ?? "", webhook: row[1].text ?? "", event: row[2].integer ?? 0, name: row[3].text ?? "",
            body: row[4].text ?? "", state: row[5].text.flatMap(WebhookDelivery.State.init) ?? .dead,
            attempts: Int(row[6].integer ?? 0), due: row[7].integer ?? 0, created: row[8].integer ?? 0,
            lastAnswer: row[9].text)
    }

    public func dueDeliveries(at now: Int64, limit: Int) async throws -> [WebhookDelivery] {
        try await read {
            // The oldest of each webhook: events arrive in order, and a dead receiver holds up itself alone.
            try $0.run(
                """
                SELECT d.* FROM deliveries AS d JOIN webhooks AS w ON w.id = d.webhook AND w.enabled = 1
                WHERE d.state = 'waiting' AND d.due <= ?1 AND d.event = (
                    SELECT min(event) FROM deliveries WHERE webhook = d.webhook AND state = 'waiting')
                ORDER BY d.due LIMIT ?2
                """, [.integer(now), .integer(Int64(limit))]
            ).map(Self.delivery)
        }
    }

    public func save(_ delivery: WebhookDelivery) async throws {
        try await write { connection, _ in
            try connection.run(
                "UPDATE deliveries SET state = ?, attempts = ?, due = ?, created = ?, last_answer = ? WHERE id = ?",
                [
                    .text(delivery.state.rawValue), .integer(Int64(delivery.attempts)), .integer(delivery.due),
                    .integer(delivery.created), .text(delivery.lastAnswer), .text(delivery.id),
                ])
        }
    }

    public func deliveries(
        of webhook: String, state: WebhookDelivery.State?, limit: Int
    ) async throws -> [WebhookDelivery] {
        try await read {
            try $0.run(
                """
                SELECT * FROM deliveries WHERE webhook = ?1 AND (?2 IS NULL OR state = ?2) ORDER BY event DESC LIMIT ?3
                """, [.text(webhook), .text(state?.rawValue), .integer(Int64(limit))]
            ).map(Self.delivery)
        }
    }

    public func delivery(_ id: String) async throws -> WebhookDelivery? {
        try await read { try $0.run("SELECT * FROM deliveries WHERE id = ?", [.text(id)]).first.map(Self.delivery) }
    }

    public func deliveryCounts() async throws -> [WebhookDelivery.State: Int] {
        try await read {
            var counts: [WebhookDelivery.State: Int] = [:]
            for row in try $0.run("SELECT state, count(*) FROM deliveries GROUP BY state") {
                if let state = row[0].text.flatMap(WebhookDelivery.State.init) {
                    counts[state] = Int(row[1].integer ?? 0)
                }
            }
            return counts
        }
    }
}
