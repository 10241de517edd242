import Foundation
import GateDomain
import GatePipeline
import GateStore
import Testing

@testable import GateServer

/// The desk over HTTP: a red movement of firm A, two customs officers, one of quarantine.
@Suite struct DeskTests {
    private static let id = "huu-nghi/HN-IN-1/1"

    private func fixture(_ declaration: String = declarationA, holds: [String] = ["customs"]) async throws
        -> ServiceFixture
    {
        let fixture = try await ServiceFixture()
        _ = await fixture.file(declaration, as: "a")
        try await fixture.service.catchUp()
        try await fixture.decide(Self.id, declaration: "VN-A-1", opensCase: true, holds: holds)
        try await fixture.service.catchUp()
        return fixture
    }

    private func status(_ fixture: ServiceFixture) async throws -> String? {
        try await fixture.service.catchUp()
        return try fixture.object(await fixture.send("GET", "/v1/movements/VN-A-1", as: "a"))["status"] as? String
    }

    @Test func aRedReleaseTakesTwo() async throws {
        let fixture = try await fixture()
        let lan = try await fixture.signIn("lan", role: .officer, agency: .customs)
        let second = try await fixture.anotherSession(of: "lan")
        let hoa = try await fixture.signIn("hoa", role: .officer, agency: .customs)
        let release = ["code": "documentsShown", "text": "bill of lading shown"]
        #expect(await fixture.order("release", Self.id, as: lan, ["code": "", "text": "x"]).status == 422)
        #expect(await fixture.order("release", Self.id, as: lan, ["code": "documentsShown", "text": ""]).status == 422)
        #expect(await fixture.order("release", Self.id, as: lan, release).status == 303)
        #expect(try await status(fixture) == "underControl")
        let acts = try await #require(fixture.stores.file(ofPassage: Self.id)).acts
        let act = try #require(acts.pending.first?.ordinal)
        #expect(await fixture.order("confirm", Self.id, as: lan, ["act": "\(act)"]).status == 403)
        #expect(await fixture.order("confirm", Self.id, as: second, ["act": "\(act)"]).status == 403)
        #expect(try await status(fixture) == "underControl")
        #expect(await fixture.order("confirm", Self.id, as: hoa, ["act": "\(act)"]).status == 303)
        #expect(try await status(fixture) == "released")
        // Taken back: another entry, and the firm waits again.
        #expect(await fixture.order("reopen", Self.id, as: hoa, ["text": "wrong truck"]).status == 303)
        #expect(try await status(fixture) == "underControl")
        let file = try await #require(fixture.stores.file(ofPassage: Self.id))
        #expect(file.acts.map(\.kind).suffix(4) == [.released, .lifted, .confirmed, .reopened])
        let trail = try await fixture.stores.trail(actor: nil, subject: Self.id, before: nil, limit: 100)
        for action in [
            "desk.released", "desk.confirmed", "desk.reopened", "desk.refused", "case.release: documentsShown",
        ] {
            #expect(trail.contains { $0.action == action }, "\(action)")
        }
        #expect(try await fixture.stores.verifyChain().failures == [])
    }

    @Test func twoClaimAtOnceAndOneWins() async throws {
        let fixture = try await ServiceFixture()
        let cookies = [
            try await fixture.signIn("lan", role: .officer, agency: .customs),
            try await fixture.signIn("minh", role: .officer, agency: .quarantine),
        ]
        for number in 0..<50 {
            let id = "huu-nghi/HN-IN-1/\(number)"
            try await fixture.decide(id, declaration: nil, opensCase: true)
            let answers = await withTaskGroup(of: Int.self) { group in
                for cookie in cookies { group.addTask { await fixture.order("claim", id, as: cookie).status } }
                return await group.reduce(into: []) { $0.append($1) }
            }
            #expect(answers.sorted() == [303, 409])
        }
    }

    @Test func hostileTextIsText() async throws {
        let nasty = "<script>alert(1)</script>{{7*7}}'&"
        let declaration = declarationA.replacingOccurrences(
            of: "\"Minh Long\"", with: "\"Minh Long\",\"carrier\":\"\(nasty)\""
        )
        .replacingOccurrences(
            of: "\"trailerPlate\":\"29R-001.22\"",
            with: "\"trailerPlate\":\"29R-001.22\",\"driver\":\"\(nasty)\"")
        let fixture = try await fixture(declaration)
        let lan = try await fixture.signIn("lan", role: .officer, agency: .customs)
        _ = await fixture.order("note", Self.id, as: lan, ["text": "<img src=x onerror=alert(1)>\u{202E}"])
        for target in [
            "/desk", "/desk/cases/\(DeskParts.escaped(Self.id))", "/desk?view=done",
            "/desk/search?q=%3Cscript%3Ealert(1)%3C/script%3E", "/desk/search?q=%00'%22",
            "/desk/search?q=%E2%80%AE%F0%9F%98%80",
        ] {
            let page = await fixture.get(target, as: lan)
            #expect(page.status == 200 || page.status == 400, "\(target)")
            #expect(!page.text.contains("<script>alert") && !page.text.contains("<img src=x"), "\(target)")
            #expect(!page.text.contains("\u{202E}"))
        }
        let page = await fixture.get("/desk/cases/\(DeskParts.escaped(Self.id))", as: lan)
        #expect(page.text.contains("&lt;script&gt;alert(1)") && page.text.contains("&lt;img src=x"))
    }

    @Test(arguments: [
        "29C-582.14", "29c58214", "29C5B2I4", "582.14", "29C58", "29C58274", "29C5824", "CSQU3054383", "csqu 305438",
        "VN-A-1", "Minh Long", "long", "29R-001.22", "S1",
    ])
    func oneBoxFindsEverything(text: String) async throws {
        let fixture = try await fixture()
        #expect(try await fixture.stores.search(text, limit: 10).map(\.passage) == [Self.id])
        #expect(try await fixture.stores.search("99Z99999", limit: 10).isEmpty)
    }

    @Test func lookingAtEvidenceIsWrittenDown() async throws {
        let fixture = try await fixture()
        let lan = try await fixture.signIn("lan", role: .officer, agency: .customs)
        _ = await fixture.get("/desk/cases/\(DeskParts.escaped(Self.id))", as: lan)
        _ = await fixture.get("/desk/search?q=29C58214", as: lan)
        let trail = try await fixture.stores.trail(actor: "lan", subject: nil, before: nil, limit: 100)
        #expect(trail.contains { $0.action == "desk.opened" && $0.subject == Self.id })
        #expect(trail.contains { $0.action == "desk.searched" && $0.subject == "29C58214" })
        let path = "/desk/cases/\(DeskParts.escaped(Self.id))/pictures/"
        for name in [String(repeating: "a", count: 64), "..%2f..%2fetc%2fpasswd", "x"] {
            #expect([400, 404].contains(await fixture.get(path + name, as: lan).status))
        }
    }

    @Test func anotherAgencysHoldStopsItUntilLifted() async throws {
        let fixture = try await fixture(holds: ["customs", "quarantine"])
        let lan = try await fixture.signIn("lan", role: .officer, agency: .customs)
        let minh = try await fixture.signIn("minh", role: .officer, agency: .quarantine)
        let release = ["code": "asDeclared", "text": "x"]
        #expect(await fixture.order("release", Self.id, as: lan, release).status == 409)
        #expect(await fixture.order("lift", Self.id, as: lan, ["subject": "quarantine", "text": "x"]).status == 403)
        #expect(await fixture.order("lift", Self.id, as: minh, ["subject": "quarantine", "text": "x"]).status == 303)
        #expect(await fixture.order("release", Self.id, as: lan, release).status == 303)
        #expect(try await fixture.stores.queue(DeskQuery(officer: "lan")).counts[.second] == 1)
    }

    @Test func theQueueIsOrderedAndFiltered() async throws {
        let fixture = try await fixture()
        _ = await fixture.file(
            declarationA.replacingOccurrences(of: "VN-A-1", with: "VN-A-2").replacingOccurrences(
                of: "\"channel\":\"red\"", with: "\"goods\":[{\"hsCode\":\"081090\"}]"), as: "a")
        try await fixture.decide("huu-nghi/HN-IN-1/2", declaration: "VN-A-2", opensCase: true, at: 1_790_000_100)
        try await fixture.decide("huu-nghi/HN-IN-1/3", declaration: nil, opensCase: false, at: 1_790_000_200)
        var query = DeskQuery(officer: "lan")
        let queue = try await fixture.stores.queue(query)
        #expect(queue.rows.map(\.passage) == ["huu-nghi/HN-IN-1/2", Self.id])
        #expect(queue.counts[.waiting] == 2 && queue.lanes == [LanePlace(gate: "huu-nghi", lane: "HN-IN-1")])
        query.isPerishable = true
        #expect(try await fixture.stores.queue(query).rows.map(\.passage) == ["huu-nghi/HN-IN-1/2"])
        query.lane = "elsewhere"
        #expect(try await fixture.stores.queue(query).rows.isEmpty)
    }

    @Test func theWatchListIsChangedByTwoAndHeldByTheChain() async throws {
        let fixture = try await fixture()
        let lan = try await fixture.signIn("lan", role: .officer, agency: .customs)
        let dung = try await fixture.signIn("dung", role: .officer, agency: .borderGuard)
        #expect(await fixture.watch("add", lan, ["kind": "person", "text": "", "note": "x"]) == 422)
        #expect(await fixture.watch("add", lan, ["kind": "spaceship", "text": "x", "note": "x"]) == 422)
        let thing = ["kind": "person", "text": "<b>Nguyen Van X</b>", "severity": "4", "note": "call the duty officer"]
        #expect(await fixture.watch("add", lan, thing) == 303)
        #expect(try await fixture.store.watched().isEmpty)
        #expect(await fixture.watch("confirm", lan, ["act": "1"]) == 403)
        #expect(await fixture.watch("confirm", dung, ["act": "1"]) == 303)
        #expect(try await fixture.store.watched().map(\.severity) == [4])
        let page = await fixture.get("/desk/watch", as: lan)
        #expect(page.text.contains("&lt;b&gt;Nguyen") && !page.text.contains("<b>Nguyen"))
        let trail = try await fixture.stores.trail(actor: nil, subject: "watch list", before: nil, limit: 10)
        #expect(
            Set(trail.map(\.action)).isSuperset(of: ["watch.added", "watch.confirmed", "watch.refused", "watch.opened"])
        )
        #expect(try await fixture.stores.verifyChain().failures == [])
    }

    /// No language shows another's words, on any page.
    @Test(arguments: Language.allCases) func pagesSpeakOneLanguage(language: Language) async throws {
        let fixture = try await fixture()
        let lan = try await fixture.signIn("lan", role: .supervisor, agency: .customs)
        for target in [
            "/desk", "/desk/search?q=29C", "/desk/cases/\(DeskParts.escaped(Self.id))", "/desk?view=done",
            "/desk/lanes",
            "/desk/turnaround?days=30", "/desk/watch",
        ] {
            let link =
                target.contains("?") ? "\(target)&lang=\(language.rawValue)" : "\(target)?lang=\(language.rawValue)"
            var text = await fixture.get(link, as: lan).text
            // What a firm declared, the gate's own English notes and the names of the languages are not the page's words.
            for name in Language.allCases.map(\.ownName) + ["SECRETREASON"] { text = text.replacing(name, with: "") }
            text = text.replacing(#/ lang="en">[^<]*/#, with: "")
            let others = Language.allCases.filter { $0 != language }
            for phrase in [DeskWords.queue, DeskWords.keys, Words.signOut, DeskWords.find] {
                for other in others { #expect(!text.contains(">\(phrase(other))<"), "\(target): \(phrase(other))") }
            }
            let hasHan = text.unicodeScalars.contains { (0x4E00...0x9FFF).contains($0.value) }
            #expect(hasHan == (language == .chinese), "\(target)")
            let hasVietnamese = text.unicodeScalars.contains { (0x1EA0...0x1EF9).contains($0.value) }
            #expect(hasVietnamese == (language == .vietnamese), "\(target)")
        }
    }
}

extension ServiceFixture {
    func get(_ target: String, as cookie: String) async -> HTTPResponse {
        await send("GET", target, headers: ["cookie": "__Host-session=\(cookie)"])
    }

    /// What an officer orders about a case, by a form of its page.
    func order(_ action: String, _ id: String, as cookie: String, _ fields: [String: String] = [:]) async
        -> HTTPResponse
    {
        await post(DeskParts.path(id, action), as: cookie, fields)
    }

    /// The status of an order about the watch list.
    func watch(_ action: String, _ cookie: String, _ fields: [String: String]) async -> Int {
        await post("/desk/watch/\(action)", as: cookie, fields).status
    }

    func post(_ target: String, as cookie: String, _ fields: [String: String]) async -> HTTPResponse {
        let form = fields.merging(["csrf": service.application.gatekeeper.token(cookie: cookie)]) { one, _ in one }
        return await send(
            "POST", target,
            headers: [
                "cookie": "__Host-session=\(cookie)", "content-type": "application/x-www-form-urlencoded",
                "accept": "text/html",
            ],
            body: form.map { "\(DeskParts.escaped($0.key))=\(DeskParts.escaped($0.value))" }.joined(separator: "&"))
    }

    func anotherSession(of name: String) async throws -> String {
        let account = try #require(try await stores.account(named: name))
        let cookie = Hexadecimal.text(Secrets.randomBytes(32))
        let now: Int64 = 1_800_000_000
        try await stores.create(
            Session(hash: Secrets.hash(Array(cookie.utf8)), account: account.id, created: now, used: now))
        return cookie
    }
}
