import GateDomain
import GatePipeline

/// Makes guessing passwords slow: growing pauses for an account from an address, an address, an account; never a lock for ever.
struct LoginGuard: Sendable {
    let accounts: any AccountStore
    let clock: ServerClock

    private struct Limit {
        var subject: String
        /// Failures without a pause.
        var free: Int
        /// Longest pause, seconds: short for an account, or a stranger could keep an officer out.
        var longest: Int64
    }

    private func limits(_ name: String, _ address: String) -> [Limit] {
        let account = Secrets.hash(Array(name.lowercased().utf8)).prefix(32)
        return [
            Limit(subject: "both \(account) \(address)", free: 4, longest: 300),
            Limit(subject: "address \(address)", free: 30, longest: 300),
            Limit(subject: "account \(account)", free: 50, longest: 10),
        ]
    }

    /// - Throws: 429 while a pause lasts.
    func check(_ name: String, from address: String) async throws {
        for limit in limits(name, address) {
            guard let failed = try await accounts.failedLogins(limit.subject), failed.count > limit.free else {
                continue
            }
            let pause = min(limit.longest, 1 << Int64(min(20, failed.count - limit.free - 1)))
            let wait = failed.last + pause - clock.seconds
            if wait > 0 {
                throw Problem.tooMany("Too many wrong attempts. Wait, then try again.", retryAfter: Int(wait))
            }
        }
    }

    func failed(_ name: String, from address: String) async throws {
        for limit in limits(name, address) {
            let before = try await accounts.failedLogins(limit.subject)
            // A quiet day forgives.
            let count = before.map { clock.seconds - $0.last > 86_400 ? 0 : $0.count } ?? 0
            try await accounts.setFailedLogins(
                FailedLogins(count: count + 1, last: clock.seconds), of: limit.subject)
        }
    }

    func succeeded(_ name: String, from address: String) async throws {
        guard let first = limits(name, address).first else { return }
        try await accounts.setFailedLogins(nil, of: first.subject)
    }
}
