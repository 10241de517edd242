import GatePipeline

/// What happened to a firm's movements, in one order, by pages or as a stream.
struct EventRoutes: Sendable {
    let readModel: any StatusReadModel
    let hub: EventHub
    let cursors: EventCursors

    var routes: [Route] { [Route(.get, "/v1/events", .key(.statusRead), events)] }

    /// The channel of a firm's events.
    static func channel(_ firm: String) -> String { "firm \(firm)" }

    @Sendable private func events(_ call: Call) async throws -> HTTPResponse {
        guard let firm = call.principal.firm else { throw Problem.notFound }
        try call.allowQuery(["cursor", "limit"])
        let channel = Self.channel(firm)
        let limit = try call.number("limit", default: 100, in: 1...1000)
        let isStream = call.request.prefers("text/event-stream")
        let text = try (isStream ? call.request.headers["last-event-id"] : nil) ?? call.query("cursor")
        var after: Int64 = 0
        if let text {
            guard let position = cursors.sequence(text, channel: channel) else {
                throw Problem.badRequest("cursor: not one of ours; begin without it.")
            }
            after = position
        } else if isStream {
            // Without a place a stream begins now.
            after = try await readModel.lastEvent()
        }
        if isStream { return .events(try hub.subscribe(channel, principal: call.principal, after: after)) }
        let events = try await readModel.events(after: after, channel: channel, limit: limit)
        var json = JSONText()
        json.object { json in
            json.array("events", events) { json, event in json.raw(event.body) }
            // Always there: the place from which to ask again.
            json.field("nextCursor", cursors.text(events.last?.sequence ?? after, channel: channel))
        }
        return .json(json.text)
    }
}
