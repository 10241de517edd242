/// A number plate's text, normalised: letters of any script and digits only, upper case, with the format it fits.
public struct Plate: Hashable, Codable, Sendable {
    /// Compact form, `12C12345`.
    public let text: String
    public let country: PlateCountry
    /// The format's name, nil for an unknown format.
    public let format: String?

    /// Normalises a text; nil when no letter of these or digit is left of it.
    public init?(_ raw: some StringProtocol, grammar: PlateGrammar = .standard) {
        let text = Self.normalised(raw)
        // Every plate has digits or letters that a reader knows; a word in another script is none.
        guard text.contains(where: { $0.isASCII || Self.isHanzi($0) }) else { return nil }
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

    /// Upper case, separators dropped. Letters that look like Latin ones on purpose are written as these (Vienna convention: Cyrillic
    /// `А123ВС77` is `A123BC77`; also Greek, full width, `Đ`), digits of any script as ASCII; other letters stay what they are.
    public static func normalised(_ raw: some StringProtocol) -> String {
        var text = ""
        for character in raw.uppercased() {
            if character.isASCII {
                if character.isLetter || character.isNumber { text.append(character) }
            } else if let latin = latin(character) {
                text.append(latin)
            } else if character.isLetter {
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

    /// Letters of Cyrillic and Greek plates, which take only those that Latin has too.
    private static let lookAlikes: [Character: Character] = Dictionary(
        zip("ĐАВЕІКМНОРСТУХЅЈΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "DABEIKMHOPCTYXSJABEZHIKMNOPTYX").map { ($0, $1) },
        uniquingKeysWith: { first, _ in first })

    /// The Latin letter or digit that stands for a character of another script; nil when there is none.
    private static func latin(_ character: Character) -> Character? {
        if let alike = lookAlikes[character] { return alike }
        guard let scalar = character.unicodeScalars.first, character.unicodeScalars.count == 1 else { return nil }
        if (0xFF10...0xFF19).contains(scalar.value) || (0xFF21...0xFF3A).contains(scalar.value) {
            return Unicode.Scalar(scalar.value - 0xFEE0).map { Character($0) }
        }
        guard scalar.properties.generalCategory == .decimalNumber, let value = character.wholeNumberValue else {
            return nil
        }
        return String(value).first
    }

    /// Whether a lane's readers, which know Latin and Chinese, can read it at all.
    public var isReadable: Bool {
        text.allSatisfy { $0.isASCII || Self.isHanzi($0) }
    }

    private static func isHanzi(_ character: Character) -> Bool {
        character.unicodeScalars.allSatisfy { (0x4E00...0x9FFF).contains($0.value) }
    }
}

/// The plate's ground colour.
public enum PlateColour: String, Codable, Sendable {
    case white, yellow, blue, red, green, black, unknown
}
