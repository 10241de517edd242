import Foundation
import GateDomain
import GatePipeline

extension DeskPages {
    /// Every order of an officer is a path of its own under the case, with the action that its role must allow.
    var orders: [Route] {
        func order(
            _ name: String, _ action: DeskAction, _ read: @escaping @Sendable ([String: String]) -> DeskOrder?
        ) -> Route {
            route(.post, PathPattern("/desk/cases/{id}/\(name)"), action) { try await take($0, read) }
        }
        let text: @Sendable ([String: String]) -> String = { $0["text"] ?? "" }
        func resolution(_ resolution: ClearanceCase.Resolution) -> Route {
            order(resolution.rawValue, .decide) { .resolve(resolution, code: $0["code"] ?? "", text: text($0)) }
        }
        return [
            order("claim", .claim) { _ in .claim },
            order("unclaim", .claim) { _ in .unclaim },
            resolution(.release), resolution(.refer), resolution(.refuse),
            order("confirm", .confirm) { form in
                form["act"].flatMap { Int($0) }.map { .confirm(act: $0, text: text(form)) }
            },
            order("decline", .confirm) { form in
                form["act"].flatMap { Int($0) }.map { .decline(act: $0, text: text(form)) }
            },
            order("hold", .hold) { .hold(text: text($0)) },
            order("lift", .lift) { .lift(agency: $0["subject"] ?? "", text: text($0)) },
            order("inspect", .inspect) { form in
                DeskOrder.InspectionWay(rawValue: form["code"] ?? "").map { .askInspection($0, text: text(form)) }
            },
            order("inspected", .inspect) { form in
                DeskOrder.InspectionOutcome(rawValue: form["code"] ?? "").map { .inspected($0, text: text(form)) }
            },
            order("correct", .correct) {
                .correct(sighting: $0["subject"] ?? "", to: $0["to"] ?? "", text: text($0))
            },
            order("note", .note) { .note(text($0)) },
            order("reopen", .reopen) { .reopen(text: text($0)) },
        ]
    }

    @Sendable private func take(
        _ call: Call, _ read: @Sendable ([String: String]) -> DeskOrder?
    ) async throws -> HTTPResponse {
        let officer = try Self.officer(call)
        let id = call[parameter: "id"]
        guard let order = read(try call.form()) else {
            throw Problem(422, "notUnderstood", "The form is not complete. Open the case again.")
        }
        do {
            try await store.take(order, on: id, by: officer, at: parts.clock.now)
        } catch DeskRefusal.noSuchCase {
            throw Problem.notFound
        } catch let refusal as DeskRefusal {
            try await store.record(
                "desk.refused", by: officer.name, subject: id, detail: "\(order.action.rawValue): \(refusal)")
            let status =
                switch refusal {
                case .notAllowed, .notYourHold, .sameOfficer: 403
                case .reasonMissing, .textMissing, .noPlateOrNumber, .noSuchRead: 422
                default: 409
                }
            return try await casePage(call, notice: refused(refusal, call), status: status)
        }
        return .seeOther(DeskParts.path(id) + "?done=1")
    }

    func casePage(_ call: Call, notice: HTML = .empty, status: Int = 200) async throws -> HTTPResponse {
        let officer = try Self.officer(call)
        let id = call[parameter: "id"]
        guard let file = try await store.file(ofPassage: id) else { throw Problem.notFound }
        let now = parts.clock.seconds
        let hashes = EvidencePictures.hashes(file)
        if presence.isFresh(officer.name, id, now: now) {
            try await store.record(
                "desk.opened", by: officer.name, subject: id,
                detail: "evidence " + (hashes.isEmpty ? "none" : hashes.joined(separator: " ")))
        }
        for sha256 in hashes { _ = presence.isFresh(officer.name, sha256, now: now) }
        var sizes: [String: JPEGSize] = [:]
        for sha256 in hashes.prefix(24) {
            sizes[sha256] = try await store.picture(sha256, ofPassage: id).flatMap { JPEGSize($0) }
        }
        let histories = try await histories(file)
        var shown = notice
        if case .fragment(let children) = notice, children.isEmpty, try call.query("done") != nil,
            // A hold that went with a release says nothing of its own.
            let last = file.acts.last(where: { $0.officer == officer.name && ($0.kind != .lifted || $0.text != nil) })
        {
            let text =
                last.needsSecond && file.acts.pending.contains(last)
                ? DecideWords.waitsForOther(call.language) : DecideWords.done(last.kind)(call.language)
            shown = DeskParts.notice(text)
        }
        return CasePage(
            call: call, file: file, officer: officer, sizes: sizes,
            graph: IdentityGraph(now: file.row, entries: try await entries(file), language: call.language),
            histories: histories, presence: presence.look(officer.name, at: id, now: now),
            query: DeskQuery(officer: officer.name), now: parts.clock.now, notice: shown
        ).response(status: status)
    }

    /// The passage by which each part of the vehicle came in last, before this one; each passage once, newest first.
    private func entries(_ file: DeskFile) async throws -> [DeskRow] {
        let row = file.row
        let names: [(DeskName, String)] =
            [row.tractor, row.trailer].compactMap { $0 }.map { (.plate, $0) }
            + row.containers.map { (.container, $0) }
        var entries: [DeskRow] = []
        for (kind, name) in names {
            let past = try await store.history(kind, name, besides: row.passage, limit: 20)
                .filter { $0.arrived <= row.arrived && $0.direction == .entry }
            guard let entry = past.max(by: { $0.arrived < $1.arrived }) else { continue }
            if !entries.contains(entry) { entries.append(entry) }
        }
        return entries
    }

    private func histories(_ file: DeskFile) async throws -> [(kind: Phrase, name: String, rows: [DeskRow])] {
        let row = file.row
        var wanted: [(Phrase, DeskName, String, String)] = []
        func add(_ phrase: Phrase, _ kind: DeskName, _ name: String?, _ shown: String? = nil) {
            if let name { wanted.append((phrase, kind, name, shown ?? name)) }
        }
        add(CaseWords.tractor, .plate, row.tractor, DeskParts.plate(row.tractor))
        add(CaseWords.trailer, .plate, row.trailer, DeskParts.plate(row.trailer))
        for box in row.containers.prefix(4) { add(CaseWords.container, .container, box, DeskParts.box(box)) }
        add(CaseWords.driver, .driver, row.driver)
        add(CaseWords.firm, .firm, row.firm)
        var histories: [(kind: Phrase, name: String, rows: [DeskRow])] = []
        for (phrase, kind, name, shown) in wanted {
            histories.append(
                (phrase, shown, try await store.history(kind, name, besides: row.passage, limit: 10)))
        }
        return histories
    }

    /// A sign of life of a page that shows a case; answers who else looks.
    @Sendable func look(_ call: Call) async throws -> HTTPResponse {
        let officer = try Self.officer(call)
        let others = presence.look(officer.name, at: call[parameter: "id"], now: parts.clock.seconds)
        var json = JSONText()
        json.object { $0.array("others", others) { $0.value($1) } }
        return .json(json.text)
    }

    @Sendable func picture(_ call: Call) async throws -> HTTPResponse {
        let officer = try Self.officer(call)
        let (id, sha256) = (call[parameter: "id"], call[parameter: "sha"])
        guard let bytes = try await store.picture(sha256, ofPassage: id) else { throw Problem.notFound }
        if presence.isFresh(officer.name, sha256, now: parts.clock.seconds) {
            try await store.record("desk.evidenceOpened", by: officer.name, subject: id, detail: sha256)
        }
        // Its name is its content.
        return HTTPResponse(type: "image/jpeg", bytes: bytes).with("cache-control", "private, max-age=86400, immutable")
    }
}
