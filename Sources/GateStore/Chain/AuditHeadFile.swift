import Foundation
public import GateDomain
import GatePipeline

/// Heads of the audit chain over time, one JSON object a line: a small file to be shipped away, against which the chain is held later.
public struct AuditHeadFile: Sendable {
    public let path: String

    public init(path: String) { self.path = path }

    private struct Line: Codable {
        var at: String
        var record: Int64
        var hash: String
    }

    /// Adds a head, and returns when it is on the disk.
    /// - Throws: `StoreError`.
    public func append(_ head: AuditHead, at instant: Instant) throws {
        let line = try CanonicalJSON.encode(Line(at: instant.rfc3339, record: head.record, hash: head.hash)) + "\n"
        let descriptor = open(path, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw failure("written", errno) }
        defer { close(descriptor) }
        let count = Array(line.utf8).withUnsafeBytes { write(descriptor, $0.baseAddress, $0.count) }
        guard count == line.utf8.count, fsync(descriptor) == 0 else { throw failure("written", errno) }
    }

    /// The hashes of all heads in it.
    /// - Throws: `StoreError` for what is no line of such a file, except a last one that was not written to its end.
    public func hashes() throws -> Set<String> {
        guard let bytes = FileManager.default.contents(atPath: path) else { throw failure("read", errno) }
        var hashes: Set<String> = []
        for (index, line) in bytes.split(separator: UInt8(ascii: "\n")).enumerated() {
            if let line = try? JSONDecoder().decode(Line.self, from: line), line.hash.utf8.count == 64 {
                hashes.insert(line.hash)
            } else if bytes.last == UInt8(ascii: "\n") || line.endIndex != bytes.endIndex {
                throw StoreError(
                    "\(path): line \(index + 1) is no head of an audit chain; name the file that run wrote")
            }
        }
        return hashes
    }

    private func failure(_ what: String, _ code: Int32) -> StoreError {
        StoreError(
            "\(path): cannot be \(what) (\(String(cString: strerror(code)))); check the path and its permissions",
            code: code)
    }
}
