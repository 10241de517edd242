import Foundation
import GateDomain
import GatePipeline
import GateStore

struct BackupCommand: Command {
    static let name = "backup"
    static let help = """
        bordergate backup --database F --into DIR          a copy of a database and its pictures, also while a gate runs

        The copy is the database as it is at one moment, with every picture that it names, and the head of its audit chain.
        Made into the same DIR again, only new pictures are copied, and those that have expired go. A backup that is cut off
        leaves the one before it as it was. 'verify --database DIR/database.sqlite' reads it; 'restore' makes a gate's database of it.
          --config FILE    the database that FILE names, in place of --database
        """
    static let flags: Set<String> = []
    static let options: Set<String> = ["--database", "--config", "--into"]

    static func run(_ arguments: Arguments) async throws -> ExitStatus {
        let database = try DatabaseOption.path(arguments)
        guard let folder = arguments.last("--into") else {
            throw UsageError("--into is missing: the folder for the copy")
        }
        let store = try SQLiteStore(path: database, options: StoreOptions(readOnly: true))
        let report = try await store.backUp(into: BackupFolder(path: folder), at: .now) {
            Terminal.progress(done: $0, of: $1, $2)
        }
        Terminal.clearProgress()
        for failure in report.failures { Terminal.error(failure) }
        Terminal.line(
            "\(folder): \(report.copied) new pictures, \(report.known) there before, \(report.removed) expired; "
                + "head: record \(report.head.record), \(report.head.hash)")
        return report.failures.isEmpty ? .done : .failedInput
    }
}

struct RestoreCommand: Command {
    static let name = "restore"
    static let help = """
        bordergate restore --from DIR --database F         a database out of a backup, under whatever name

        F must not be there yet. Everything is verified at the end: chain, rows, pictures, and the head that the backup kept.
        One that is cut off leaves no database, and can be run again.
          --head HASH   a head that was kept elsewhere: it must be in the chain; may be given several times
        """
    static let flags: Set<String> = []
    static let options: Set<String> = ["--from", "--database", "--head"]

    static func run(_ arguments: Arguments) async throws -> ExitStatus {
        guard let from = arguments.last("--from") else {
            throw UsageError("--from is missing: the folder of the backup")
        }
        guard let path = arguments.last("--database") else { throw UsageError("--database is missing") }
        let folder = BackupFolder(path: from)
        let report = try SQLiteStore.restore(folder, to: path) { Terminal.progress(done: $0, of: $1, $2) }
        let store = try SQLiteStore(path: path, options: StoreOptions(readOnly: true))
        let heads = Set(arguments.all("--head") + [try folder.manifest().head].filter { !$0.isEmpty })
        let verified = try await store.verify(heads: heads) { Terminal.progress(done: $0, of: $1, "rows") }
        Terminal.clearProgress()
        let failures = report.failures + verified.failures
        for failure in failures { Terminal.error(failure) }
        Terminal.line(
            "\(path): \(verified.passages) passages, \(verified.pictures) pictures, head: record \(verified.head.record): "
                + (failures.isEmpty ? "intact" : "\(failures.count) damaged"))
        return failures.isEmpty ? .done : .failedInput
    }
}

/// The database that a command is for: named itself, or by a configuration.
enum DatabaseOption {
    static func path(_ arguments: Arguments) throws -> String {
        if let path = arguments.last("--database") { return path }
        guard let file = arguments.last("--config") else { throw UsageError("--database or --config is missing") }
        return try GateFile.live(file).gate.database
    }
}

extension Instant {
    /// By the system's clock.
    static var now: Instant { Instant(microseconds: Int64(saturating: Date().timeIntervalSince1970 * 1e6)) }
}
