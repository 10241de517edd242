import Foundation
import GateDomain
import GatePeople

/// The passes that were issued, a line each; it numbers them for the status list.
struct PassLedger {
    struct Entry: Codable {
        var id: String
        var statusIndex: Int?
        var issued: String?
        var validUntil: String
        var plate: String?
        var trailer: String?
        var container: String?
        var reference: String?
        var uses: Int?
        /// Filled in by `pass list` alone.
        var used: Int?
        var state: String?
    }

    private let path: String
    private(set) var entries: [Entry] = []

    /// Waits for whoever else has the ledger in hand, until this process ends: no two passes get one number.
    init(path: String) throws(PassError) {
        self.path = path
        let lock = open(path + ".lock", O_CREAT | O_RDWR | O_CLOEXEC, 0o600)
        guard lock >= 0, flock(lock, LOCK_EX) == 0 else {
            throw PassError("\(path): cannot be locked; check the folder and its permissions")
        }
        guard FileManager.default.fileExists(atPath: path) else { return }
        guard let data = FileManager.default.contents(atPath: path) else { throw PassError("\(path): cannot be read") }
        for (index, line) in data.split(separator: 10).enumerated() {
            guard let entry = try? JSONDecoder().decode(Entry.self, from: Data(line)) else {
                throw PassError("\(path): line \(index + 1) is no entry of a ledger; restore the file from its backup")
            }
            entries.append(entry)
        }
    }

    var nextIndex: Int { (entries.compactMap(\.statusIndex).max() ?? -1) + 1 }

    func index(of id: String) -> Int? { entries.first { $0.id == id }?.statusIndex }

    mutating func add(_ pass: Pass) throws {
        let entry = Entry(
            id: pass.name, statusIndex: pass.statusIndex, issued: pass.issued?.rfc3339,
            validUntil: pass.expires.rfc3339,
            plate: pass.plate, trailer: pass.trailer, container: pass.container, reference: pass.reference,
            uses: pass.uses)
        entries.append(entry)
        // Appended and on the disk before the pass is handed out: an index is never given twice.
        if !FileManager.default.fileExists(atPath: path) {
            _ = FileManager.default.createFile(atPath: path, contents: nil, attributes: [.posixPermissions: 0o600])
        }
        guard let handle = FileHandle(forWritingAtPath: path) else { throw PassError("\(path): cannot be written") }
        try handle.seekToEnd()
        try handle.write(contentsOf: Data((try JSONLine.encode(entry) + "\n").utf8))
        try handle.synchronize()
        try handle.close()
    }
}
