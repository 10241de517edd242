import GateDomain
import GatePipeline

/// Where a firm's movements stand: one, a list, a table.
struct MovementRoutes: Sendable {
    let readModel: any StatusReadModel
    let cursors: EventCursors

    var routes: [Route] {
        [
            Route(.get, "/v1/movements", .key(.statusRead), list),
            Route(.get, "/v1/movements/{reference}", .key(.statusRead), one),
            Route(.get, "/v1/openapi.json", .key(.statusRead)) { _ in OperationRoutes.contract },
        ]
    }

    @Sendable private func one(_ call: Call) async throws -> HTTPResponse {
        try call.allowQuery([])
        guard let firm = call.principal.firm, let body = try await find(call[parameter: "reference"], firm: firm) else {
            throw Problem.notFound
        }
        return .json(body)
    }

    /// By its reference, its declaration's, a plate or a box, as written or not; of several the one that changed last.
    func find(_ name: String, firm: String) async throws -> String? {
        guard name.utf8.count <= 200 else { return nil }
        if let body = try await readModel.movement(name, firm: firm) { return body }
        var query = MovementQuery(firm: firm, declaration: name, limit: 1)
        if let row = try await readModel.movements(query).first { return row.body }
        query.declaration = nil
        let text = Plate.normalised(name)
        guard !text.isEmpty else { return nil }
        query.container = text
        if let row = try await readModel.movements(query).first { return row.body }
        query.container = nil
        query.plate = text
        return try await readModel.movements(query).first?.body
    }

    @Sendable private func list(_ call: Call) async throws -> HTTPResponse {
        guard let firm = call.principal.firm else { throw Problem.notFound }
        try call.allowQuery(["reference", "plate", "container", "declaration", "status", "cursor", "limit"])
        var query = MovementQuery(firm: firm)
        query.limit = try call.number("limit", default: 50, in: 1...500)
        query.reference = try Self.identity(call, "reference")
        query.declaration = try Self.identity(call, "declaration")
        query.plate = try Self.identity(call, "plate").map { try Self.normalised($0, "plate") }
        query.container = try Self.identity(call, "container").map { try Self.normalised($0, "container") }
        if let text = try call.query("status") {
            guard let status = MovementStatus(rawValue: text) else {
                throw Problem.badRequest(
                    "status: one of \(MovementStatus.allCases.map(\.rawValue).joined(separator: ", ")) is expected.")
            }
            query.status = status
        }
        let channel = "movements \(firm)"
        if let text = try call.query("cursor") {
            guard let position = cursors.sequence(text, channel: channel) else {
                throw Problem.badRequest("cursor: not one of ours; begin without it.")
            }
            query.after = position
        }
        let rows = try await readModel.movements(query)
        let asked = [query.reference, query.declaration, query.plate, query.container].contains { $0 != nil }
        // What is another firm's is as what is not there.
        if rows.isEmpty, asked, query.after == nil { throw Problem.notFound }
        let next = rows.count == query.limit ? rows.last.map { cursors.text($0.position, channel: channel) } : nil
        if call.request.prefers("text/csv") {
            return HTTPResponse(type: "text/csv; charset=utf-8", CSVTable.text(rows.map(\.body)))
        }
        var json = JSONText()
        json.object { json in
            json.array("movements", rows) { json, row in json.raw(row.body) }
            json.field("nextCursor", next)
        }
        return .json(json.text)
    }

    private static func identity(_ call: Call, _ name: String) throws(Problem) -> String? {
        guard let text = try call.query(name) else { return nil }
        guard !text.isEmpty, text.utf8.count <= 200 else {
            throw .badRequest("\(name): 1 to 200 characters are expected.")
        }
        return text
    }

    private static func normalised(_ text: String, _ name: String) throws(Problem) -> String {
        let normalised = Plate.normalised(text)
        guard !normalised.isEmpty else { throw .badRequest("\(name): letters and digits are expected.") }
        return normalised
    }
}
