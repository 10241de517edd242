import GatePipeline

/// Who listens to what. Published events go to those who listen; the past comes from the store, so that a stream has each event once.
public final class EventHub: Sendable {
    private struct State {
        var subscriptions: [String: [ObjectIdentifier: EventSubscription]] = [:]
        var lastPublished: [String: Int64] = [:]
        var isClosed = false
    }

    private let state = Locked(State())
    private let readModel: any StatusReadModel
    private let cursors: EventCursors
    static let mostStreams = 3000

    init(readModel: any StatusReadModel, cursors: EventCursors) {
        self.readModel = readModel
        self.cursors = cursors
    }

    public var count: Int { state.withLock { $0.subscriptions.values.reduce(0) { $0 + $1.count } } }

    /// A stream of a channel's events after a place, the past first.
    /// - Throws: 503 when too many listen, or the server stops.
    func subscribe(_ channel: String, principal: Principal, after position: Int64) throws(Problem) -> EventSubscription
    {
        let subscription = EventSubscription(channel: channel, principal: principal, position: position) {
            [weak self] in self?.remove($0)
        }
        let isTaken = state.withLock { state in
            guard !state.isClosed, state.subscriptions.values.reduce(0, { $0 + $1.count }) < Self.mostStreams else {
                return false
            }
            state.subscriptions[channel, default: [:]][ObjectIdentifier(subscription)] = subscription
            return true
        }
        guard isTaken else {
            throw Problem(
                503, "tooManyStreams", "Too many event streams are open.",
                headers: HeaderFields([(name: "retry-after", value: "10")]))
        }
        subscription.comment("bordergate")
        Task { await self.catchUp(subscription) }
        return subscription
    }

    func remove(_ subscription: EventSubscription) {
        subscription.end()
        state.withLock {
            $0.subscriptions[subscription.channel]?[ObjectIdentifier(subscription)] = nil
            if $0.subscriptions[subscription.channel]?.isEmpty == true { $0.subscriptions[subscription.channel] = nil }
        }
    }

    /// In order of sequence, after the commit.
    func publish(_ event: ServiceEvent, to channels: [String]) {
        for channel in channels {
            let listeners = state.withLock { state in
                state.lastPublished[channel] = event.sequence
                return state.subscriptions[channel].map { Array($0.values) } ?? []
            }
            guard !listeners.isEmpty else { continue }
            let bytes = text(event, channel)
            for listener in listeners { listener.publish(bytes, sequence: event.sequence) }
        }
    }

    private func catchUp(_ subscription: EventSubscription) async {
        while !subscription.isEnded {
            let page: [ServiceEvent]
            do {
                page = try await readModel.events(
                    after: subscription.position, channel: subscription.channel, limit: 200)
            } catch {
                // The client comes again with its place.
                subscription.end()
                return
            }
            for event in page { await subscription.replay(text(event, subscription.channel), sequence: event.sequence) }
            guard page.isEmpty else { continue }
            // With the hub locked: what is published later finds the stream live, what was published before is in `lastPublished`.
            let isLive = state.withLock {
                subscription.goLive(lastPublished: $0.lastPublished[subscription.channel] ?? 0)
            }
            if isLive { return }
        }
    }

    private func text(_ event: ServiceEvent, _ channel: String) -> [UInt8] {
        let cursor = cursors.text(event.sequence, channel: channel)
        return Array("id: \(cursor)\nevent: \(event.name)\ndata: \(event.body)\n\n".utf8)
    }

    /// Comments that keep proxies from closing and find clients that went; streams whose holder may no longer listen end.
    func keepAlive(_ isAllowed: @Sendable (Principal) async -> Bool) async {
        let all = state.withLock { $0.subscriptions.values.flatMap(\.values) }
        var known: [Principal: Bool] = [:]
        for subscription in all {
            let allowed: Bool
            if let seen = known[subscription.principal] {
                allowed = seen
            } else {
                allowed = await isAllowed(subscription.principal)
                known[subscription.principal] = allowed
            }
            if allowed { subscription.comment("keep-alive") } else { subscription.end() }
        }
    }

    /// No new streams; those that are open end.
    func close() {
        let all = state.withLock { state in
            state.isClosed = true
            return state.subscriptions.values.flatMap(\.values)
        }
        for subscription in all { subscription.end() }
    }
}
