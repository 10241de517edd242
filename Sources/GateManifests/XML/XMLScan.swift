/// One look over the bytes of an XML text before libxml2 sees any: how deep and wide it is, and whether its root is closed.
///
/// Knows tags, comments, CDATA and processing instructions, nothing else. libxml2 needs time that grows with the square of an element's
/// attributes; this needs a glance at each byte.
struct XMLScan {
    private(set) var elements = 0
    private(set) var deepest = 0
    /// Of the element that has most.
    private(set) var attributes = 0
    private(set) var hasDocumentType = false
    /// The root element has ended, and nothing is open behind it.
    private(set) var isClosed = false

    private var depth = 0

    /// - Parameter bytes: UTF-8 or another encoding that has ASCII in it; of UTF-16 the zero bytes are passed over.
    init(_ bytes: [UInt8]) {
        if bytes.starts(with: [0xFE, 0xFF]) || bytes.starts(with: [0xFF, 0xFE]) {
            scan(bytes.filter { $0 != 0 })
        } else {
            scan(bytes)
        }
    }

    /// Why the text is not read; nil when it is within the limits.
    func refusal(_ limits: ManifestLimits) -> String? {
        if hasDocumentType { return "a document type (DOCTYPE) is not accepted; send the message without it" }
        if deepest > limits.depth { return "nested deeper than \(limits.depth); not a declaration" }
        if elements > limits.elements { return "more than \(limits.elements) elements; split the file" }
        if attributes > limits.attributes {
            return "an element with more than \(limits.attributes) attributes; not a declaration"
        }
        return nil
    }

    private mutating func scan(_ bytes: [UInt8]) {
        var index = 0
        while let start = bytes[index...].firstIndex(of: UInt8(ascii: "<")) {
            let rest = bytes[(start + 1)...]
            let end: Int?
            if rest.starts(with: "!--".utf8) {
                end = Self.end(of: "-->", in: bytes, from: start + 4)
            } else if rest.starts(with: "![CDATA[".utf8) {
                end = Self.end(of: "]]>", in: bytes, from: start + 9)
            } else if rest.first == UInt8(ascii: "?") {
                end = Self.end(of: "?>", in: bytes, from: start + 2)
            } else {
                if rest.starts(with: "!DOCTYPE".utf8) { hasDocumentType = true }
                end = tag(bytes, from: start + 1)
            }
            guard let end else {
                isClosed = false
                return
            }
            index = end
        }
    }

    /// Takes a tag whose name begins at `start`; returns the index after its `>`, nil when there is none.
    private mutating func tag(_ bytes: [UInt8], from start: Int) -> Int? {
        var quote: UInt8?
        var equals = 0
        var index = start
        while index < bytes.count {
            let byte = bytes[index]
            if let open = quote {
                if byte == open { quote = nil }
            } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
                quote = byte
            } else if byte == UInt8(ascii: "=") {
                equals += 1
            } else if byte == UInt8(ascii: ">") {
                break
            }
            index += 1
        }
        attributes = max(attributes, equals)
        guard index < bytes.count else { return nil }
        switch bytes[start] {
        case UInt8(ascii: "/"):
            depth -= 1
            if depth <= 0 { isClosed = true }
        case UInt8(ascii: "!"): break
        default:
            elements += 1
            deepest = max(deepest, depth + 1)
            if bytes[index - 1] == UInt8(ascii: "/") {
                if depth == 0 { isClosed = true }
            } else {
                depth += 1
                isClosed = false
            }
        }
        return index + 1
    }

    private static func end(of mark: StaticString, in bytes: [UInt8], from start: Int) -> Int? {
        let mark = mark.withUTF8Buffer { Array($0) }
        guard start <= bytes.count, let last = mark.last else { return nil }
        var index = start
        while index < bytes.count, let found = bytes[index...].firstIndex(of: last) {
            if found + 1 >= start + mark.count, bytes[(found + 1 - mark.count)...found].elementsEqual(mark) {
                return found + 1
            }
            index = found + 1
        }
        return nil
    }
}
