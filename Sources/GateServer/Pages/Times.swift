import GateDomain

/// Times as people of the gate read them: local (UTC+7, no summer time), with UTC in the element.
enum Times {
    static let offset = 7.0 * 3600

    static func local(_ instant: Instant) -> String {
        let text = instant.advanced(bySeconds: offset).rfc3339
        return text.prefix(10) + " " + text.dropFirst(11).prefix(5)
    }

    static func element(_ instant: Instant) -> HTML {
        tag(.time, .set(.datetime, instant.rfc3339), .set(.title, instant.rfc3339), text: local(instant))
    }

    /// Of seconds since 1970.
    static func text(_ seconds: Int64) -> String { local(Instant(microseconds: seconds * 1_000_000)) }
}
