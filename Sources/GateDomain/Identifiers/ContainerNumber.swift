/// A container's number as marked (ISO 6346): eleven characters in the standard's shape. The check digit may be wrong: that is a finding, not an error.
public struct ContainerNumber: Hashable, Codable, Sendable {
    /// `MSCU0137155`.
    public let text: String

    /// Takes letters and digits of `raw`, look-alikes of other scripts as what they look like, separators dropped; nil unless they are 3 letters, a category letter (U J Z, or A B D E K of
    /// EN 13044) and 7 digits.
    public init?(_ raw: some StringProtocol) {
        // A letter that looks like none of these stays, and is then too much: none may vanish.
        let characters = Plate.normalised(raw)
        let bytes = Array(characters.utf8)
        guard bytes.count == 11, bytes[0..<3].allSatisfy({ (65...90).contains($0) }),
            Self.categories.contains(bytes[3]), bytes[4...].allSatisfy({ (48...57).contains($0) })
        else { return nil }
        text = characters
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let raw = try container.decode(String.self)
        guard let number = ContainerNumber(raw) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "\"\(raw)\" is no container number: 4 letters and 7 digits expected")
        }
        self = number
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }

    public var owner: String { String(text.prefix(3)) }
    public var isCheckDigitValid: Bool { Self.checkDigit(of: text.dropLast()) == text.utf8.last.map { Int($0) - 48 } }

    /// The check digit of ten characters, 0…9 (remainder 10 counts as 0); nil when a character is no capital letter or digit.
    public static func checkDigit(of serial: some StringProtocol) -> Int? {
        guard serial.utf8.count == 10 else { return nil }
        var sum = 0
        for (position, byte) in serial.utf8.enumerated() {
            guard let value = value(of: byte) else { return nil }
            sum += value << position
        }
        return sum % 11 % 10
    }

    /// A10 B12 … Z38, skipping multiples of 11; digits as themselves.
    static func value(of byte: UInt8) -> Int? {
        switch byte {
        case 48...57: return Int(byte) - 48
        case 65...90:
            let index = Int(byte) - 65
            return 10 + index + (index + 9) / 10
        default: return nil
        }
    }

    private static let categories = Set("UJZABDEK".utf8)

    /// Whether the category letter is one of ISO 6346 (U J Z); the others mark European swap bodies (EN 13044).
    public var isISO: Bool { "UJZ".contains(text[text.index(text.startIndex, offsetBy: 3)]) }
}

/// Whether a read number's check digit agrees with the rest.
public enum CheckDigitState: String, Codable, Sendable {
    case valid, invalid
    /// Painted over, hidden or out of the picture: the digit given is the one that the rest asks for.
    case unseen
    case unknown
}
