import GateDomain
import GatePipeline

/// What a receiver said.
enum WebhookAnswer: Sendable, Equatable {
    case status(Int)
    /// Why there was no answer.
    case failed(String)
    /// The address is none that we call.
    case refused(String)

    var isTaken: Bool { if case .status(200..<300) = self { true } else { false } }
    /// Trying again can't help: not an address for us, or gone for good.
    var isFinal: Bool { if case .refused = self { true } else { self == .status(410) } }
    var text: String {
        switch self {
        case .status(let status): "HTTP \(status)"
        case .failed(let reason), .refused(let reason): reason
        }
    }
}

/// Posts to receivers.
protocol WebhookPoster: Sendable {
    /// Why this address is not taken; nil when it is.
    func fault(in url: String) -> String?
    func post(_ body: [UInt8], to url: String, headers: [(name: String, value: String)]) async -> WebhookAnswer
}

/// Sends what is due: each delivery until a receiver takes it, with growing pauses, for two days; then it is a dead letter.
final class WebhookSender: Sendable {
    private let store: any WebhookStore
    private let poster: any WebhookPoster
    private let secrets: Secrets
    private let clock: ServerClock
    /// Seconds from the first try until a delivery is given up.
    private let longest: Int64
    private let task = Locked<Task<Void, Never>?>(nil)

    init(
        store: any WebhookStore, poster: any WebhookPoster, secrets: Secrets, clock: ServerClock,
        longest: Int64 = 2 * 86_400
    ) {
        self.longest = longest
        self.store = store
        self.poster = poster
        self.secrets = secrets
        self.clock = clock
    }

    func start() {
        let running = Task {
            while !Task.isCancelled {
                if await deliverDue() == 0 { try? await Task.sleep(for: .milliseconds(300)) }
            }
        }
        task.withLock { $0 = running }
    }

    func stop() async {
        let running = task.withLock { $0 }
        running?.cancel()
        await running?.value
    }

    /// Sends what is due, one of each webhook, side by side; returns how many.
    @discardableResult
    func deliverDue() async -> Int {
        guard let due = try? await store.dueDeliveries(at: clock.seconds, limit: 32), !due.isEmpty else { return 0 }
        await withTaskGroup(of: Void.self) { group in
            for delivery in due { group.addTask { await self.deliver(delivery) } }
        }
        return due.count
    }

    private func deliver(_ delivery: WebhookDelivery) async {
        guard let webhook = try? await store.webhook(delivery.webhook) else { return }
        let now = clock.seconds
        var next = delivery
        next.attempts += 1
        // The two days count from the first try, not from the event: a webhook that was switched off loses nothing.
        if delivery.attempts == 0 { next.created = now }
        let body = Self.body(delivery)
        let answer: WebhookAnswer
        if let signature = signature(webhook, delivery.id, now, body) {
            answer = await poster.post(
                Array(body.utf8), to: webhook.url,
                headers: [
                    (name: "webhook-id", value: delivery.id), (name: "webhook-timestamp", value: String(now)),
                    (name: "webhook-signature", value: signature),
                ])
        } else {
            answer = .failed("the secret can't be opened: rotate it")
        }
        next.lastAnswer = answer.text
        if answer.isTaken {
            next.state = .delivered
        } else {
            next.due = clock.seconds + Self.pause(after: next.attempts)
            if answer.isFinal || next.due > next.created + longest { next.state = .dead }
        }
        // Not kept: it is sent again under the same id, which receivers may see twice.
        try? await store.save(next)
    }

    /// 1, 2, 4 … seconds, an hour at most.
    static func pause(after attempts: Int) -> Int64 { min(3600, 1 << Int64(min(12, max(0, attempts - 1)))) }

    /// The event under its type, as Standard Webhooks recommends.
    static func body(_ delivery: WebhookDelivery) -> String {
        var json = JSONText()
        json.object {
            $0.field("type", delivery.name)
            $0.raw("data", delivery.body)
        }
        return json.text
    }

    private func signature(_ webhook: Webhook, _ id: String, _ now: Int64, _ body: String) -> String? {
        guard let secret = secrets.open(webhook.secret) else { return nil }
        var signing = [secret]
        if let until = webhook.previousUntil, now < until, let previous = webhook.previousSecret.flatMap(secrets.open) {
            signing.append(previous)
        }
        let message = Array("\(id).\(now).\(body)".utf8)
        return signing.map { "v1," + Base64.text(Secrets.hmac(key: $0, message)) }.joined(separator: " ")
    }
}
