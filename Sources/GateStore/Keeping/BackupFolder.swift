import Foundation
import GatePipeline

/// A folder with a copy of a store: `database.sqlite`, its pictures, and `backup.json`, which says what is in it.
///
/// The copy is itself a database that `verify` reads. A backup that is cut off leaves the one before it whole: the database is
/// replaced at once by a rename, and pictures that it does not need any more go only then.
public struct BackupFolder: Sendable {
    public let path: String

    public init(path: String) { self.path = path }

    /// What a backup holds.
    public struct Manifest: Codable, Sendable, Hashable {
        /// When it was made, RFC 3339.
        public var at: String
        /// The last record of its audit chain, and its hash: what `restore` checks.
        public var record: Int64
        public var head: String
        public var pictures: Int
    }

    public var database: String { path + "/database.sqlite" }
    private var manifestFile: String { path + "/backup.json" }
    /// Small files beside a database that belong to it.
    static let companions = [".secret", ".heads"]

    /// - Throws: `StoreError` when there is no backup in the folder.
    public func manifest() throws -> Manifest {
        guard let data = FileManager.default.contents(atPath: manifestFile),
            let manifest = try? JSONDecoder().decode(Manifest.self, from: data)
        else {
            throw StoreError(
                "\(manifestFile): no backup is there, or not a whole one; name a folder that 'backup' made")
        }
        return manifest
    }

    func write(_ manifest: Manifest) throws {
        try StoreFiles.write(Array((try CanonicalJSON.encode(manifest) + "\n").utf8), to: manifestFile)
    }
}

/// What a backup or a restore did.
public struct CopyReport: Sendable, Hashable {
    public var head = AuditHead(record: 0, hash: "")
    /// Pictures that were there already, and those that were copied.
    public var known = 0
    public var copied = 0
    /// Pictures that the backup does not need any more.
    public var removed = 0
    /// A line for each picture that is missing or damaged where it was copied from.
    public var failures: [String] = []
}
