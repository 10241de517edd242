import Foundation
public import GateFusion
public import GatePipeline

/// Journal, declarations, cases, audit log and evidence in one SQLite file (WAL) and a folder of pictures beside it.
///
/// *A committed sighting is processed at least once and appears exactly once in the queue.* Commits are on the disk when they return
/// (`synchronous = FULL`); keys are given by the caller and the same on every replay, so that doing a thing again changes nothing.
/// One connection on one thread of its own, one writer; who only reads opens the file again, read-only.
public actor SQLiteStore: Journal, DeclarationStore, CaseStore {
    private nonisolated let executor: ThreadExecutor
    public nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }
    public nonisolated let path: String
    let connection: Connection
    nonisolated let evidence: EvidenceFolder
    let audit: AuditLog
    private var ownership: StoreLock?
    private var folding = ConfusionMatrix.standard
    var history: History { History(connection: connection, audit: audit, matrix: folding) }

    /// Opens or creates `path`; migrates an older database, refuses a newer one, and one that another process writes to.
    /// - Throws: `StoreError`.
    public init(path: String, options: StoreOptions = StoreOptions()) throws {
        self.path = path
        executor = ThreadExecutor(name: options.readOnly ? "store reader" : "store")
        evidence = EvidenceFolder(path: path + ".evidence")
        let witness = RowWitness(HeldTable.all)
        if options.readOnly {
            ownership = nil
            connection = try Self.reading(path)
        } else {
            let file = try StoreFiles.resolved(path)
            ownership = try StoreLock(database: file)
            try StoreFiles.prepare(database: file)
            try StoreFiles.makeFolder(evidence.path)
            connection = try Connection(path: path, mode: .readWrite, witness: witness)
        }
        audit = AuditLog(connection, witness: witness)
        _ = try Schema.version(connection, readOnly: options.readOnly)
        if !options.readOnly {
            try connection.run("PRAGMA journal_mode = WAL")
            try connection.run("PRAGMA synchronous = FULL")
            try connection.run("PRAGMA foreign_keys = ON")
            try connection.run("PRAGMA cache_size = -32000")
            try Schema.migrate(connection, audit)
            folding = try History.folding(connection)
        }
    }

    /// The past as the judge asks for it, by a connection of its own. Look-ups that were made for another confusion matrix are made
    /// again first.
    /// - Throws: `StoreError`.
    public func archive(_ matrix: ConfusionMatrix = .standard) throws -> StoreArchive {
        if matrix.folding != folding.folding {
            folding = matrix
            try audit.transaction { try history.relist() }
        }
        return try StoreArchive(path: path)
    }

    /// Also of a medium that cannot be written, where SQLite can make no files beside the database.
    private static func reading(_ path: String) throws -> Connection {
        guard FileManager.default.fileExists(atPath: path) else {
            throw StoreError("\(path): there is no such database; check the path")
        }
        do {
            let connection = try Connection(path: path, mode: .readOnly)
            _ = try connection.run("PRAGMA user_version")
            return connection
        } catch let error as StoreError where error.cannotWriteBeside {
            var status = stat()
            if stat(path + "-wal", &status) == 0, status.st_size > 0 {
                throw StoreError(
                    "\(path): its newest records are in \(path)-wal, which cannot be read on a medium that cannot be "
                        + "written; copy both to another place", code: error.code)
            }
            return try Connection(path: path, mode: .immutable)
        }
    }

    /// Writes the log into the database file, closes it, and lets others have it; whoever uses the store after this gets an error.
    public func close() {
        connection.close()
        ownership = nil
    }
}
