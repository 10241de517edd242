import GateDomain

/// Check digits of machine-readable zones (ICAO 9303-3, 4.9): weights 7, 3, 1; digits as they are, A 10 … Z 35, < 0.
///
/// Blind to any change between characters whose values differ by ten or twenty (G for 6, L for 1, B for 1, A for 0 or <): what holds may still
/// be misread, see `MachineReadableZone.ambiguous`.
enum MRZCheckDigit {
    /// nil for a character that no zone has.
    static func value(_ character: Character) -> Int? {
        guard let byte = character.asciiValue else { return nil }
        switch byte {
        case UInt8(ascii: "0")...UInt8(ascii: "9"): return Int(byte) - 48
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): return Int(byte) - 55
        case UInt8(ascii: "<"): return 0
        default: return nil
        }
    }

    static func of(_ text: some Sequence<Character>) -> Int {
        var sum = 0
        for (index, character) in text.enumerated() { sum += (value(character) ?? 0) * [7, 3, 1][index % 3] }
        return sum % 10
    }

    /// Whether `digit` is that of `text`; an empty field may have `<` for 0.
    static func holds(_ digit: Character, for text: some Collection<Character>, mayBeEmpty: Bool = false) -> Bool {
        if digit == "<" { return mayBeEmpty && text.allSatisfy { $0 == "<" } }
        return digit.isASCII && digit.wholeNumberValue == of(text)
    }
}
