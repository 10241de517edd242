import GatePipeline
import GateStore
import Testing

@testable import GateServer

/// Who may use which route, said a second time: a route that is not here, or is opened to others, fails.
private let matrix: [(prefix: String, roles: Set<Role>)] = [
    ("/firm/", [.firm]), ("/account", Set(Role.allCases)), ("/logout", Set(Role.allCases)),
    ("/admin", [.administrator]),
    ("/desk/reroute", [.supervisor]),
    ("/desk", [.officer, .supervisor]),
]
private let open: Set<String> = [
    "/login", "/healthz", "/readyz", "/metrics", "/assets/gate.css", "/assets/icon.svg", "/openapi.json", "/contract",
    "/assets/desk.css", "/assets/desk.js",
]

@Test func everyRouteIsOpenToItsRolesAlone() async throws {
    let fixture = try await ServiceFixture()
    var cookies: [Role: String] = [:]
    for role in Role.allCases {
        cookies[role] = try await fixture.signIn(role.rawValue, role: role, firm: role == .firm ? "a" : nil)
    }
    for route in fixture.service.application.router.routes {
        let path = route.path.text
        let target = path.replacing(/\{[a-z]+\}/, with: "x")
        // Without anything.
        let stranger = await fixture.send(route.method.rawValue, target)
        if open.contains(path) {
            #expect(![401, 404].contains(stranger.status), "\(path)")
            continue
        }
        #expect(stranger.status == 401, "\(route.method.rawValue) \(path)")
        if path.hasPrefix("/v1/") {
            // No session opens the API, and no key a page.
            for cookie in cookies.values {
                let answer = await fixture.send(
                    route.method.rawValue, target, headers: ["cookie": "__Host-session=\(cookie)"])
                #expect(answer.status == 401, "\(path)")
            }
            continue
        }
        #expect(await fixture.send(route.method.rawValue, target, as: "a").status == 401, "\(path)")
        let roles = path == "/" ? Set(Role.allCases) : matrix.first { path.hasPrefix($0.prefix) }?.roles
        guard let roles else {
            Issue.record("\(path) is not in the matrix")
            continue
        }
        for role in Role.allCases {
            let cookie = try #require(cookies[role])
            // Without the token, so that nothing is changed: a right role is then refused for its request, a wrong one for its role.
            let answer = await fixture.send(
                route.method.rawValue, target,
                headers: ["cookie": "__Host-session=\(cookie)", "content-type": "text/plain"])
            let isRefusedForRole = answer.status == 403 && !answer.text.contains("foreignRequest")
            #expect(
                isRefusedForRole != roles.contains(role), "\(role) \(route.method.rawValue) \(path): \(answer.status)")
        }
    }
    let refused = try await fixture.stores.entries(after: 0, limit: 100_000)
    #expect(!refused.isEmpty)
}

@Test func aKeyWithoutTheScopeIsForbiddenAndARevokedOneIsNothing() async throws {
    let fixture = try await ServiceFixture()
    let text = APIKeyText()
    try await fixture.stores.add(
        APIKey(id: text.id, firm: "a", hash: text.hash(fixture.secrets), scopes: [.statusRead], created: 1), by: "test")
    let headers = ["authorization": "Bearer \(text.text)", "content-type": "application/json"]
    #expect(await fixture.send("GET", "/v1/movements", headers: headers).status == 200)
    #expect(await fixture.send("POST", "/v1/declarations", headers: headers, body: declarationA).status == 403)
    #expect(await fixture.send("GET", "/v1/webhooks", headers: headers).status == 403)
    // A third is one too many; two are for rotation.
    let third = APIKeyText()
    await #expect(throws: ServiceConflict.self) {
        try await fixture.stores.add(
            APIKey(id: third.id, firm: "a", hash: "x", scopes: [], created: 1), by: "test")
    }
    #expect(try await fixture.stores.revoke(key: text.id, at: 2, by: "test"))
    #expect(await fixture.send("GET", "/v1/movements", headers: headers).status == 401)
    let forged = ["authorization": "Bearer bg_live_\(text.id)_\(String(repeating: "x", count: 43))"]
    #expect(await fixture.send("GET", "/v1/movements", headers: forged).status == 401)
    let expired = APIKeyText()
    try await fixture.stores.add(
        APIKey(
            id: expired.id, firm: "a", hash: expired.hash(fixture.secrets), scopes: [.statusRead], created: 1,
            expires: 2),
        by: "test")
    #expect(
        await fixture.send("GET", "/v1/movements", headers: ["authorization": "Bearer \(expired.text)"]).status == 401)
}

@Test func unknownPathsAndMethods() async throws {
    let fixture = try await ServiceFixture()
    #expect(await fixture.send("GET", "/nothing").status == 404)
    #expect(await fixture.send("GET", "/v1/nothing").status == 401)
    #expect(await fixture.send("GET", "/v1/nothing", as: "a").status == 404)
    for method in ["DELETE", "TRACE", "GARBAGE", "get"] {
        let answer = await fixture.send(method, "/v1/movements", as: "a")
        #expect(answer.status == 405 && answer.headers["allow"] == "GET, HEAD, OPTIONS")
    }
    let options = await fixture.send("OPTIONS", "/v1/declarations/x", as: "a")
    #expect(options.status == 204 && options.headers["allow"] == "GET, HEAD, PUT, OPTIONS")
    let first = await fixture.send("GET", "/v1/movements", as: "a")
    let tag = try #require(first.headers["etag"])
    let second = await fixture.send("GET", "/v1/movements", as: "a", headers: ["if-none-match": tag])
    #expect(second.status == 304 && second.bytes.isEmpty && second.headers["etag"] == tag)
}
