public import GateDomain
public import GatePipeline

/// What the service keeps, by the doors through which it uses it.
public typealias ServiceStores = AccountStore & FilingStore & ProjectionStore & StatusReadModel & WebhookStore

/// How the service is to run.
public struct ServiceOptions: Sendable {
    public var server: LiveServer.Options
    /// Hosts and addresses that webhooks may have although they are private, `127.0.0.1:9000`.
    public var webhookAllowList: Set<String> = []
    /// Seconds from a delivery's first try until it is a dead letter.
    public var webhookPatience: Int64 = 2 * 86_400
    /// Changes of one firm a second, and how many at once.
    public var changesPerSecond = 100.0
    public var changesBurst = 1000.0

    public init(server: LiveServer.Options) { self.server = server }
}

/// The status service: routes, who may use them, events, webhooks, joined over the doors of a gate.
public final class StatusService: Sendable {
    public let application: Application
    public let hub: EventHub
    private let live: LiveServer
    private let projector: Projector
    private let webhooks: WebhookSender
    private let gatekeeper: Gatekeeper
    private let keepAlive = Locked<Task<Void, Never>?>(nil)
    private let isServing: Locked<Bool>

    /// - Parameters:
    ///   - areas: routes of further areas (the officers' desk), made with what they need of the service.
    ///   - gauges: what else `/metrics` tells.
    /// - Throws: `Router.Fault` when two routes are in each other's way.
    public init(
        stores: any ServiceStores, door: any DeclarationDoor, reader: any MessageReader, secrets: Secrets,
        options: ServiceOptions, clock: ServerClock = .system,
        areas: (ServiceParts) -> [Route] = { _ in [] },
        gauges: @escaping @Sendable () async -> [ServiceGauge] = { [] },
        log: @escaping @Sendable (AccessLine) -> Void = { _ in }
    ) throws {
        let gatekeeper = Gatekeeper(accounts: stores, secrets: secrets, clock: clock)
        let cursors = EventCursors(secrets: secrets)
        let hub = EventHub(readModel: stores, cursors: cursors)
        let projector = Projector(store: stores, secrets: secrets, clock: clock) { hub.publish($0, to: $1) }
        let poster = CurlPoster(allowList: options.webhookAllowList)
        let webhooks = WebhookSender(
            store: stores, poster: poster, secrets: secrets, clock: clock, longest: options.webhookPatience)
        let desk = FilingDesk(store: stores, accounts: stores, door: door, secrets: secrets, clock: clock)
        let metrics = ServerMetrics()
        let isServing = Locked(false)
        let declarations = DeclarationRoutes(desk: desk, reader: reader, readModel: stores, secrets: secrets)
        let movements = MovementRoutes(readModel: stores, cursors: cursors)
        let operations = OperationRoutes(
            metrics: metrics,
            gauges: {
                var all = await gauges()
                all.append(ServiceGauge("gate_event_streams", "Open event streams.", Double(hub.count)))
                all.append(
                    ServiceGauge(
                        "gate_projection_failures_total", "Looks at the log that failed.",
                        Double(await projector.failures),
                        type: "counter"))
                for (state, count) in (try? await stores.deliveryCounts()) ?? [:] {
                    all.append(
                        ServiceGauge(
                            "gate_webhook_deliveries", "Deliveries of webhooks by state.", Double(count),
                            labels: "state=\"\(state.rawValue)\""))
                }
                return all
            }, isReady: { isServing.withLock { $0 } })
        let hooks = WebhookRoutes(store: stores, poster: poster, secrets: secrets, clock: clock)
        let account = AccountPages(
            accounts: stores, gatekeeper: gatekeeper, passwords: Passwords(), secrets: secrets, clock: clock)
        let parts = ServiceParts(hub: hub, cursors: cursors, accounts: stores, secrets: secrets, clock: clock)
        let routes =
            operations.routes + account.routes + movements.routes
            + EventRoutes(readModel: stores, hub: hub, cursors: cursors).routes + declarations.routes
            + hooks.routes
            + FirmPages(
                movements: movements, declarations: declarations, readModel: stores, accounts: stores, webhooks: hooks,
                secrets: secrets, clock: clock
            ).routes + areas(parts)
        application = Application(
            router: try Router(routes), gatekeeper: gatekeeper, accounts: stores, metrics: metrics,
            limits: RateLimits(perSecond: options.changesPerSecond, burst: options.changesBurst, clock: clock),
            isSecure: options.server.tls != nil, clock: clock, log: log)
        live = LiveServer(options: options.server, responder: application)
        self.hub = hub
        self.projector = projector
        self.webhooks = webhooks
        self.gatekeeper = gatekeeper
        self.isServing = isServing
    }

    /// Listens; the tables are brought up to the log beside it.
    /// - Throws: `ServerError`.
    public func start() async throws {
        try live.start()
        await projector.start()
        webhooks.start()
        let task = Task { [hub, gatekeeper] in
            while !Task.isCancelled {
                try? await Task.sleep(for: .seconds(5))
                await hub.keepAlive { await gatekeeper.isStillAllowed($0) }
            }
        }
        keepAlive.withLock { $0 = task }
        isServing.withLock { $0 = true }
    }

    /// Answers what is in flight, ends the streams, then returns.
    public func stop() async {
        isServing.withLock { $0 = false }
        keepAlive.withLock { $0?.cancel() }
        hub.close()
        await live.stop()
        await projector.stop()
        await webhooks.stop()
    }

    /// The port that it listens on.
    public var port: UInt16 { live.port }

    /// Brings the tables up to the log now; for tests and after a command.
    public func catchUp() async throws { try await projector.follow() }

    /// What the projection keeps of a declaration that was just taken; for benchmarks, which fill tables without a log.
    public static func rendered(_ declaration: Declaration, secrets: Secrets, now: Instant) -> RenderedMovement {
        let movement = Ladder.movement(of: declaration, secrets: secrets, now: now)
        return RenderedMovement(movement: movement, body: MovementRenderer.body(movement))
    }
}

/// What an area of the pages needs of the service.
public struct ServiceParts: Sendable {
    public let hub: EventHub
    let cursors: EventCursors
    public let accounts: any AccountStore
    public let secrets: Secrets
    public let clock: ServerClock

    /// A stream of a channel from a place that the client names, else from `latest`.
    public func stream(_ channel: String, for call: Call, latest: Int64) throws(Problem) -> HTTPResponse {
        var after = latest
        if let text = call.request.headers["last-event-id"] {
            guard let position = cursors.sequence(text, channel: channel) else {
                throw .badRequest("Last-Event-ID: not one of ours; begin without it.")
            }
            after = position
        }
        return .events(try hub.subscribe(channel, principal: call.principal, after: after))
    }
}

/// One number of `/metrics`.
public struct ServiceGauge: Sendable {
    public var name: String
    public var help: String
    public var value: Double
    /// `state="dead"`; empty for none.
    public var labels: String
    /// `gauge` or `counter`.
    public var type: String

    public init(_ name: String, _ help: String, _ value: Double, labels: String = "", type: String = "gauge") {
        self.name = name
        self.help = help
        self.value = value
        self.labels = labels
        self.type = type
    }
}
