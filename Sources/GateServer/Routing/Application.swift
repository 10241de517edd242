import GateDomain
import GatePipeline

/// Request → who asks → route → answer, with the same fields on every answer. Errors become problems here.
public final class Application: Responder {
    public let router: Router
    let gatekeeper: Gatekeeper
    let accounts: any AccountStore
    let metrics: ServerMetrics
    private let limits: RateLimits
    private let isSecure: Bool
    private let log: @Sendable (AccessLine) -> Void
    private let clock: ServerClock

    init(
        router: Router, gatekeeper: Gatekeeper, accounts: any AccountStore, metrics: ServerMetrics, limits: RateLimits,
        isSecure: Bool, clock: ServerClock, log: @escaping @Sendable (AccessLine) -> Void
    ) {
        self.router = router
        self.gatekeeper = gatekeeper
        self.accounts = accounts
        self.metrics = metrics
        self.limits = limits
        self.isSecure = isSecure
        self.clock = clock
        self.log = log
    }

    public func respond(to request: HTTPRequest) async -> HTTPResponse {
        guard let target = RequestTarget(request.target) else {
            return refuse(request, .badRequest("The address cannot be read: an absolute path, percent-encoded UTF-8."))
        }
        let isAPI = target.segments.first == "v1"
        let language = Language.of(request, query: target.query)
        do {
            let response = try await answer(request, target, language, isAPI: isAPI)
            return finish(request, response, language, target)
        } catch let problem as Problem {
            return finish(request, page(problem, request, language, isAPI: isAPI), language, target)
        } catch {
            log(AccessLine(request: request, clock: clock, failure: "\(error)"))
            return finish(request, page(.internalError, request, language, isAPI: isAPI), language, target)
        }
    }

    public func refuse(_ request: HTTPRequest, _ problem: Problem) -> HTTPResponse {
        let response = secured(problem.response(requestID: request.id), request)
        finished(request, response, seconds: 0)
        return response
    }

    public func finished(_ request: HTTPRequest, _ response: HTTPResponse, seconds: Double) {
        metrics.answered(status: response.status, seconds: seconds)
        log(AccessLine(request: request, clock: clock, response: response, seconds: seconds))
    }

    private func answer(
        _ request: HTTPRequest, _ target: RequestTarget, _ language: Language, isAPI: Bool
    ) async throws -> HTTPResponse {
        // Without a key nobody learns which paths there are.
        var principal = isAPI ? try await gatekeeper.holder(ofKeyIn: request) : Principal.anonymous
        let match = router.match(request.method, target.segments)
        guard case .route(let route, let parameters) = match else { return try unrouted(match, request) }
        if !isAPI { principal = try await person(in: request, for: route) }
        do {
            try gatekeeper.admit(principal, to: route)
        } catch {
            if error.status == 403 { try await noteRefusal(principal, route) }
            throw error
        }
        if !route.method.isSafe { try limits.take(principal, peer: request.peer) }
        let call = Call(
            request: request, principal: principal, language: language, csrfToken: gatekeeper.token(for: request),
            parameters: parameters, query: target.query)
        if !isAPI, !route.method.isSafe {
            try gatekeeper.checkOrigin(request, fields: (try? call.fields()) ?? [:], token: call.csrfToken)
        }
        if case .person(let account, _) = principal, account.mustChangePassword,
            !["/account", "/account/password", "/logout"].contains(route.path.text), route.access != .open
        {
            return .seeOther("/account")
        }
        let response = try await route.handler(call)
        return route.method.isSafe ? conditional(response, request) : response
    }

    private func person(in request: HTTPRequest, for route: Route) async throws -> Principal {
        let person = try await gatekeeper.person(in: request)
        if case .key = route.access { return try await gatekeeper.holder(ofKeyIn: request) }
        return person
    }

    /// 405 with what the path has, or 404; OPTIONS is answered for every path.
    private func unrouted(_ match: Router.Match, _ request: HTTPRequest) throws(Problem) -> HTTPResponse {
        guard case .methods(let methods) = match else { throw .notFound }
        let names = methods.flatMap { $0 == .get ? ["GET", "HEAD"] : [$0.rawValue] } + ["OPTIONS"]
        let allow = names.joined(separator: ", ")
        if request.method == "OPTIONS" { return HTTPResponse(status: 204).with("allow", allow) }
        throw Problem(
            405, "methodNotAllowed", "This path has \(allow).", headers: HeaderFields([(name: "allow", value: allow)]))
    }

    /// `ETag`, and 304 when the client has it already.
    private func conditional(_ response: HTTPResponse, _ request: HTTPRequest) -> HTTPResponse {
        guard response.status == 200, case .bytes(let bytes) = response.body, response.headers["set-cookie"] == nil
        else {
            return response
        }
        let tag = "\"\(Secrets.hash(bytes).prefix(24))\""
        let known = request.headers.all("if-none-match").joined(separator: ",").split(separator: ",").map {
            String($0.filter { $0 != " " })
        }
        var response = response.with("etag", tag)
        if known.contains(where: { $0 == tag || $0 == "W/\(tag)" || $0 == "*" }) {
            response.status = 304
            response.body = .bytes([])
        }
        return response
    }

    /// A page for a browser, problem+json for all others.
    private func page(_ problem: Problem, _ request: HTTPRequest, _ language: Language, isAPI: Bool) -> HTTPResponse {
        guard !isAPI, request.prefers("text/html") else {
            return problem.response(requestID: request.id)
        }
        if problem.status == 401 {
            let back = request.method == "GET" ? "?next=\(ReturnPath.escaped(request.target))" : ""
            return .seeOther("/login\(back)")
        }
        let call = Call(
            request: request, principal: .anonymous, language: language, csrfToken: "", parameters: [:], query: [])
        var response = Page(Words.problem(language), for: call) {
            tag(.p, text: problem.detail)
            tag(.p) {
                tag(.a, .href("/"), text: Words.back(language))
            }
            tag(.p) {
                Words.requestID(language) + ": "
                tag(.code, text: request.id)
            }
        }.response(status: problem.status)
        for (name, value) in problem.headers.fields { response.headers.set(name, value) }
        return response
    }

    /// Once a minute for the same refusal: a record must not become a way to fill the disk.
    private func noteRefusal(_ principal: Principal, _ route: Route) async throws {
        let subject = "\(route.method.rawValue) \(route.path)"
        guard limits.isFirstThisMinute("refused \(principal.actor) \(subject)") else { return }
        try await accounts.record("service.refused", by: principal.actor, subject: subject, detail: nil)
    }

    private func finish(
        _ request: HTTPRequest, _ response: HTTPResponse, _ language: Language, _ target: RequestTarget
    ) -> HTTPResponse {
        var response = secured(response, request)
        if target.query.contains(where: { $0.name == "lang" && $0.value == language.rawValue }),
            target.segments.first != "v1"
        {
            response.headers.add(
                "set-cookie", "\(Language.cookie)=\(language.rawValue); Path=/; SameSite=Lax; Max-Age=31536000")
        }
        return response
    }

    private func secured(_ response: HTTPResponse, _ request: HTTPRequest) -> HTTPResponse {
        var response = response
        response.headers.set("x-request-id", request.id)
        response.headers.set("x-content-type-options", "nosniff")
        response.headers.set("referrer-policy", "same-origin")
        response.headers.set("x-frame-options", "DENY")
        response.headers.set("cross-origin-resource-policy", "same-origin")
        response.headers.set(
            "content-security-policy",
            "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; media-src 'self'; connect-src 'self'; "
                + "font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'")
        if isSecure { response.headers.set("strict-transport-security", "max-age=31536000") }
        if response.headers["cache-control"] == nil { response.headers.add("cache-control", "private, no-cache") }
        return response
    }
}

/// Where signing in leads back to: a path of this gate, nothing else.
enum ReturnPath {
    static func checked(_ text: String?) -> String {
        guard let text, text.hasPrefix("/"), !text.hasPrefix("//"), RequestTarget(text) != nil,
            !text.hasPrefix("/log")
        else { return "/" }
        return text
    }

    static func escaped(_ text: String) -> String {
        text.utf8.reduce(into: "") { out, byte in
            let isPlain =
                (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte) || byte == 47
            out += isPlain ? String(UnicodeScalar(byte)) : "%" + Hexadecimal.text([byte])
        }
    }
}
