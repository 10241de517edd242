/// Where a firm wants to be told.
public struct Webhook: Sendable, Hashable {
    public var id: String
    public var firm: String
    public var url: String
    /// Names of events; empty for all.
    public var events: Set<String>
    /// Sealed secret, and the one before it while both sign.
    public var secret: [UInt8]
    public var previousSecret: [UInt8]?
    /// Until when the previous secret signs, seconds since 1970.
    public var previousUntil: Int64?
    public var created: Int64
    public var isEnabled: Bool

    public init(
        id: String, firm: String, url: String, events: Set<String>, secret: [UInt8], previousSecret: [UInt8]? = nil,
        previousUntil: Int64? = nil, created: Int64, isEnabled: Bool = true
    ) {
        self.id = id
        self.firm = firm
        self.url = url
        self.events = events
        self.secret = secret
        self.previousSecret = previousSecret
        self.previousUntil = previousUntil
        self.created = created
        self.isEnabled = isEnabled
    }
}

/// One event on its way to one webhook.
public struct WebhookDelivery: Sendable, Hashable {
    public enum State: String, Codable, Sendable { case waiting, delivered, dead }
    /// The receiver's `webhook-id`: the same on every try.
    public var id: String
    public var webhook: String
    public var event: Int64
    public var name: String
    public var body: String
    public var state: State
    public var attempts: Int
    /// Next try, seconds since 1970.
    public var due: Int64
    /// First try, seconds since 1970.
    public var created: Int64
    /// Answer of the last try: a status, or why there was none.
    public var lastAnswer: String?

    public init(
        id: String, webhook: String, event: Int64, name: String, body: String, state: State, attempts: Int, due: Int64,
        created: Int64, lastAnswer: String?
    ) {
        self.id = id
        self.webhook = webhook
        self.event = event
        self.name = name
        self.body = body
        self.state = state
        self.attempts = attempts
        self.due = due
        self.created = created
        self.lastAnswer = lastAnswer
    }
}

/// Webhooks and the log of their deliveries.
public protocol WebhookStore: Sendable {
    func webhooks(of firm: String) async throws -> [Webhook]
    func webhook(_ id: String) async throws -> Webhook?
    func save(_ webhook: Webhook, by actor: String) async throws
    func remove(webhook id: String, by actor: String) async throws
    /// Waiting ones whose time has come, oldest first, one a webhook at most.
    func dueDeliveries(at now: Int64, limit: Int) async throws -> [WebhookDelivery]
    func save(_ delivery: WebhookDelivery) async throws
    /// Newest first.
    func deliveries(of webhook: String, state: WebhookDelivery.State?, limit: Int) async throws -> [WebhookDelivery]
    func delivery(_ id: String) async throws -> WebhookDelivery?
    /// Counts by state, for metrics.
    func deliveryCounts() async throws -> [WebhookDelivery.State: Int]
}
