import Foundation
public import GatePipeline

/// Journal, declarations, cases, audit log and evidence in one SQLite file (WAL) and a folder of pictures beside it.
///
/// *A committed sighting is processed at least once and appears exactly once in the queue.* Commits are on the disk when they return
/// (`synchronous = FULL`); keys are given by the caller and the same on every replay, so that doing a thing again changes nothing.
/// One connection, one writer, calls serialised by a lock.
public final class SQLiteStore: Journal, DeclarationStore, @unchecked Sendable {
    // Sendable: `connection` is used with `lock` held only.
    public let path: String
    private let lock = NSLock()
    let connection: Connection
    let evidence: EvidenceFolder
    var audit: AuditLog { AuditLog(connection: connection) }

    /// Opens or creates `path`; migrates an older database, refuses a newer one.
    /// - Throws: `StoreError`.
    public init(path: String, options: StoreOptions = StoreOptions()) throws {
        self.path = path
        if options.readOnly, !FileManager.default.fileExists(atPath: path) {
            throw StoreError("\(path): there is no such database; check the path")
        }
        connection = try Connection(path: path, readOnly: options.readOnly)
        evidence = EvidenceFolder(path: path + ".evidence")
        if !options.readOnly {
            try connection.run("PRAGMA journal_mode = WAL")
            try connection.run("PRAGMA synchronous = FULL")
            try connection.run("PRAGMA foreign_keys = ON")
        }
        try Schema.migrate(connection, readOnly: options.readOnly)
    }

    func locked<T>(_ body: () throws -> T) rethrows -> T {
        lock.lock()
        defer { lock.unlock() }
        return try body()
    }
}
