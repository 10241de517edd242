/// Size and type of a container as painted (ISO 6346): `22G1`, `45R1`, legacy `4310`.
public struct SizeTypeCode: Hashable, Codable, Sendable {
    public let text: String

    /// nil unless the four characters begin with a length code and go on with letters and digits as the standard has them.
    public init?(_ raw: some StringProtocol) {
        let bytes = Array(raw.uppercased().utf8)
        guard bytes.count == 4, Self.lengths.contains(bytes[0]), Self.isLetterOrDigit(bytes[1]),
            Self.isLetterOrDigit(bytes[2]), Self.isLetterOrDigit(bytes[3])
        else { return nil }
        let isLegacy = bytes.allSatisfy { (48...57).contains($0) }
        guard isLegacy || Self.types.contains(bytes[2]) else { return nil }
        text = String(decoding: bytes, as: UTF8.self)
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let raw = try container.decode(String.self)
        guard let code = SizeTypeCode(raw) else {
            throw DecodingError.dataCorruptedError(
                in: container,
                debugDescription: "\"\(raw)\" is no size/type code: four characters such as 22G1 expected")
        }
        self = code
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }

    /// Nominal length in feet; nil for the metric lengths.
    public var lengthFeet: Int? {
        switch text.first {
        case "1": 10
        case "2": 20
        case "3": 30
        case "4": 40
        case "L": 45
        case "M": 48
        case "N": 49
        case "P": 53
        default: nil
        }
    }

    /// The kind of box, first letter of its type: G general, R reefer, T tank…; nil for the numeric legacy codes.
    public var typeLetter: Character? {
        let letter = text.dropFirst(2).first
        return letter?.isLetter == true ? letter : nil
    }

    private static let lengths = Set("1234ABCDEFGHKLMNP".utf8)
    private static let types = Set("GVBSRHUPTA".utf8)
    private static func isLetterOrDigit(_ byte: UInt8) -> Bool { (48...57).contains(byte) || (65...90).contains(byte) }
}
