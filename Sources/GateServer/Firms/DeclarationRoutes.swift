import Dispatch
import GateDomain
import GatePipeline

/// Declarations of firms: filing, what was understood, amending, cancelling.
struct DeclarationRoutes: Sendable {
    let desk: FilingDesk
    let reader: any MessageReader
    let readModel: any StatusReadModel
    let secrets: Secrets
    private let queue = DispatchQueue(label: "messages")

    init(desk: FilingDesk, reader: any MessageReader, readModel: any StatusReadModel, secrets: Secrets) {
        self.desk = desk
        self.reader = reader
        self.readModel = readModel
        self.secrets = secrets
    }

    var routes: [Route] {
        [
            Route(.post, "/v1/declarations", .key(.declarationsWrite), file),
            Route(.get, "/v1/declarations/{reference}", .key(.statusRead), versions),
            Route(.put, "/v1/declarations/{reference}", .key(.declarationsWrite), amend),
            Route(.post, "/v1/declarations/{reference}/cancel", .key(.declarationsWrite), cancel),
        ]
    }

    static let mediaTypes: Set<String> = [
        "application/json", "application/xml", "text/xml", "application/edifact", "text/csv", "text/plain",
    ]

    @Sendable private func file(_ call: Call) async throws -> HTTPResponse {
        try call.allowQuery([])
        guard let firm = call.principal.firm else { throw Problem.notFound }
        let key = try Self.idempotencyKey(call)
        let reading = try await understood(call)
        let answer = try await desk.file(reading, firm: firm, key: key, request: Self.hash(call))
        return .json(answer.body, status: answer.status)
    }

    @Sendable private func amend(_ call: Call) async throws -> HTTPResponse {
        try call.allowQuery([])
        guard let firm = call.principal.firm else { throw Problem.notFound }
        let key = try Self.idempotencyKey(call)
        let reading = try await understood(call)
        let answer = try await desk.amend(
            call[parameter: "reference"], with: reading, firm: firm, key: key, request: Self.hash(call))
        return .json(answer.body, status: answer.status)
    }

    @Sendable private func cancel(_ call: Call) async throws -> HTTPResponse {
        try call.allowQuery([])
        guard let firm = call.principal.firm else { throw Problem.notFound }
        let answer = try await desk.cancel(call[parameter: "reference"], firm: firm)
        return .json(answer.body, status: answer.status)
    }

    @Sendable private func versions(_ call: Call) async throws -> HTTPResponse {
        try call.allowQuery([])
        guard let firm = call.principal.firm else { throw Problem.notFound }
        let reference = call[parameter: "reference"]
        let versions = try await readModel.versions(ofDeclaration: reference, firm: firm)
        guard let newest = versions.last else { throw Problem.notFound }
        var json = JSONText()
        json.object { json in
            json.field("reference", newest.reference)
            json.field("version", newest.version)
            json.field("status", newest.status.rawValue)
            json.field("movementReference", "MV-" + secrets.code("movement", newest.reference, bytes: 8))
            json.array("versions", versions) { json, declaration in
                json.object { json in
                    json.field("version", declaration.version)
                    json.field("status", declaration.status.rawValue)
                    json.object("understood") { DeclarationRenderer.content(&$0, declaration) }
                }
            }
        }
        return .json(json.text)
    }

    /// - Throws: 415, or 422 with what must be mended.
    private func understood(_ call: Call) async throws -> MessageReading {
        guard let type = call.request.mediaType, Self.mediaTypes.contains(type) else {
            throw Problem(
                415, "mediaType", "One of \(Self.mediaTypes.sorted().joined(separator: ", ")) is expected.")
        }
        return try await understood(call.request.body)
    }

    /// Parsed on a thread of its own: a message may take long.
    func understood(_ body: [UInt8]) async throws -> MessageReading {
        let reading = await withCheckedContinuation { continuation in
            queue.async { continuation.resume(returning: reader.read(body)) }
        }
        let errors = reading.problems.filter(\.isError)
        guard errors.isEmpty else {
            throw Problem(
                422, "notUnderstood", "Nothing was taken; mend these places and send it again.",
                errors: errors.prefix(100).map { .init(position: $0.position, message: $0.message) })
        }
        guard !reading.declarations.isEmpty || !reading.notices.isEmpty else {
            throw Problem(
                422, "notUnderstood", "Nothing was taken.",
                errors: [.init(position: "message", message: "there is no declaration in it")])
        }
        return reading
    }

    private static func idempotencyKey(_ call: Call) throws(Problem) -> String? {
        let values = call.request.headers.all("idempotency-key")
        guard let key = values.first else { return nil }
        guard values.count == 1, (1...100).contains(key.utf8.count), key.utf8.allSatisfy({ (33...126).contains($0) })
        else {
            throw .badRequest("Idempotency-Key: 1 to 100 visible ASCII characters are expected.")
        }
        return key
    }

    private static func hash(_ call: Call) -> String {
        Secrets.hash(Array("\(call.request.method) \(call.path)\n".utf8) + call.request.body)
    }
}
