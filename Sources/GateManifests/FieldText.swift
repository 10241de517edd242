import GateDomain

/// How fields of wire messages are read: numbers, times, words.
enum FieldText {
    /// Without white space at both ends.
    static func trimmed(_ text: some StringProtocol) -> String {
        var view = text[...]
        while let first = view.first, first.isWhitespace { view.removeFirst() }
        while let last = view.last, last.isWhitespace { view.removeLast() }
        return String(view)
    }

    /// A decimal number with point or comma; nil for anything else.
    static func number(_ raw: some StringProtocol) -> Double? {
        let text = trimmed(raw).map { $0 == "," ? "." : $0 }
        guard (1...40).contains(text.count), text.contains(where: isDigit), text.count(where: { $0 == "." }) <= 1,
            text.dropFirst().allSatisfy({ isDigit($0) || $0 == "." }),
            text.first.map({ isDigit($0) || "+-.".contains($0) }) == true, let value = Double(String(text)),
            value.isFinite
        else { return nil }
        return value
    }

    /// A count of things: a whole number that is not negative.
    static func count(_ raw: some StringProtocol) -> Int? {
        guard let value = number(raw), let count = Int(exactly: value), count >= 0 else { return nil }
        return count
    }

    /// `24500`, `24500.5`: no more than needed.
    static func text(_ number: Double) -> String { Int64(exactly: number).map { String($0) } ?? "\(number)" }

    /// ISO 8601 as XML has it: with zone, without (then UTC), or a date alone.
    static func instant(_ raw: some StringProtocol, endOfDay: Bool = false) -> Instant? {
        let text = trimmed(raw)
        return Instant(rfc3339: text) ?? Instant(rfc3339: text + "Z") ?? Instant(rfc3339: text + ":00Z")
            ?? Instant(rfc3339: text + (endOfDay ? "T23:59:59Z" : "T00:00:00Z"))
    }

    /// `202603020830` under an EDIFACT format code (2379); UTC. nil for codes that are no point in time.
    static func instant(digits raw: some StringProtocol, format: String?) -> Instant? {
        var digits = Array(trimmed(raw).utf8)
        if ["303", "304", "205", "208"].contains(format) {
            digits = Array(digits.prefix { (48...57).contains($0) })
        }
        guard digits.allSatisfy({ (48...57).contains($0) }) else { return nil }
        switch (format, digits.count) {
        case ("2", 6): digits = Array(digits[4...] + digits[2..<4] + digits[..<2])
        case ("101", 6), ("201", 10), ("202", 12), ("102", 8), ("203", 12), ("205", 12), ("303", 12): break
        case ("204", 14), ("208", 14), ("304", 14), (nil, 6), (nil, 8), (nil, 10), (nil, 12): break
        default: return nil
        }
        if digits.count == 6 || digits.count == 10 || format == "202" { digits = Array("20".utf8) + digits }
        while digits.count < 14 { digits.append(48) }
        func part(_ range: Range<Int>) -> String { String(decoding: digits[range], as: UTF8.self) }
        return Instant(
            rfc3339: "\(part(0..<4))-\(part(4..<6))-\(part(6..<8))T\(part(8..<10)):\(part(10..<12)):\(part(12..<14))Z")
    }

    /// The preparation time as the version of a message: whole seconds since 1970.
    static func version(_ instant: Instant) -> Int { Int(max(1, instant.microseconds / 1_000_000)) }

    /// A number as an HS code: its digits, if there are six to twelve of them and nothing else but separators.
    static func hsCode(_ raw: some StringProtocol) -> String? {
        let digits = trimmed(raw).filter { $0 != "." && $0 != " " }
        return (6...12).contains(digits.count) && digits.allSatisfy(isDigit) ? digits : nil
    }

    static func isDigit(_ character: Character) -> Bool { ("0"..."9").contains(character) }
}
