import GateDomain

/// Times of wire messages.
extension FieldText {
    /// ISO 8601 as XML has it: with a zone, or without (then of `zone`), or a date alone, which begins or ends the day.
    static func instant(
        _ raw: some StringProtocol, endOfDay: Bool = false, zone: SenderZone = .utc
    ) -> Instant? {
        let text = trimmed(raw)
        guard (10...40).contains(text.utf8.count) else { return nil }
        if let zoned = Instant(rfc3339: text) { return zoned }
        if let local = Instant(rfc3339: text + "Z") ?? Instant(rfc3339: text + ":00Z") {
            return zone.instant(local: local)
        }
        let time = endOfDay ? "T23:59:59" : "T00:00:00"
        if text.utf8.count == 10 { return Instant(rfc3339: text + time + "Z").map { zone.instant(local: $0) } }
        // A date with a zone, `2026-03-02+01:00`; minutes with one.
        let (head, tail) = (String(text.prefix(10)), String(text.dropFirst(10)))
        return Instant(rfc3339: head + time + tail)
            ?? (tail.first == "T" ? Instant(rfc3339: text.prefix(16) + ":00" + text.dropFirst(16)) : nil)
    }

    /// Whether a text of ISO 8601 or an EDIFACT format is a date without a time.
    static func isDate(_ raw: some StringProtocol) -> Bool {
        let text = trimmed(raw)
        return text.utf8.count == 10 || (text.utf8.count == 8 && text.allSatisfy(isDigit))
    }

    /// `202603020830` under an EDIFACT format code (2379), with a zone behind it in those that have one, else of `zone`; a date alone
    /// begins or ends the day. nil for codes that are no point in time.
    static func instant(
        digits raw: some StringProtocol, format: String?, endOfDay: Bool = false, zone: SenderZone = .utc
    ) -> Instant? {
        let text = trimmed(raw)
        var digits = Array(text.utf8.prefix { (48...57).contains($0) })
        let tail = text.dropFirst(digits.count)
        // Some write the zone behind any format.
        let offset = tail.isEmpty ? nil : offset(tail)
        guard tail.isEmpty || offset != nil else { return nil }
        switch (format, digits.count) {
        case ("2", 6): digits = Array(digits[4...] + digits[2..<4] + digits[..<2])
        case ("2", 8): digits = Array(digits[4...] + digits[2..<4] + digits[..<2])
        case ("101", 6), ("201", 10), ("202", 12), ("102", 8), ("203", 12), ("205", 12), ("303", 12), ("301", 10): break
        case ("204", 14), ("208", 14), ("304", 14), ("205", 14), (nil, 6), (nil, 8), (nil, 10), (nil, 12), (nil, 14):
            break
        // A format that its text contradicts is a slip of the sender's: eight digits are a date.
        case ("203", 8), ("204", 8), ("102", 12), ("204", 12), ("203", 14), ("303", 14), ("102", 14): break
        // Digits down to the millisecond.
        case (nil, 15...17): digits = Array(digits.prefix(14))
        default: return nil
        }
        if digits.count == 6 || digits.count == 10 || format == "202" || format == "201" {
            digits = Array("20".utf8) + digits
        }
        let isDate = digits.count == 8
        while digits.count < 14 { digits.append(48) }
        func part(_ range: Range<Int>) -> String { String(decoding: digits[range], as: UTF8.self) }
        let time = isDate && endOfDay ? "23:59:59" : "\(part(8..<10)):\(part(10..<12)):\(part(12..<14))"
        let date = "\(part(0..<4))-\(part(4..<6))-\(part(6..<8))"
        if let offset { return Instant(rfc3339: "\(date)T\(time)\(offset)") }
        return Instant(rfc3339: "\(date)T\(time)Z").map { zone.instant(local: $0) }
    }

    /// `+07`, `+0700`, `+07:00`, `Z`, `UTC` as RFC 3339 has it; letters of EDIFACT's time zone names other than these are not known.
    private static func offset(_ tail: some StringProtocol) -> String? {
        let text = trimmed(tail).uppercased()
        if ["Z", "UTC", "GMT", "ZZZ"].contains(text) { return "Z" }
        guard let sign = text.first, sign == "+" || sign == "-" else { return nil }
        let digits = text.dropFirst().filter { $0 != ":" }
        guard (1...4).contains(digits.count), digits.allSatisfy(isDigit) else { return nil }
        let hours = digits.count <= 2 ? String(digits) : String(digits.dropLast(2))
        let minutes = digits.count <= 2 ? "00" : "\(digits.suffix(2))"
        return "\(sign)\(hours.count == 1 ? "0" : "")\(hours):\(minutes)"
    }
}
