import Foundation
import GateDomain

/// Keeps messages that come again and again from filling a log: a few of a kind, then one every few minutes with how many were left out.
struct LogLimiter {
    private struct Kind {
        var said = 0
        var leftOut = 0
        var last: Instant
    }

    private var kinds: [String: Kind] = [:]

    /// Of one kind before it is limited, and the seconds between further ones.
    static let burst = 3
    static let interval = 300.0
    /// Seconds of silence after which a kind is as new; kinds that are remembered.
    static let memory = 3600.0
    static let limit = 1000

    /// The message as it is to be written; nil when it is left out. Messages that differ in numbers alone are of one kind.
    mutating func admit(_ message: String, at now: Instant) -> String? {
        let key = String(message.map { $0.isNumber ? "#" : $0 }.prefix(200))
        if let kind = kinds[key], now.seconds(since: kind.last) > Self.memory { kinds[key] = nil }
        guard var kind = kinds[key] else {
            if kinds.count >= Self.limit, let oldest = kinds.min(by: { $0.value.last < $1.value.last }) {
                kinds[oldest.key] = nil
            }
            kinds[key] = Kind(said: 1, last: now)
            return message
        }
        defer { kinds[key] = kind }
        if kind.said < Self.burst {
            kind.said += 1
            kind.last = now
            return message
        }
        guard now.seconds(since: kind.last) >= Self.interval else {
            kind.leftOut += 1
            return nil
        }
        defer { (kind.leftOut, kind.last) = (0, now) }
        return kind.leftOut == 0 ? message : "\(message) (and \(kind.leftOut) more like it)"
    }
}
