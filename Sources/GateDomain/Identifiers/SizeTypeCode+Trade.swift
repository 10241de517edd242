extension SizeTypeCode {
    /// The code of a declaration: ISO 6346, or what the trade writes (`20GP`, `40HC`, `40'HQ`); nil for anything else.
    ///
    /// Trade codes without a height (`40RF`: of either) give nil: a guess would differ from what is painted.
    public init?(declared raw: some StringProtocol) {
        let text = String(raw.uppercased().filter { $0.isASCII && ($0.isLetter || $0.isNumber) })
        if let code = Self.trade(text) {
            self = code
        } else if text.count == raw.count, !Self.isTradeLike(text) {
            self.init(text)
        } else {
            return nil
        }
    }

    /// The last two letters name a group of types (`22GP`): which of them is left open.
    public var isGroup: Bool { text.suffix(2).allSatisfy(\.isLetter) }

    /// Whether a painted code is of what was declared; a group covers its types.
    public func covers(_ painted: SizeTypeCode) -> Bool {
        isGroup && !painted.isGroup ? text.prefix(3) == painted.text.prefix(3) : self == painted
    }

    /// Feet and two or three letters: no code of the standard has a second character 0 with letters behind it.
    private static func isTradeLike(_ text: String) -> Bool {
        ["20", "40", "45"].contains(text.prefix(2)) && text.dropFirst(2).allSatisfy(\.isLetter)
    }

    private static func trade(_ text: String) -> SizeTypeCode? {
        let kinds = text.drop(while: \.isNumber)
        guard isTradeLike(text), let kind = kindOf(String(kinds)) else { return nil }
        let isHigh: Bool
        switch (text.prefix(2), kind.isHigh) {
        case ("45", _): isHigh = true
        // A 40-foot reefer is of either height, nearly always the high one: not said, not known.
        case ("40", nil) where kind.type == "R1": return nil
        default: isHigh = kind.isHigh ?? false
        }
        let length = text.hasPrefix("45") ? "L" : String(text.prefix(1))
        return SizeTypeCode(length + (isHigh ? "5" : "2") + kind.type)
    }

    private static func kindOf(_ letters: String) -> (type: String, isHigh: Bool?)? {
        switch letters {
        case "GP", "DC", "DV", "DR", "ST", "SD", "BX", "CV": ("G1", false)
        case "HC", "HQ", "HY", "HD", "GH", "HCDV", "HCGP", "DVHC": ("G1", true)
        case "RF", "RE", "RT", "RC", "REF": ("R1", nil)
        case "RH", "HR", "RQ", "RFH", "HRF", "RHC", "HCRF", "RFHC": ("R1", true)
        case "OT", "UT": ("U1", false)
        case "OH", "OTH", "HCOT": ("U1", true)
        case "FR", "FL", "FT": ("P1", false)
        case "TK", "TN", "TC": ("T1", false)
        default: nil
        }
    }
}
