import Foundation
import GatePipeline

/// One process writes to a database: a lock on a file beside it, in which the holder says who it is. The kernel lets go when the
/// holder dies, however it dies.
final class StoreLock {
    private let descriptor: Int32

    private struct Holder: Codable {
        var pid: Int32
        var command: String
        var since: Date
    }

    /// - Throws: `StoreError` that names the holder.
    init(database: String) throws {
        let file = database + ".lock"
        descriptor = open(file, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        guard descriptor >= 0 else {
            let code = errno
            throw StoreError(
                "\(file): cannot be made (\(String(cString: strerror(code)))); the folder of a database must be there and "
                    + "writable for us", code: code)
        }
        guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else {
            let holder = Self.read(descriptor)
            close(descriptor)
            throw StoreError(
                "\(database): in use by \(holder ?? "another process"); stop that one first, or name another database")
        }
        fchmod(descriptor, 0o600)
        write()
    }

    deinit { close(descriptor) }

    private func write() {
        // What was called how: two words, as more might tell a secret.
        let command = CommandLine.arguments.prefix(2).joined(separator: " ")
        let encoder = JSONEncoder()
        encoder.dateEncodingStrategy = .iso8601
        guard let text = try? encoder.encode(Holder(pid: getpid(), command: command, since: Date())) else { return }
        // On a full disk the lock holds all the same; only its name is missing.
        ftruncate(descriptor, 0)
        _ = text.withUnsafeBytes { pwrite(descriptor, $0.baseAddress, $0.count, 0) }
    }

    private static func read(_ descriptor: Int32) -> String? {
        var bytes = [UInt8](repeating: 0, count: 4096)
        let count = pread(descriptor, &bytes, bytes.count, 0)
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .iso8601
        guard count > 0, let holder = try? decoder.decode(Holder.self, from: Data(bytes.prefix(count))) else {
            return nil
        }
        return "\"\(holder.command)\" (process \(holder.pid), since \(holder.since.ISO8601Format()))"
    }
}
