/// Whether a file has been written to its end, as far as its own form tells.
public enum FileEnd {
    /// Why the end is missing, such as "UNZ is missing"; nil when the content is closed, or its form has no end that could be missing.
    public static func missing(in bytes: [UInt8]) -> String? {
        let isWide = bytes.starts(with: [0xFE, 0xFF]) || bytes.starts(with: [0xFF, 0xFE])
        let text = bytes.drop { isBlank($0) || [0xEF, 0xBB, 0xBF].contains($0) }
        guard let first = text.first else { return "it is empty" }
        if isWide || first == UInt8(ascii: "<") {
            return XMLScan(bytes).isClosed ? nil : "its root element is not closed"
        }
        if first == UInt8(ascii: "{") || first == UInt8(ascii: "[") { return missingJSONEnd(text) }
        let isBegun = text.count < 4 && ["UNA", "UNB", "UNH"].contains { $0.utf8.starts(with: text) }
        if isBegun || EDIFACTDelimiters.start(of: bytes) != nil { return missingEDIFACTEnd(text) }
        if text.starts(with: "ISA".utf8) { return missingX12End(text) }
        let quotes = text.reduce(0) { $1 == UInt8(ascii: "\"") ? $0 &+ 1 : $0 }
        return quotes.isMultiple(of: 2) ? nil : "a quoted cell does not end"
    }

    private static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || (9...13).contains(byte) }

    /// Brackets are counted outside strings, over all values of a file that has one a line.
    private static func missingJSONEnd(_ text: ArraySlice<UInt8>) -> String? {
        var open = 0
        var isInString = false
        var isEscaped = false
        for byte in text {
            if isEscaped {
                isEscaped = false
            } else if isInString {
                isEscaped = byte == UInt8(ascii: "\\")
                isInString = byte != UInt8(ascii: "\"")
            } else {
                switch byte {
                case UInt8(ascii: "\""): isInString = true
                case UInt8(ascii: "{"), UInt8(ascii: "["): open += 1
                case UInt8(ascii: "}"), UInt8(ascii: "]"): open -= 1
                default: break
                }
            }
        }
        if isInString { return "a text in it does not end" }
        return open > 0 ? "\(open) of its brackets are not closed" : nil
    }

    /// UNB announces an interchange, UNZ ends it; each segment ends with the terminator that UNA gives.
    private static func missingEDIFACTEnd(_ text: ArraySlice<UInt8>) -> String? {
        var tokenizer = EDIFACTTokenizer(Array(text))
        var (interchanges, messages, hasBegun) = (0, 0, false)
        while let segment = tokenizer.next() {
            hasBegun = hasBegun || ["UNB", "UNG", "UNH"].contains(segment.tag)
            switch segment.tag {
            case "UNB": interchanges += 1
            case "UNZ": interchanges = max(0, interchanges - 1)
            case "UNH": messages += 1
            case "UNT": messages = max(0, messages - 1)
            default: break
            }
        }
        if !hasBegun { return "UNB is missing" }
        if interchanges > 0 { return "UNZ is missing" }
        if messages > 0 { return "UNT is missing" }
        return tokenizer.isCutOff ? "its last segment does not end" : nil
    }

    /// ISA has 106 bytes, the last of which ends every segment; IEA is the last one.
    private static func missingX12End(_ text: ArraySlice<UInt8>) -> String? {
        guard text.count > 106, let last = text.last(where: { !isBlank($0) || $0 == text[text.startIndex + 105] })
        else {
            return "IEA is missing"
        }
        let terminator = text[text.startIndex + 105]
        guard last == terminator else { return "its last segment does not end" }
        let segments = text.split(separator: terminator).map { $0.drop(while: isBlank) }.filter { !$0.isEmpty }
        return segments.last?.starts(with: "IEA".utf8) == true ? nil : "IEA is missing"
    }
}
