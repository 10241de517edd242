/// A number as somebody wrote it, with what its marks can mean.
enum WrittenNumber {
    /// Of which there is one reading; with its decimal mark, nil when it has none.
    case plain(Double, mark: Character?)
    /// Thousands are marked beyond doubt, `1.234.567,8`; with its decimal mark as far as it tells.
    case grouped(Double, decimalMark: Character?)
    /// `24.500`: twenty-four and a half, or twenty-four thousand five hundred.
    case ambiguous(decimal: Double, grouped: Double, mark: Character)
    case none

    init(_ raw: some StringProtocol) {
        var text = FieldText.trimmed(raw)
        guard (1...40).contains(text.utf8.count) else {
            self = .none
            return
        }
        var sign = 1.0
        if let first = text.first, first == "-" || first == "+" {
            sign = first == "-" ? -1 : 1
            text.removeFirst()
        }
        // Spaces and apostrophes are never decimal marks.
        let blanks: Set<Character> = [" ", "\u{A0}", "\u{202F}", "\u{2009}", "'", "’"]
        if text.contains(where: { blanks.contains($0) }) {
            let whole = text.prefix { FieldText.isDigit($0) || blanks.contains($0) }
            guard Self.isGrouped(whole.split(omittingEmptySubsequences: false, whereSeparator: blanks.contains)) else {
                self = .none
                return
            }
            text.removeAll(where: blanks.contains)
            self = Self(text, decided: true).scaled(sign)
            return
        }
        self = Self(text, decided: false).scaled(sign)
    }

    /// - Parameter decided: thousands were marked by blanks, so that a point or comma is decimal.
    private init(_ text: String, decided: Bool) {
        let marks = text.filter { $0 == "." || $0 == "," }
        guard text.allSatisfy({ FieldText.isDigit($0) || $0 == "." || $0 == "," }),
            text.contains(where: FieldText.isDigit)
        else {
            self = Self.exponent(text)
            return
        }
        guard let last = marks.last else {
            self = Self.value(text).map { .plain($0, mark: nil) } ?? .none
            return
        }
        let kinds = Set(marks)
        if marks.count == 1 {
            let parts = text.split(separator: last, omittingEmptySubsequences: false)
            guard let decimal = Self.value(text.replacing(String(last), with: ".")) else {
                self = .none
                return
            }
            let isEither = parts[1].count == 3 && (1...3).contains(parts[0].count) && parts[0].first != "0" && !decided
            let whole = text.filter { $0 != last }
            self =
                isEither
                ? .ambiguous(decimal: decimal, grouped: Self.value(whole) ?? decimal, mark: last)
                : .plain(decimal, mark: last)
        } else if kinds.count == 1 {
            guard Self.isGrouped(text.split(separator: last, omittingEmptySubsequences: false)),
                let value = Self.value(text.filter { $0 != last })
            else {
                self = .none
                return
            }
            self = .grouped(value, decimalMark: last == "." ? "," : ".")
        } else {
            // The last mark is decimal, the other one groups.
            guard marks.filter({ $0 == last }).count == 1 else {
                self = .none
                return
            }
            let parts = text.split(separator: last, omittingEmptySubsequences: false)
            let groups = parts[0].split(omittingEmptySubsequences: false) { $0 == "." || $0 == "," }
            guard Self.isGrouped(groups), let value = Self.value(groups.joined() + "." + parts[1]) else {
                self = .none
                return
            }
            self = .grouped(value, decimalMark: last)
        }
    }

    private func scaled(_ sign: Double) -> WrittenNumber {
        guard sign < 0 else { return self }
        switch self {
        case .plain(let value, let mark): return .plain(-value, mark: mark)
        case .grouped(let value, let mark): return .grouped(-value, decimalMark: mark)
        case .ambiguous(let decimal, let grouped, let mark):
            return .ambiguous(decimal: -decimal, grouped: -grouped, mark: mark)
        case .none: return .none
        }
    }

    private static func isGrouped(_ groups: [some StringProtocol]) -> Bool {
        groups.count > 1 && (1...3).contains(groups[0].count) && groups.dropFirst().allSatisfy { $0.count == 3 }
            && groups.allSatisfy { $0.allSatisfy(FieldText.isDigit) }
    }

    /// `2.45E+04`, as spreadsheets shorten.
    private static func exponent(_ text: String) -> WrittenNumber {
        let parts = text.uppercased().split(separator: "E", omittingEmptySubsequences: false)
        guard parts.count == 2, parts[0].allSatisfy({ FieldText.isDigit($0) || $0 == "." }),
            parts[1].drop(while: { $0 == "+" || $0 == "-" }).allSatisfy(FieldText.isDigit),
            parts[1].filter(FieldText.isDigit).count == 2 || parts[1].count == 1,
            let value = value(text)
        else { return .none }
        return .plain(value, mark: ".")
    }

    private static func value(_ text: String) -> Double? {
        guard let value = Double(text), value.isFinite else { return nil }
        return value
    }
}
