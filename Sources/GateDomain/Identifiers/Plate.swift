/// A number plate's text, normalised: letters, digits and Chinese characters only, upper case, with the format it fits.
public struct Plate: Hashable, Codable, Sendable {
    /// Compact form, `12C12345`.
    public let text: String
    public let country: PlateCountry
    /// The format's name, nil for an unknown format.
    public let format: String?

    /// Normalises a text; nil when no letter, digit or Chinese character is left of it.
    public init?(_ raw: some StringProtocol, grammar: PlateGrammar = .standard) {
        let text = Self.normalised(raw)
        guard !text.isEmpty else { return nil }
        let format = grammar.format(of: text)
        self.text = text
        country = format?.country ?? .unknown
        self.format = format?.name
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let raw = try container.decode(String.self)
        guard let plate = Plate(raw) else {
            throw DecodingError.dataCorruptedError(in: container, debugDescription: "no plate text in \"\(raw)\"")
        }
        self = plate
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }

    /// Upper case, `Đ` as `D`, separators dropped; keeps ASCII letters and digits and Chinese characters.
    public static func normalised(_ raw: some StringProtocol) -> String {
        var text = ""
        for character in raw.uppercased() {
            if character == "Đ" {
                text.append("D")
            } else if character.isASCII ? (character.isLetter || character.isNumber) : isHanzi(character) {
                text.append(character)
            }
        }
        return text
    }

    /// As painted: `12C-123.45`, `桂F·12345`.
    public var display: String {
        let characters = Array(text)
        switch country {
        case .vietnam where format != "army" && format != "foreign":
            let digits = characters.reversed().prefix { $0.isNumber }.count
            let number = characters.suffix(min(digits, 5))
            let head = String(characters.dropLast(number.count))
            return number.count == 5
                ? "\(head)-\(String(number.prefix(3))).\(String(number.suffix(2)))" : "\(head)-\(String(number))"
        case .china:
            return "\(String(characters.prefix(2)))·\(String(characters.dropFirst(2)))"
        default:
            return text
        }
    }

    private static func isHanzi(_ character: Character) -> Bool {
        character.unicodeScalars.allSatisfy { (0x4E00...0x9FFF).contains($0.value) }
    }
}

/// The plate's ground colour.
public enum PlateColour: String, Codable, Sendable {
    case white, yellow, blue, red, green, black, unknown
}
