import GateDomain

/// The plates in one field: `31U8160/31U7095`, `29C-111.22 + 29RM-012.34`.
enum PlateText {
    private static let marks: Set<Character> = [
        "/", "+", "&", ",", ";", "|", "\\", "／", "＋", "、", "，", "；", "\n", "\t",
    ]
    private static let words: Set<String> = ["AND", "UND", "ET", "VA", "VÀ", "Y", "I", "W", "WITH"]

    /// In order; the tractor's first.
    static func plates(_ raw: some StringProtocol) -> [Plate] {
        var parts = raw.split(whereSeparator: marks.contains).map { FieldText.trimmed($0) }.filter { !$0.isEmpty }
        if parts.count == 1 { parts = apart(parts[0]) }
        var plates: [Plate] = []
        for plate in parts.prefix(10).compactMap({ Plate($0) }) where !plates.contains(plate) { plates.append(plate) }
        return plates
    }

    /// Two plates that a blank, a dash between blanks or a word keeps apart, when each is in a known format and the whole is in none.
    private static func apart(_ text: String) -> [String] {
        guard Plate(text)?.format == nil, text.utf8.count <= 80 else { return [text] }
        let words = text.split(whereSeparator: \.isWhitespace)
        guard words.count > 1 else { return [text] }
        for cut in 1..<words.count {
            let tail = words[cut...].drop {
                Self.words.contains($0.uppercased())
                    || !$0.contains(where: \.isLetter) && !$0.contains(where: \.isNumber)
            }
            let (first, second) = (words[..<cut].joined(separator: " "), tail.joined(separator: " "))
            if Plate(first)?.format != nil, Plate(second)?.format != nil { return [first, second] }
        }
        return [text]
    }
}
