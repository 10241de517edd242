import GateDomain
import GatePipeline

/// Changes that one caller may make a second; reads are bounded by the connections.
final class RateLimits: Sendable {
    private struct Bucket {
        var tokens: Double
        var filled: Double
    }
    private let perSecond: Double
    private let burst: Double
    private let clock: ServerClock
    private let buckets = Locked<[String: Bucket]>([:])
    private let minutes = Locked<[String: Int64]>([:])

    init(perSecond: Double, burst: Double, clock: ServerClock) {
        self.perSecond = perSecond
        self.burst = burst
        self.clock = clock
    }

    /// - Throws: 429.
    func take(_ principal: Principal, peer: String) throws(Problem) {
        let name =
            switch principal {
            case .anonymous: "peer \(peer)"
            case .key(let key): "firm \(key.firm)"
            case .person(let account, _): "person \(account.id)"
            }
        let now = Double(clock.now.microseconds) / 1e6
        let isTaken = buckets.withLock { buckets in
            // Full buckets are as good as none.
            if buckets.count > 10_000 { buckets = buckets.filter { now - $0.value.filled < burst / perSecond } }
            var bucket = buckets[name] ?? Bucket(tokens: burst, filled: now)
            bucket.tokens = min(burst, bucket.tokens + max(0, now - bucket.filled) * perSecond)
            bucket.filled = now
            let isTaken = bucket.tokens >= 1
            if isTaken { bucket.tokens -= 1 }
            buckets[name] = bucket
            return isTaken
        }
        if !isTaken {
            throw .tooMany("More than \(Int(saturating: perSecond)) changes a second. Wait, then go on.", retryAfter: 1)
        }
    }

    func isFirstThisMinute(_ name: String) -> Bool {
        let minute = clock.seconds / 60
        return minutes.withLock { minutes in
            if minutes[name] == minute { return false }
            if minutes.count > 10_000 { minutes.removeAll() }
            minutes[name] = minute
            return true
        }
    }
}
