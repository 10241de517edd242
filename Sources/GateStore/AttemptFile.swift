import Foundation
import GateDomain
public import GatePipeline

/// The work of the moment and its attempts in a file of one block, which the system keeps when the process dies.
///
/// Not in the database: a commit of its own for every passage would cost more than the passage's.
public final class AttemptFile: AttemptLog {
    private let descriptor: Int32
    private let attempts: Locked<(work: String, count: Int)>

    /// Beside a database; a file that cannot be opened remembers nothing, and stops nobody.
    public init(database path: String) {
        descriptor = open(path + ".attempt", O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
        if descriptor >= 0 { fchmod(descriptor, 0o600) }
        attempts = Locked(Self.read(descriptor))
    }

    deinit {
        if descriptor >= 0 { close(descriptor) }
    }

    public func begin(_ work: String) -> Int {
        attempts.withLock { attempts in
            let work = String(work.prefix(400))
            let before = attempts.work == work ? attempts.count : 0
            attempts = (work, before + 1)
            write("\(before + 1) \(work)")
            return before
        }
    }

    public func end() {
        attempts.withLock { attempts in
            attempts = ("", 0)
            write("")
        }
    }

    private static let length = 2048

    /// Always the whole block, so that nothing of a longer text stays.
    private func write(_ text: String) {
        var block = Array(text.utf8.prefix(Self.length))
        block += Array(repeating: 0, count: Self.length - block.count)
        _ = pwrite(descriptor, block, block.count, 0)
    }

    private static func read(_ descriptor: Int32) -> (work: String, count: Int) {
        var block = [UInt8](repeating: 0, count: length)
        let count = pread(descriptor, &block, length, 0)
        let parts = String(decoding: block.prefix(max(0, count)).prefix { $0 != 0 }, as: UTF8.self)
            .split(separator: " ", maxSplits: 1)
        guard parts.count == 2, let number = Int(parts[0]) else { return ("", 0) }
        return (String(parts[1]), number)
    }
}
