import CLibXML2
import GateDomain

/// Character sets of those who send, brought into UTF-8.
enum CharacterSetName {
    /// Names of UNB (ISO 9735) as iconv knows them; UNOA and UNOB are ASCII, which UTF-8 holds.
    private static let ofUNB = [
        "UNOC": "ISO-8859-1", "UNOD": "ISO-8859-2", "UNOE": "ISO-8859-5", "UNOF": "ISO-8859-7", "UNOG": "ISO-8859-3",
        "UNOH": "ISO-8859-4", "UNOI": "ISO-8859-6", "UNOJ": "ISO-8859-8", "UNOK": "ISO-8859-9", "UNOL": "ISO-8859-15",
    ]

    /// The text of an interchange as UTF-8. What is UTF-8 already stays, whatever UNB says.
    static func utf8(_ bytes: [UInt8], of name: String?) -> (bytes: [UInt8], isGuessed: Bool) {
        if String(validating: bytes, as: UTF8.self) != nil { return (bytes, false) }
        if let set = name.flatMap({ ofUNB[$0.uppercased()] }), set != "ISO-8859-1", let text = converted(bytes, set) {
            return (text, false)
        }
        return (latin1(bytes), name?.uppercased() != "UNOC")
    }

    /// A table or text that is no UTF-8, and what it was taken for: UTF-16 by its mark, Chinese or Western by its bytes.
    static func text(_ bytes: [UInt8]) -> (text: String, set: String)? {
        let mark = bytes.prefix(2)
        for (sign, set) in [([0xFF, 0xFE] as [UInt8], "UTF-16LE"), ([0xFE, 0xFF], "UTF-16BE")]
        where mark.elementsEqual(sign) {
            return converted(Array(bytes.dropFirst(2)), set).map { (String(decoding: $0, as: UTF8.self), set) }
        }
        let set = isGB2312(bytes) ? "GB18030" : "WINDOWS-1252"
        return converted(bytes, set).map { (String(decoding: $0, as: UTF8.self), set) }
    }

    /// Chinese characters come in pairs of high bytes; letters with accents seldom stand beside each other.
    private static func isGB2312(_ bytes: [UInt8]) -> Bool {
        var index = 0
        while index < bytes.count {
            guard bytes[index] >= 0x80 else {
                index += 1
                continue
            }
            guard index + 1 < bytes.count, (0xA1...0xF7).contains(bytes[index]),
                (0xA1...0xFE).contains(bytes[index + 1])
            else { return false }
            index += 2
        }
        return true
    }

    private static func latin1(_ bytes: [UInt8]) -> [UInt8] {
        var result: [UInt8] = []
        result.reserveCapacity(bytes.count + 64)
        for byte in bytes {
            if byte < 0x80 {
                result.append(byte)
            } else {
                result += [0xC0 | byte >> 6, 0x80 | byte & 0x3F]
            }
        }
        return result
    }

    /// By libxml2, which asks iconv; nil for a set that it does not know. What cannot be converted ends the text.
    private static func converted(_ bytes: [UInt8], _ set: String) -> [UInt8]? {
        guard let handler = xmlFindCharEncodingHandler(set), let output = xmlBufferCreate(),
            let input = xmlBufferCreateSize(bytes.count + 1)
        else { return nil }
        defer {
            xmlCharEncCloseFunc(handler)
            xmlBufferFree(input)
            xmlBufferFree(output)
        }
        guard bytes.withUnsafeBufferPointer({ xmlBufferAdd(input, $0.baseAddress, Int32(clamping: $0.count)) }) == 0
        else { return nil }
        // It converts a part at a time.
        while xmlBufferLength(input) > 0 {
            let before = xmlBufferLength(input)
            guard xmlCharEncInFunc(handler, output, input) >= 0, xmlBufferLength(input) < before else { break }
        }
        guard let content = xmlBufferContent(output) else { return nil }
        let count = Int(xmlBufferLength(output))
        return count == 0 && !bytes.isEmpty ? nil : Array(UnsafeBufferPointer(start: content, count: count))
    }
}
