import Foundation
import GateDomain
public import GatePipeline

/// What the desk keeps and reads.
public typealias DeskStores = DeskStore & StatusReadModel & AccountStore

/// The officers' pages. Who may what is `DeskAction`'s matrix, asked here for every route.
public struct DeskPages: Sendable {
    let parts: ServiceParts
    let store: any DeskStores
    let presence = DeskPresence()
    /// How the lanes are; nil where none run in this process.
    let health: @Sendable () async -> GateHealth?

    public init(
        parts: ServiceParts, store: any DeskStores,
        health: @escaping @Sendable () async -> GateHealth? = { nil }
    ) {
        self.parts = parts
        self.store = store
        self.health = health
    }

    public var routes: [Route] {
        [
            route(.get, "/desk", .look, queue),
            route(.get, "/desk/search", .look, search),
            route(.get, "/desk/next", .claim, next),
            route(.get, "/desk/stream", .look, stream),
            route(.get, "/desk/cases/{id}", .look) { try await casePage($0) },
            route(.get, "/desk/cases/{id}/presence", .look, look),
            route(.get, "/desk/cases/{id}/pictures/{sha}", .look, picture),
            route(.post, "/desk/reroute", .reroute, reroute),
        ] + orders + watchRoutes + laneRoutes + turnaroundRoutes + administration
            + asset("/assets/desk.css", "text/css; charset=utf-8", PackageResources.desk_css)
            + asset("/assets/desk.js", "text/javascript; charset=utf-8", PackageResources.desk_js)
    }

    func route(_ method: HTTPMethod, _ path: PathPattern, _ action: DeskAction, _ handler: @escaping Route.Handler)
        -> Route
    {
        Route(method, path, .roles(action.roles), handler)
    }

    private func asset(_ path: PathPattern, _ type: String, _ bytes: [UInt8]) -> [Route] {
        [
            Route(.get, path, .open) { _ in
                HTTPResponse(type: type, bytes: bytes).with("cache-control", "public, max-age=300")
            }
        ]
    }

    static func officer(_ call: Call) throws(Problem) -> DeskOfficer {
        guard let account = call.principal.account else { throw .forbidden }
        return DeskOfficer(name: account.name, role: account.role, agency: account.agency)
    }

    // MARK: Queue

    @Sendable private func queue(_ call: Call) async throws -> HTTPResponse {
        try await queuePage(call, notice: .empty, status: 200)
    }

    private func queuePage(_ call: Call, notice: HTML, status: Int) async throws -> HTTPResponse {
        let officer = try Self.officer(call)
        var query = DeskQuery(officer: officer.name)
        query.view = try call.query("view").flatMap(DeskQuery.View.init) ?? .waiting
        query.channel = try call.query("channel").flatMap(Channel.init)
        if let lane = try call.query("lane"), let slash = lane.lastIndex(of: "/") {
            query.gate = String(lane[..<slash])
            query.lane = String(lane[lane.index(after: slash)...])
        }
        query.agency = try call.query("agency").flatMap { $0.isEmpty ? nil : $0 }
        query.isPerishable = try call.query("perishable") == "yes"
        query.offset = try call.number("offset", default: 0, in: 0...100_000)
        return QueuePage(
            call: call, officer: officer, query: query, queue: try await store.queue(query),
            presence: presence.others(than: officer.name, now: parts.clock.seconds), now: parts.clock.now,
            notice: notice
        ).response(status: status)
    }

    /// What was looked for is part of the record.
    @Sendable private func search(_ call: Call) async throws -> HTTPResponse {
        let officer = try Self.officer(call)
        let language = call.language
        let text = String((try call.query("q") ?? "").prefix(100)).trimmingCharacters(in: .whitespacesAndNewlines)
        let rows = text.isEmpty ? [] : try await store.search(text, limit: 50)
        if !text.isEmpty, presence.isFresh(officer.name, "search \(text)", now: parts.clock.seconds) {
            try await store.record("desk.searched", by: officer.name, subject: text, detail: nil)
        }
        return Page(QueueWords.found(language), for: call) {
            tag(.div, .class("wide"), .data("page", "search")) {
                DeskParts.searchForm(text, language)
                if rows.isEmpty {
                    tag(.p, .class("notice"), text: QueueWords.nothingFound(language))
                } else {
                    CaseTable(
                        call: call, officer: officer, rows: rows, query: Self.all(officer), now: parts.clock.now
                    ).html
                }
                DeskParts.help(
                    [("j ↓", QueueWords.keyDown), ("k ↑", QueueWords.keyUp), ("Enter", QueueWords.keyOpen)], language)
            }
        }.with(scripts: DeskParts.scripts, styles: DeskParts.styles).response()
    }

    private static func all(_ officer: DeskOfficer) -> DeskQuery {
        var query = DeskQuery(officer: officer.name)
        query.view = .done
        return query
    }

    /// The gravest that nobody has in hand.
    @Sendable private func next(_ call: Call) async throws -> HTTPResponse {
        let officer = try Self.officer(call)
        var query = DeskQuery(officer: officer.name)
        query.limit = 200
        let rows = try await store.queue(query).rows
        if let row = rows.first(where: { $0.state == .opened }) {
            return .seeOther(DeskParts.path(row.passage))
        }
        return try await queuePage(
            call, notice: DeskParts.notice(QueueWords.nothingWaits(call.language)), status: 200)
    }

    @Sendable private func stream(_ call: Call) async throws -> HTTPResponse {
        try parts.stream(Audience.deskChannel, for: call, latest: try await store.lastEvent())
    }

    @Sendable private func reroute(_ call: Call) async throws -> HTTPResponse {
        let officer = try Self.officer(call)
        let form = try call.form()
        guard let agency = form["agency"].flatMap(Agency.init) else {
            return try await queuePage(
                call, notice: refused(.notAllowed, call), status: 422)
        }
        var failure: DeskRefusal?
        for name in form.keys.sorted() where name.hasPrefix("pick:") {
            do {
                try await store.take(
                    .reroute(agency, text: form["text"] ?? ""), on: String(name.dropFirst(5)), by: officer,
                    at: parts.clock.now)
            } catch let refusal as DeskRefusal {
                failure = refusal
            }
        }
        if let failure { return try await queuePage(call, notice: refused(failure, call), status: 409) }
        return .seeOther("/desk")
    }

    func refused(_ refusal: DeskRefusal, _ call: Call) -> HTML {
        DeskParts.notice(DecideWords.refusal(refusal, call.language), isStop: true)
    }
}
