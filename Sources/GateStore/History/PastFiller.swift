public import GateDomain
public import GateFusion
import GatePipeline

/// Makes a database of very many passages and declarations for measurements: the tables that a gate reads, without chain, sightings and
/// pictures, which would take hours. Nothing that it makes verifies.
public final class PastFiller {
    private let connection: Connection
    private let history: History
    private var taken: Int64 = 0
    private var pending = 0

    /// - Parameter path: of a new database that a store has made and closed.
    public init(path: String) throws {
        connection = try Connection(path: path, mode: .readWrite)
        try connection.run("PRAGMA synchronous = OFF")
        try connection.run("PRAGMA cache_size = -200000")
        history = History(
            connection: connection, audit: AuditLog(connection, witness: RowWitness([])),
            matrix: try History.folding(connection))
        try connection.run("BEGIN")
    }

    /// A declaration, with its JSON as a store would keep it.
    public func add(_ declaration: Declaration, json: String) throws {
        taken += 1
        try connection.run(
            "INSERT INTO declarations VALUES (?,?,?)",
            [.text(declaration.reference), .integer(Int64(declaration.version)), .text(json)])
        try history.state(declaration, version: Int64(declaration.version), payload: nil, taken: taken)
        try step()
    }

    /// A passage; only those of the last hours need their whole JSON.
    public func add(_ movement: YardMovement, passage: String = "{}", verdict: String = "{}") throws {
        try connection.run(
            "INSERT INTO passages VALUES (?,?,?,?,?,?)",
            [
                .text(movement.id), .text(movement.place.gate), .text(movement.place.lane),
                .integer(movement.decided.microseconds), .text(passage), .text(verdict),
            ])
        try history.enter(movement)
        try step()
    }

    /// JSON as a store keeps it.
    public static func json(_ value: some Encodable) throws -> String { try CanonicalJSON.encode(value) }

    private func step() throws {
        pending += 1
        guard pending % 20_000 == 0 else { return }
        try connection.run("COMMIT")
        try connection.run("BEGIN")
    }

    public func finish() throws {
        try connection.run("COMMIT")
        connection.close()
    }
}
