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

/// Bytes of a hexadecimal text.
enum Hexadecimal {
    static func bytes(_ text: String) -> [UInt8]? {
        let digits = Array(text.utf8)
        guard digits.count % 2 == 0, digits.count <= 4096 else { return nil }
        var bytes: [UInt8] = []
        for index in stride(from: 0, to: digits.count, by: 2) {
            guard let byte = UInt8(String(decoding: digits[index...(index + 1)], as: UTF8.self), radix: 16) else {
                return nil
            }
            bytes.append(byte)
        }
        return bytes
    }
}
