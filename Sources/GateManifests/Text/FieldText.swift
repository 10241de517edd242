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

    /// A decimal number with point or comma, without a mark between thousands; nil for anything else.
    static func number(_ raw: some StringProtocol) -> Double? {
        switch WrittenNumber(raw) {
        case .plain(let value, _): value
        case .ambiguous(let decimal, _, _): decimal
        case .grouped, .none: nil
        }
    }

    /// A count of things: a whole number that is not negative.
    static func count(_ raw: some StringProtocol) -> Int? {
        guard let value = number(raw), let count = Int(exactly: value), count >= 0 else { return nil }
        return count
    }

    /// `24500`, `24500.5`: no more than needed.
    static func text(_ number: Double) -> String { Int64(exactly: number).map { String($0) } ?? "\(number)" }

    /// The preparation time as the version of a message: whole seconds since 1970.
    static func version(_ instant: Instant) -> Int { Int(max(1, instant.microseconds / 1_000_000)) }

    /// A number as an HS code: its digits, if there are six to twelve of them and nothing else but separators.
    static func hsCode(_ raw: some StringProtocol) -> String? {
        let digits = trimmed(raw).filter { $0 != "." && $0 != " " }
        return (6...12).contains(digits.count) && digits.allSatisfy(isDigit) ? digits : nil
    }

    static func isDigit(_ character: Character) -> Bool { ("0"..."9").contains(character) }
}
