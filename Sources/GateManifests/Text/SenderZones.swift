import Foundation
import GateDomain

/// A time zone of those who send: an offset, or a place with its summer time.
public struct SenderZone: Sendable, Hashable {
    private enum Rule: Hashable {
        case offset(Int)
        case place(TimeZone)
    }

    private let rule: Rule

    public static let utc = SenderZone(rule: .offset(0))

    private init(rule: Rule) { self.rule = rule }

    /// `+07:00`, `Z`, or a name of the tz database such as `Asia/Ho_Chi_Minh`; nil for anything else.
    public init?(_ text: String) {
        if let instant = Instant(rfc3339: "2000-01-01T00:00:00" + text) {
            guard let midnight = Instant(rfc3339: "2000-01-01T00:00:00Z") else { return nil }
            rule = .offset(Int(saturating: midnight.seconds(since: instant)))
        } else if text.contains("/") || text == "UTC", let zone = TimeZone(identifier: text) {
            rule = .place(zone)
        } else {
            return nil
        }
    }

    /// The instant at which its clocks show what `local` shows in UTC.
    func instant(local: Instant) -> Instant {
        switch rule {
        case .offset(let seconds): return local.advanced(bySeconds: -Double(seconds))
        case .place(let zone):
            // Once for the offset then, once more because it was looked up at a shifted time.
            var result = local
            for _ in 0..<2 {
                let date = Date(timeIntervalSince1970: Double(result.microseconds) / 1_000_000)
                result = local.advanced(bySeconds: -Double(zone.secondsFromGMT(for: date)))
            }
            return result
        }
    }
}

/// Whose times without a zone are whose local time: one zone for all, others for single senders.
public struct SenderZones: Sendable, Hashable {
    public var standard: SenderZone
    /// By the sender's name in the message: UNB's, `messageSender`, `SenderID`.
    public var senders: [String: SenderZone]

    public init(standard: SenderZone = .utc, senders: [String: SenderZone] = [:]) {
        self.standard = standard
        self.senders = senders
    }

    /// By names that have been checked; a name that is none counts as UTC.
    public init(named standard: String?, senders: [String: String] = [:]) {
        self.init(
            standard: standard.flatMap { SenderZone($0) } ?? .utc, senders: senders.compactMapValues { SenderZone($0) })
    }

    func zone(of sender: String?) -> SenderZone { sender.flatMap { senders[$0] } ?? standard }
}
