import Foundation
public import GateDomain
import GatePipeline

extension SQLiteStore {
    /// Copies the store into a folder while others write to it: the database as it is at one moment, with every picture that it names.
    /// Pictures that are there from an earlier backup are not copied again.
    /// - Parameter progress: how much of what is done.
    /// - Throws: `StoreError`; the backup that was there before is then as it was.
    public func backUp(
        into folder: BackupFolder, at now: Instant,
        progress: @Sendable (_ done: Int, _ total: Int, _ what: String) -> Void = { _, _, _ in }
    ) throws -> CopyReport {
        try StoreFiles.makeFolder(folder.path)
        let lock = try StoreLock(database: folder.database)
        defer { withExtendedLifetime(lock) {} }
        let target = EvidenceFolder(path: folder.database + ".evidence")
        try StoreFiles.makeFolder(target.path)
        var report = CopyReport()
        // Before the database as well: what expires while the database is copied is in the copy, and must have its picture.
        try copyPictures(namedIn: connection, to: target, &report, progress)
        report.failures = []
        let part = folder.database + ".part"
        for suffix in ["", "-journal", "-wal", "-shm"] { unlink(part + suffix) }
        do {
            let copy = try Connection(path: part, mode: .readWrite)
            try connection.copy(to: copy) { progress($0, $1, "pages") }
            try copyPictures(namedIn: copy, to: target, &report, progress)
            let head = try copy.run("SELECT sequence, hash FROM audit_head").first
            report.head = AuditHead(record: head?[0].integer ?? 0, hash: head?[1].text ?? "")
            copy.close()
        }
        for name in BackupFolder.companions {
            guard let bytes = FileManager.default.contents(atPath: path + name) else { continue }
            try StoreFiles.write([UInt8](bytes), to: folder.database + name)
        }
        try StoreFiles.install(part, as: folder.database)
        try folder.write(
            .init(
                at: now.rfc3339, record: report.head.record, head: report.head.hash,
                pictures: report.known + report.copied))
        let copy = try Connection(path: folder.database, mode: .immutable)
        report.removed = try target.sweep(keeping: copy, olderThan: .distantFuture)
        return report
    }

    private func copyPictures(
        namedIn database: Connection, to target: EvidenceFolder, _ report: inout CopyReport,
        _ progress: (_ done: Int, _ total: Int, _ what: String) -> Void
    ) throws {
        try evidence.copy(namedIn: database, to: target, &report, progress)
    }

    /// Makes a database out of a backup, under whatever name. One that is cut off leaves no database, and can be run again.
    /// - Throws: `StoreError` when there is a database already, or no backup.
    public static func restore(
        _ folder: BackupFolder, to path: String,
        progress: @Sendable (_ done: Int, _ total: Int, _ what: String) -> Void = { _, _, _ in }
    ) throws -> CopyReport {
        let manifest = try folder.manifest()
        guard access(path, F_OK) != 0 else {
            throw StoreError("\(path): there is a database already; name another file, or move that one away first")
        }
        let lock = try StoreLock(database: path)
        defer { withExtendedLifetime(lock) {} }
        let target = EvidenceFolder(path: path + ".evidence")
        try StoreFiles.makeFolder(target.path)
        let part = path + ".part"
        for suffix in ["", "-journal", "-wal", "-shm"] { unlink(part + suffix) }
        let source = try Connection(path: folder.database, mode: .immutable)
        let copy = try Connection(path: part, mode: .readWrite)
        try source.copy(to: copy) { progress($0, $1, "pages") }
        var report = CopyReport()
        try EvidenceFolder(path: folder.database + ".evidence").copy(namedIn: copy, to: target, &report, progress)
        let head = try copy.run("SELECT sequence, hash FROM audit_head").first
        report.head = AuditHead(record: head?[0].integer ?? 0, hash: head?[1].text ?? "")
        let isThere = try copy.run(
            "SELECT 1 FROM audit WHERE sequence = ? AND hash = ?", [.integer(manifest.record), .text(manifest.head)]
        ).first
        if isThere == nil, manifest.record > 0 {
            report.failures.append("\(folder.database): its audit chain is not the one that backup.json speaks of")
        }
        copy.close()
        for name in BackupFolder.companions {
            guard let bytes = FileManager.default.contents(atPath: folder.database + name) else { continue }
            try StoreFiles.write([UInt8](bytes), to: path + name)
        }
        try StoreFiles.install(part, as: path)
        return report
    }
}

extension EvidenceFolder {
    /// Copies the pictures that a database names.
    func copy(
        namedIn database: Connection, to target: EvidenceFolder, _ report: inout CopyReport,
        _ progress: (_ done: Int, _ total: Int, _ what: String) -> Void
    ) throws {
        let total = Int(
            try database.run("SELECT count(DISTINCT sha256) FROM sighting_evidence").first?[0].integer ?? 0)
        var (done, known, copied) = (0, 0, 0)
        try database.each("SELECT DISTINCT sha256 FROM sighting_evidence") { row in
            let sha256 = row[0].text ?? ""
            done += 1
            if done % 100 == 0 { progress(done, total, "pictures") }
            if access(target.file(sha256), F_OK) == 0 {
                known += 1
            } else if let bytes = bytes(sha256), Hashing.sha256Hex(bytes) == sha256 {
                _ = try target.keep(bytes)
                copied += 1
            } else {
                report.failures.append("evidence \(file(sha256)): missing, or changed after it was written")
            }
        }
        report.known = max(0, known - report.copied)
        report.copied += copied
    }

    /// Removes pictures that a database does not name.
    /// - Parameter horizon: younger files stay: a picture is kept before its sighting is.
    /// - Returns: how many went.
    func sweep(keeping database: Connection, olderThan horizon: Instant) throws -> Int {
        var count = 0
        let files = FileManager.default
        for folder in (try? files.contentsOfDirectory(atPath: path)) ?? [] {
            for name in (try? files.contentsOfDirectory(atPath: "\(path)/\(folder)")) ?? [] {
                let file = "\(path)/\(folder)/\(name)"
                var status = stat()
                guard stat(file, &status) == 0, Int64(status.st_mtim.tv_sec) < horizon.microseconds / 1_000_000 else {
                    continue
                }
                let sha256 = String(name.prefix { $0 != "." })
                let rows = try database.run(
                    "SELECT 1 FROM sighting_evidence WHERE sha256 = ? LIMIT 1", [.text(sha256)])
                let isNamed = name.hasSuffix(".jpg") && !rows.isEmpty
                if !isNamed, unlink(file) == 0 { count += 1 }
            }
        }
        return count
    }
}
