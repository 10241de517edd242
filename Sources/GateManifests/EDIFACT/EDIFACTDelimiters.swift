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
        let used = [component, element, terminator] + [release, repetition].compactMap { $0 }
        guard Set(used).count == used.count, !used.contains(where: Self.isLetterOrDigit) else { return nil }
    }

    /// Whether a text begins as EDIFACT does: with UNA, UNB, UNG or UNH.
    static func begins(_ bytes: some Collection<UInt8>) -> Bool {
        let head = Array(bytes.prefix(64).drop { $0 <= 0x20 }.prefix(4))
        guard head.count == 4, head.starts(with: "UN".utf8) else { return false }
        return head[2] == UInt8(ascii: "A") || ("BGH".utf8.contains(head[2]) && !isLetterOrDigit(head[3]))
    }

    private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
        (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
    }
}
