/// The service characters of an interchange (ISO 9735): UNA's, or the standard's.
struct EDIFACTDelimiters: Equatable {
    var component = UInt8(ascii: ":")
    var element = UInt8(ascii: "+")
    /// nil when UNA gives a blank: no release character is in use.
    var release: UInt8? = UInt8(ascii: "?")
    /// Syntax version 4 repeats elements; in earlier ones the character is a blank.
    var repetition: UInt8?
    var terminator = UInt8(ascii: "'")

    init() {}

    /// Reads UNA; nil when the six characters are no usable set.
    init?(una bytes: ArraySlice<UInt8>) {
        let marks = Array(bytes.prefix(6))
        guard marks.count == 6 else { return nil }
        component = marks[0]
        element = marks[1]
        release = marks[3] == 0x20 ? nil : marks[3]
        repetition = marks[4] == 0x20 ? nil : marks[4]
        terminator = marks[5]
        let used = [component, element, terminator] + [release].compactMap { $0 }
        guard Set(used).count == used.count, !used.contains(where: Self.isLetterOrDigit) else { return nil }
        // Only a character of its own repeats.
        if let mark = repetition, used.contains(mark) || Self.isLetterOrDigit(mark) { repetition = nil }
    }

    /// Where EDIFACT begins in a text: at UNA, UNB, UNG or UNH, or at UNA or UNB behind a few bytes that do not belong to it; nil when it
    /// is none.
    static func start(of bytes: some Collection<UInt8>) -> Int? {
        let head = Array(bytes.prefix(1024))
        guard let first = head.firstIndex(where: { $0 > 0x20 }) else { return nil }
        if begins(head, at: first, "ABGH") { return first }
        // Other formats begin with these; what stands inside them is theirs.
        guard !"<{[".utf8.contains(head[first]), !isLetterOrDigit(head[first]) || isHeader(head) else { return nil }
        return head.indices.first { index in
            (index == 0 || !isLetterOrDigit(head[index - 1])) && begins(head, at: index, "AB")
        }
    }

    /// Lines of a mail or web server before the interchange.
    private static func isHeader(_ head: [UInt8]) -> Bool {
        let line = head.prefix { $0 != 10 && $0 != 13 }
        return line.starts(with: "HTTP/".utf8) || (line.firstIndex(of: UInt8(ascii: ":")).map { $0 < 40 } ?? false)
    }

    private static func begins(_ head: [UInt8], at index: Int, _ kinds: String) -> Bool {
        guard index + 3 < head.count, head[index...].starts(with: "UN".utf8), kinds.utf8.contains(head[index + 2])
        else {
            return false
        }
        return head[index + 2] == UInt8(ascii: "A")
            ? index == 0 || !isLetterOrDigit(head[index + 3]) || index + 9 <= head.count
            : !isLetterOrDigit(head[index + 3])
    }

    /// The character set that the first UNB names, `UNOC`.
    static func characterSet(of bytes: some Collection<UInt8>) -> String? {
        let head = Array(bytes.prefix(128))
        let mark = Array("UNB".utf8)
        guard let found = head.indices.first(where: { head[$0...].starts(with: mark) }), found + 8 <= head.count else {
            return nil
        }
        return String(decoding: head[(found + 4)..<(found + 8)], as: UTF8.self)
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
    }
}
