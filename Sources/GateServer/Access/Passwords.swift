import CSodium
import Dispatch
import GateDomain
import GatePipeline

/// Argon2id, two at once at most: each takes 19 MiB and tens of milliseconds, and the cameras need both.
public final class Passwords: Sendable {
    public static let shortest = 10
    private static let operations: UInt64 = 2
    private static let memory = 19 << 20

    private let queues = (0..<2).map { DispatchQueue(label: "passwords-\($0)") }
    private let waiting = Locked<(count: Int, next: Int)>((0, 0))
    /// More would only wait for each other.
    private let longestQueue = 16
    /// An unknown account costs the same work as a known one.
    private let dummy: String
    private let verify: @Sendable (_ password: String, _ hash: String) -> Bool

    public convenience init() {
        self.init { password, hash in
            crypto_pwhash_str_verify(hash, password, UInt64(password.utf8.count)) == 0
        }
    }

    init(verify: @escaping @Sendable (_ password: String, _ hash: String) -> Bool) {
        dummy = Self.hash(Secrets.base62(20))
        self.verify = verify
    }

    /// Blocks; for commands.
    public static func hash(_ password: String) -> String {
        _ = sodium_init()
        var out = [CChar](repeating: 0, count: Int(crypto_pwhash_STRBYTES))
        let result = crypto_pwhash_str_alg(
            &out, password, UInt64(password.utf8.count), operations, memory, crypto_pwhash_ALG_ARGON2ID13)
        precondition(result == 0, "no memory for Argon2id")
        return String(decoding: out.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// - Parameter hash: nil for an account that is not there: takes as long, and is false.
    /// - Throws: 429 when too many wait.
    func isRight(_ password: String, for hash: String?) async throws(Problem) -> Bool {
        let verified = try await run { self.verify(password, hash ?? self.dummy) }
        return verified && hash != nil
    }

    func hashed(_ password: String) async throws(Problem) -> String { try await run { Self.hash(password) } }

    private func run<Result: Sendable>(_ work: @escaping @Sendable () -> Result) async throws(Problem) -> Result {
        let index: Int? = waiting.withLock {
            guard $0.count < longestQueue else { return nil }
            $0.count += 1
            $0.next += 1
            return $0.next % queues.count
        }
        guard let index else { throw .tooMany("Many sign in at this moment.", retryAfter: 2) }
        return await withCheckedContinuation { continuation in
            queues[index].async {
                let result = work()
                self.waiting.withLock { $0.count -= 1 }
                continuation.resume(returning: result)
            }
        }
    }
}
