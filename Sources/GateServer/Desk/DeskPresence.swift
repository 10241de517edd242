import GateDomain
import GatePipeline

/// Who looks at which case now; forgotten a minute after the last sign.
final class DeskPresence: Sendable {
    private let seen = Locked<[String: [String: Int64]]>([:])
    private let noted = Locked<[String: Int64]>([:])
    private static let keeps: Int64 = 45

    /// Notes that somebody looks; returns the others.
    func look(_ name: String, at passage: String, now: Int64) -> [String] {
        seen.withLock { seen in
            if seen.count > 2000 { seen = [:] }
            seen[passage, default: [:]][name] = now
            return (seen[passage] ?? [:]).filter { $0.key != name && now - $0.value < Self.keeps }.keys.sorted()
        }
    }

    /// Others than `name`, by case.
    func others(than name: String, now: Int64) -> [String: [String]] {
        seen.withLock {
            $0.mapValues { people in
                people.filter { $0.key != name && now - $0.value < Self.keeps }.keys.sorted()
            }
        }
    }

    /// Whether a look is to be written down: once in ten minutes for the same person and thing.
    func isFresh(_ name: String, _ thing: String, now: Int64) -> Bool {
        noted.withLock { noted in
            if noted.count > 20_000 { noted = [:] }
            let key = "\(name)\u{0}\(thing)"
            if let last = noted[key], now - last < 600 { return false }
            noted[key] = now
            return true
        }
    }
}
