import Dispatch
import Foundation
import GateDomain
import GatePipeline

/// The status service's side of the database: a writing connection beside the gate's own, and readers, each on a queue of its own,
/// never on the cooperative pool.
public final class ServiceStore: Sendable {
    let path: String
    private let writer: Lane
    private let readers: [Lane]
    private let next = Locked(0)

    /// A connection, its audit log if it writes, and the only queue that uses them.
    private final class Lane: @unchecked Sendable {
        // Sendable: the connection is used on `queue` alone.
        let queue: DispatchQueue
        let connection: Connection
        let audit: AuditLog?

        init(_ name: String, _ connection: Connection, audit: AuditLog? = nil) {
            queue = DispatchQueue(label: name)
            self.connection = connection
            self.audit = audit
        }
    }

    /// Opens the database beside the gate that may be writing to it, from this process or, for a command, from another; SQLite lets one
    /// write at a time. It is made or migrated when it must be.
    /// - Throws: `StoreError`.
    public init(path: String, readers: Int = 2) throws {
        self.path = path
        try StoreFiles.prepare(database: path)
        let witness = RowWitness(HeldTable.all)
        let connection = try Connection(path: path, mode: .readWrite, witness: witness)
        let audit = AuditLog(connection, witness: witness)
        try connection.run("PRAGMA journal_mode = WAL")
        try connection.run("PRAGMA synchronous = FULL")
        try connection.run("PRAGMA foreign_keys = ON")
        try Schema.migrate(connection, audit)
        writer = Lane("service-writer", connection, audit: audit)
        self.readers = try (0..<readers).map {
            Lane("service-reader-\($0)", try Connection(path: path, mode: .readOnly))
        }
    }

    /// One transaction; what it says to the audit log goes in with it.
    @discardableResult
    func write<Result: Sendable>(
        _ body: @escaping @Sendable (Connection, AuditLog) throws -> Result
    ) async throws -> Result {
        try await withCheckedThrowingContinuation { continuation in
            writer.queue.async { [writer] in
                continuation.resume(
                    with: Swift.Result {
                        guard let audit = writer.audit else { throw StoreError("no audit log") }
                        return try audit.transaction { try body(writer.connection, audit) }
                    })
            }
        }
    }

    func read<Result: Sendable>(_ body: @escaping @Sendable (Connection) throws -> Result) async throws -> Result {
        let lane = readers[
            next.withLock { next in
                next = (next + 1) % readers.count
                return next
            }]
        return try await withCheckedThrowingContinuation { continuation in
            lane.queue.async { continuation.resume(with: Swift.Result { try body(lane.connection) }) }
        }
    }

    static var now: Instant { Instant(microseconds: Int64(saturating: Date().timeIntervalSince1970 * 1e6)) }
}

extension Connection.Value {
    static func text(_ text: String?) -> Connection.Value { text.map { .text($0) } ?? .null }
    static func integer(_ number: Int64?) -> Connection.Value { number.map { .integer($0) } ?? .null }
    static func flag(_ flag: Bool) -> Connection.Value { .integer(flag ? 1 : 0) }
    /// Bytes as lower-case hexadecimal.
    static func bytes(_ bytes: [UInt8]?) -> Connection.Value {
        .text(bytes.map { Hexadecimal.text($0) })
    }

    var bytes: [UInt8]? {
        guard let digits = text.map({ Array($0.utf8) }), digits.count % 2 == 0 else { return nil }
        return stride(from: 0, to: digits.count, by: 2).map {
            UInt8(String(decoding: digits[$0...($0 + 1)], as: UTF8.self), radix: 16) ?? 0
        }
    }
}
