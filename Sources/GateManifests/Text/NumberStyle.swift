/// Which mark a column or a document writes before decimals, as far as its own numbers tell.
struct NumberStyle {
    private(set) var isPointDecimal = false
    private(set) var isCommaDecimal = false
    /// The mark that the document's software or language writes; what rests on it alone is reported.
    var usual: Character?

    init(usual: Character? = nil) { self.usual = usual }

    /// What one number tells about the others.
    mutating func learn(_ raw: some StringProtocol) {
        switch WrittenNumber(raw) {
        case .plain(_, let mark?), .grouped(_, let mark?):
            if mark == "." { isPointDecimal = true } else { isCommaDecimal = true }
        default: break
        }
    }

    enum Reading: Equatable {
        case number(Double)
        /// The likelier reading, which is to be reported.
        case likely(Double)
        /// Nothing tells which of the two it is.
        case unclear(Double, Double)
        case none
    }

    /// - Parameter isCount: of whole things, which have no decimals.
    func read(_ raw: some StringProtocol, isCount: Bool = false) -> Reading {
        switch WrittenNumber(raw) {
        case .plain(let value, _), .grouped(let value, _): return .number(value)
        case .none: return .none
        case .ambiguous(let decimal, let grouped, let mark):
            if isCount, decimal != decimal.rounded() { return .number(grouped) }
            if isPointDecimal != isCommaDecimal {
                return .number((mark == "." ? isPointDecimal : isCommaDecimal) ? decimal : grouped)
            }
            guard let usual else { return .unclear(decimal, grouped) }
            return .likely(mark == usual ? decimal : grouped)
        }
    }

    /// In a problem's sentence.
    static func doubt(_ raw: String, _ first: Double, _ second: Double) -> String {
        "\(quoted(raw)) is \(FieldText.text(first)) or \(FieldText.text(second)) and is left out; write no mark between thousands"
    }

    static func likely(_ raw: String, _ value: Double) -> String {
        "\(quoted(raw)) is taken for \(FieldText.text(value)); write no mark between thousands"
    }
}

extension NumberStyle {
    /// A count of things: a whole number that is not negative, by the likelier reading.
    func count(_ raw: some StringProtocol) -> Int? {
        let value: Double
        switch read(raw, isCount: true) {
        case .number(let read), .likely(let read), .unclear(let read, _): value = read
        case .none: return nil
        }
        guard let count = Int(exactly: value), count >= 0 else { return nil }
        return count
    }
}
