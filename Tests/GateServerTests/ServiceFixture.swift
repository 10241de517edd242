import Foundation
import GateDomain
import GateManifests
import GatePipeline
import GateStore
import Testing

@testable import GateServer

/// A status service over a database of its own, with two firms that have a key each.
final class ServiceFixture: Sendable {
    let folder: String
    let store: SQLiteStore
    let stores: ServiceStore
    let service: StatusService
    let secrets = Secrets.random()
    let keys: [String: String]
    private let time: Locked<Int64>

    struct Reader: MessageReader {
        func read(_ bytes: [UInt8]) -> MessageReading {
            let reading = ManifestReader().read(bytes, name: "message")
            return MessageReading(
                format: reading.format.rawValue, declarations: reading.declarations, notices: reading.notices,
                problems: reading.problems.map {
                    .init(position: $0.place, message: $0.message, isError: $0.severity == .error)
                })
        }
    }

    struct Door: DeclarationDoor {
        let store: SQLiteStore
        func file(_ declaration: Declaration) async throws { _ = try await store.ingest(declaration) }
        func file(_ notice: DeclarationNotice) async throws { _ = try await store.ingest(notice) }
    }

    init(allowList: Set<String> = []) async throws {
        folder = NSTemporaryDirectory() + "service-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        store = try SQLiteStore(path: folder + "/gate.sqlite")
        stores = try ServiceStore(path: folder + "/gate.sqlite")
        let time = Locked(Int64(1_800_000_000_000_000))
        self.time = time
        var options = ServiceOptions(server: .init(address: try ListenAddress("127.0.0.1:0")))
        options.webhookAllowList = allowList
        service = try StatusService(
            stores: stores, door: Door(store: store), reader: Reader(), secrets: secrets, options: options,
            clock: ServerClock { time.withLock { $0 } },
            areas: { [stores] in DeskPages(parts: $0, store: stores).routes })
        var keys: [String: String] = [:]
        for (id, name) in [("a", "Minh Long"), ("b", "Viễn Đông")] {
            try await stores.save(Firm(id: id, name: name, aliases: ["TAX-\(id)"]), by: "test")
            let text = APIKeyText()
            try await stores.add(
                APIKey(id: text.id, firm: id, hash: text.hash(secrets), scopes: Set(Scope.allCases), created: 1),
                by: "test")
            keys[id] = text.text
        }
        self.keys = keys
    }

    deinit { try? FileManager.default.removeItem(atPath: folder) }

    func pass(seconds: Int64) { time.withLock { $0 += seconds * 1_000_000 } }

    /// One request to the router, as a firm.
    func send(
        _ method: String, _ target: String, as firm: String? = nil, headers: [String: String] = [:], body: String = ""
    ) async -> HTTPResponse {
        var fields: [(name: String, value: String)] = headers.map { (name: $0.key, value: $0.value) }
        if let key = firm.flatMap({ keys[$0] }) { fields.append((name: "authorization", value: "Bearer \(key)")) }
        return await service.application.respond(
            to: HTTPRequest(method: method, target: target, headers: HeaderFields(fields), body: Array(body.utf8)))
    }

    func file(_ json: String, as firm: String, key: String? = nil) async -> HTTPResponse {
        var headers = ["content-type": "application/json"]
        headers["idempotency-key"] = key
        return await send("POST", "/v1/declarations", as: firm, headers: headers, body: json)
    }

    /// A passage of the declaration's vehicle.
    func decide(
        _ id: String, declaration: String?, plate: String = "29C58214", opensCase: Bool,
        at seconds: Int64 = 1_790_000_000,
        direction: LaneDirection = .entry, holds: [String] = []
    ) async throws {
        let place = LanePlace(gate: "huu-nghi", lane: "HN-IN-1")
        let arrived = Instant(microseconds: seconds * 1_000_000)
        let decided = arrived.advanced(bySeconds: 10)
        let passage = Passage(
            id: id, place: place, direction: direction, arrived: arrived, decided: decided, sightings: [],
            darkCameras: [],
            unseenRoles: [])
        let found =
            opensCase
            ? [
                Discrepancy(
                    rule: RuleID(1)!, version: 1, severity: 3, seen: "SECRETSEEN", declared: "SECRETDECLARED",
                    reason: "SECRETREASON",
                    sightings: ["SECRETSIGHTING"])
            ] : []
        _ = try await store.commit(
            Verdict(
                id: id, place: place, direction: direction, arrived: arrived, decided: decided, tractorPlate: plate,
                trailerPlate: nil, containers: [], declaration: declaration, discrepancies: found,
                channel: opensCase ? .red : .green, channelReason: .criteria, opensCase: opensCase, holds: holds),
            of: passage)
    }

    func resolve(_ id: String, _ resolution: ClearanceCase.Resolution) async throws {
        let at = Instant(microseconds: 1_790_000_500_000_000)
        _ = try await store.apply(.claim(officer: "SECRETOFFICER"), to: id, at: at)
        _ = try await store.apply(.resolve(resolution, officer: "SECRETOFFICER", reason: "SECRETTEXT"), to: id, at: at)
    }

    func object(_ response: HTTPResponse) throws -> [String: Any] {
        try #require(try JSONSerialization.jsonObject(with: Data(response.bytes)) as? [String: Any])
    }

    /// Signs somebody in; returns the cookie.
    func signIn(_ name: String, role: Role, firm: String? = nil, agency: Agency? = nil) async throws -> String {
        let account = try await stores.add(
            Account(
                name: name, role: role, agency: agency, firm: firm, passwordHash: "x", mustChangePassword: false),
            by: "test")
        let cookie = Hexadecimal.text(Secrets.randomBytes(32))
        let now = time.withLock { $0 } / 1_000_000
        try await stores.create(
            Session(hash: Secrets.hash(Array(cookie.utf8)), account: account.id, created: now, used: now))
        return cookie
    }
}

let declarationA = """
    {"reference":"VN-A-1","gate":"huu-nghi","direction":"entry","vehicle":{"tractorPlate":"29C-582.14","trailerPlate":"29R-001.22"},
    "containers":[{"number":"CSQU3054383","seals":[{"number":"S1"}]}],"channel":"red","parties":{"declarant":"Minh Long"}}
    """
