import GateDomain
import GatePipeline

/// Says who asks and whether they may. Nothing else in the server decides that.
public final class Gatekeeper: Sendable {
    static let sessionCookie = "__Host-session"
    /// A shift.
    static let longestSession: Int64 = 12 * 3600
    static let idleSession: Int64 = 30 * 60

    private let accounts: any AccountStore
    private let secrets: Secrets
    private let clock: ServerClock
    /// When a key or a session was last noted as used: once a minute is enough.
    private let noted = Locked<[String: Int64]>([:])

    init(accounts: any AccountStore, secrets: Secrets, clock: ServerClock) {
        self.accounts = accounts
        self.secrets = secrets
        self.clock = clock
    }

    /// Whom a request's key names; cookies are not looked at.
    func holder(ofKeyIn request: HTTPRequest) async throws -> Principal {
        guard request.headers.all("authorization").count == 1, let header = request.headers["authorization"],
            header.prefix(7).lowercased() == "bearer ", let text = APIKeyText(header.dropFirst(7)),
            var key = try await accounts.key(text.id), Secrets.equal(key.hash, text.hash(secrets)),
            key.isLive(at: clock.seconds)
        else { throw Problem.unauthorized }
        if shouldNote("key \(key.id)") { try await accounts.touch(key: key.id, at: clock.seconds) }
        // Not part of who it is.
        key.used = nil
        return .key(key)
    }

    /// Whom a request's session names; keys are not looked at.
    func person(in request: HTTPRequest) async throws -> Principal {
        guard let cookie = request.cookie(Self.sessionCookie), cookie.utf8.count == 64 else { return .anonymous }
        let hash = Secrets.hash(Array(cookie.utf8))
        guard let (session, account) = try await accounts.session(hash: hash) else { return .anonymous }
        let now = clock.seconds
        guard !account.isDisabled, now < session.created + Self.longestSession, now < session.used + Self.idleSession
        else {
            try await accounts.end(session: hash)
            return .anonymous
        }
        if shouldNote("session \(hash)") { try await accounts.touch(session: hash, at: now) }
        return .person(account, session: hash)
    }

    /// Whether a stream's holder may still have it.
    func isStillAllowed(_ principal: Principal) async -> Bool {
        let now = clock.seconds
        switch principal {
        case .anonymous: return false
        case .key(let key): return (try? await accounts.key(key.id))?.isLive(at: now) ?? false
        case .person(let account, let hash):
            guard let (session, current) = try? await accounts.session(hash: hash) else { return false }
            return !current.isDisabled && current.role == account.role && now < session.created + Self.longestSession
        }
    }

    /// - Throws: 401 or 403.
    func admit(_ principal: Principal, to route: Route) throws(Problem) {
        switch (route.access, principal) {
        case (.open, _): return
        case (.key(let scope), .key(let key)):
            guard key.scopes.contains(scope) else {
                throw Problem(403, "scope", "This key lacks the scope \(scope.rawValue).")
            }
        case (.roles(let roles), .person(let account, _)):
            guard roles.contains(account.role) else { throw .forbidden }
        case (.key, _), (.roles, _): throw .unauthorized
        }
    }

    /// Refuses what another site made this browser send, and what lacks the session's token.
    func checkOrigin(_ request: HTTPRequest, fields: [String: String], token: String) throws(Problem) {
        let foreign = Problem(
            403, "foreignRequest", "The request does not come from a page of this gate. Open the page again.")
        if let site = request.headers["sec-fetch-site"], !["same-origin", "none"].contains(site) { throw foreign }
        if let origin = request.headers["origin"] {
            guard let host = request.headers["host"], ["https://" + host, "http://" + host].contains(origin) else {
                throw foreign
            }
        }
        guard Secrets.equal(request.headers["x-csrf-token"] ?? fields["csrf"] ?? "", token), !token.isEmpty else {
            throw foreign
        }
    }

    /// What forms of the holder of this cookie must send back; also before signing in.
    func token(for request: HTTPRequest) -> String {
        request.cookie(Self.sessionCookie).map(token(cookie:)) ?? ""
    }

    func token(cookie: String) -> String { secrets.code("csrf", cookie, bytes: 16) }

    /// A new identifier for the cookie; nothing is kept until somebody has signed in under it.
    func freshCookie() -> String { Hexadecimal.text(Secrets.randomBytes(32)) }

    func setCookie(_ value: String, in response: HTTPResponse) -> HTTPResponse {
        var response = response
        let age = value.isEmpty ? "; Max-Age=0" : ""
        response.headers.add(
            "set-cookie", "\(Self.sessionCookie)=\(value); Path=/; Secure; HttpOnly; SameSite=Strict\(age)")
        return response
    }

    private func shouldNote(_ name: String) -> Bool {
        let now = clock.seconds
        return noted.withLock { noted in
            if let last = noted[name], now < last + 60 { return false }
            if noted.count > 10_000 { noted.removeAll() }
            noted[name] = now
            return true
        }
    }
}
