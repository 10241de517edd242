import GatePipeline
import Testing

@testable import GateServer

private let nothing: Route.Handler = { _ in HTTPResponse() }

@Test func literalPartsComeBeforeParameters() throws {
    let router = try Router([
        Route(.get, "/v1/a/{id}", .open, nothing), Route(.get, "/v1/a/b", .open, nothing),
        Route(.post, "/v1/a/{id}/c", .open, nothing),
    ])
    guard case .route(let route, let parameters) = router.match("GET", ["v1", "a", "b"]) else {
        Issue.record("no route")
        return
    }
    #expect(route.path == "/v1/a/b" && parameters.isEmpty)
    // A literal that leads nowhere does not hide the parameter.
    guard case .route(let other, let found) = router.match("POST", ["v1", "a", "b", "c"]) else {
        Issue.record("no route")
        return
    }
    #expect(other.path == "/v1/a/{id}/c" && found == ["id": "b"])
}

@Test func aPathWithoutTheMethodSaysWhichItHas() throws {
    let router = try Router([Route(.get, "/a", .open, nothing), Route(.post, "/a", .open, nothing)])
    guard case .methods(let methods) = router.match("DELETE", ["a"]) else {
        Issue.record("found")
        return
    }
    #expect(methods == [.get, .post])
    guard case .none = router.match("GET", ["b"]) else {
        Issue.record("found")
        return
    }
    guard case .route = router.match("HEAD", ["a"]) else {
        Issue.record("HEAD is not GET")
        return
    }
}

@Test(arguments: [
    ["/a", "/a"], ["/a/{x}", "/a/{y}"], ["/a/", "/b"], ["a", "/b"], ["/a/{x}/{x}", "/b"], ["/a//b", "/c"],
])
func routesThatCannotBeServedAreRefused(_ paths: [String]) {
    #expect(throws: Router.Fault.self) {
        _ = try Router(paths.map { Route(.get, PathPattern($0), .open, nothing) })
    }
}

@Test(arguments: [
    ("/", [String](), true), ("/a/b", ["a", "b"], true), ("/a/", ["a"], true), ("/a%20b", ["a b"], true),
    ("/%e5%a4%a9", ["天"], true), ("/a%2Fb", ["a/b"], true), ("a", [], false), ("/..", [], false),
    ("/%2e%2e/x", [], false),
    ("/a//b", [], false), ("/a%00", [], false), ("/a%0", [], false), ("/a%zz", [], false), ("/%ff", [], false),
    ("/a\\b", [], false), ("/%5c", [], false), ("/a#b", [], false), ("http://x/a", [], false), ("/a\u{1}", [], false),
    ("", [], false),
    ("*", [], false), ("/é", [], false),
])
func targetsAreReadStrictly(_ target: String, _ segments: [String], _ isFine: Bool) {
    let read = RequestTarget(target)
    #expect((read != nil) == isFine)
    #expect(read?.segments ?? [] == segments)
}

@Test func aQueryIsDecoded() throws {
    let target = try #require(RequestTarget("/a?x=1+2&y=%26&z&=e"))
    #expect(target.query.map(\.name) == ["x", "y", "z", ""])
    #expect(target.query.map(\.value) == ["1 2", "&", "", "e"])
    #expect(RequestTarget("/a?x=%ff") == nil)
}

private let fieldCases: [(fields: [(String, String)], status: Int)] = [
    ([("Host", "a")], 0), ([], 400), ([("Host", "a"), ("Host", "b")], 400),
    ([("Host", "a"), ("Content-Length", "3"), ("Content-Length", "3")], 400),
    ([("Host", "a"), ("Content-Length", "3"), ("Transfer-Encoding", "chunked")], 400),
    ([("Host", "a"), ("Transfer-Encoding", "xchunked")], 400), ([("Host", "a"), ("Transfer-Encoding", "chunked")], 0),
    ([("Host", "a"), ("Transfer-Encoding", "chunked, identity")], 400),
    ([("Host", "a"), ("Content-Length", "+3")], 400),
    ([("Host", "a"), ("Content-Length", "-1")], 400), ([("Host", "a"), ("Content-Length", "")], 400),
    ([("Host", "a"), ("Content-Length", "1001")], 413),
    ([("Host", "a"), ("Content-Length", "99999999999999999999")], 413),
    ([("Host", "a"), ("Content-Length ", "3")], 400), ([("Host", "a"), ("X", "a\u{0}b")], 400),
    ([("Host", "a"), ("X", "\u{FFFD}")], 400), ([("Host", "a"), ("Content-Length", "1000")], 0),
]

@Test(arguments: fieldCases.indices)
func fieldsThatTwoReadersWouldReadDifferentlyAreRefused(_ index: Int) {
    let (fields, status) = fieldCases[index]
    let headers = HeaderFields(fields.map { (name: $0.0, value: $0.1) })
    switch FieldCheck.check(headers, bodyLimit: 1000) {
    case .fine: #expect(status == 0)
    case .refuse(let refused, _): #expect(refused == status)
    }
}
