import GateDomain
import GatePipeline

extension DeskPages {
    var watchRoutes: [Route] {
        func order(
            _ name: String, _ read: @escaping @Sendable ([String: String]) -> WatchOrder?
        ) -> Route {
            route(.post, PathPattern("/desk/watch/\(name)"), .watch) { try await take($0, read) }
        }
        @Sendable func act(_ form: [String: String]) -> Int? { form["act"].flatMap { Int($0) } }
        return [
            route(.get, "/desk/watch", .watch) { try await watchPage($0) },
            order("add") { form in
                WatchedThing.Kind(rawValue: form["kind"] ?? "").map { kind in
                    .add(
                        WatchedThing(
                            kind: kind, text: form["text"] ?? "", severity: form["severity"] == "4" ? 4 : 3,
                            note: form["note"] ?? ""))
                }
            },
            order("remove") { act($0).map { .remove(act: $0) } },
            order("confirm") { act($0).map { .confirm(act: $0) } },
            order("decline") { act($0).map { .decline(act: $0) } },
        ]
    }

    private func watchPage(_ call: Call, notice: HTML = .empty, status: Int = 200) async throws -> HTTPResponse {
        let officer = try Self.officer(call)
        if presence.isFresh(officer.name, "watch list", now: parts.clock.seconds) {
            try await store.record("watch.opened", by: officer.name, subject: "watch list", detail: nil)
        }
        return WatchPage(
            call: call, officer: officer, desk: WatchDesk(try await store.watchActs()), notice: notice
        ).response(status: status)
    }

    private func take(_ call: Call, _ read: @Sendable ([String: String]) -> WatchOrder?) async throws -> HTTPResponse {
        let officer = try Self.officer(call)
        guard let order = read(try call.form()) else {
            throw Problem(422, "notUnderstood", "The form is not complete. Open the page again.")
        }
        do {
            try await store.take(order, by: officer, at: parts.clock.now)
        } catch let refusal as DeskRefusal {
            try await store.record("watch.refused", by: officer.name, subject: "watch list", detail: "\(refusal)")
            let status =
                switch refusal {
                case .notAllowed, .sameOfficer: 403
                case .textMissing, .noPlateOrNumber: 422
                default: 409
                }
            return try await watchPage(call, notice: refused(refusal, call), status: status)
        }
        return .seeOther("/desk/watch")
    }
}
