/// How long a text from outside may be, and what may stand in it: no control characters, but tabs and line ends in prose.
public struct TextBound: Sendable {
    /// Bytes of UTF-8.
    public let length: Int
    /// Compared and looked up: what cannot be seen may not stand in it. Else it is read by people alone.
    public let isIdentifier: Bool

    /// References, numbers of boxes, seals, documents, drivers; codes.
    public static let identifier = TextBound(length: 140, isIdentifier: true)
    /// The longest ones of the world have about ten characters; Chinese ones take three bytes each.
    public static let plate = TextBound(length: 32, isIdentifier: true)
    /// Names and remarks.
    public static let prose = TextBound(length: 4096, isIdentifier: false)
    /// A field kept raw.
    public static let raw = TextBound(length: 65_536, isIdentifier: false)

    /// nil when a text may stand; else what is wrong with it and what would be right.
    public func refusal(of text: String) -> String? {
        guard text.utf8.count <= length else {
            return "\(text.quoted): \(text.utf8.count) bytes; at most \(length) expected"
        }
        if text.utf8.allSatisfy({ (0x20...0x7E).contains($0) }) { return nil }
        let fault = text.unicodeScalars.first {
            isIdentifier
                ? $0.isUnprintable
                : $0.properties.generalCategory == .control && ![0x09, 0x0A, 0x0D].contains($0.value)
        }
        guard let fault else { return nil }
        return "\(text.quoted): the character \(String(Character(fault)).printable) cannot stand in it; send it without"
    }
}
