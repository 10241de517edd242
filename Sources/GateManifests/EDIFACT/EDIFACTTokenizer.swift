import GateDomain

/// Cuts an interchange into segments, one at a time.
struct EDIFACTTokenizer {
    private let bytes: [UInt8]
    private var delimiters = EDIFACTDelimiters()
    private var index = 0
    private var number = 0
    private var line = 1
    /// Bytes that are no UTF-8 were read as ISO 8859-1 without UNB saying so.
    let isCharacterSetGuessed: Bool
    /// Bytes before UNA or UNB that are none of the interchange's.
    let skipped: Int
    /// UNA's fifth character, which repeats elements from syntax version 4 on.
    private var reserved: UInt8?
    /// What was wrong with the last segment's text.
    private(set) var fault: String?
    /// The text ended within the last segment.
    private(set) var isCutOff = false
    /// A UNA that cannot be used; the standard's characters are taken instead.
    private(set) var hasBadUNA = false

    /// What may stand at a line's start when the end mark before it was forgotten.
    private static let tags: Set<String> = [
        "BGM", "CNI", "CNT", "CST", "EQA", "DGS", "DTM", "EQD", "FTX", "GID", "GIS", "LOC", "MEA", "NAD", "PAC", "PCI",
        "PIA",
        "RFF", "SEL", "SGP", "STS", "TDT", "TMP", "UNB", "UNG", "UNH", "UNT", "UNE", "UNZ",
    ]
    /// Elements of a segment and components of an element beyond this are dropped: the directories have fewer than 30.
    private static let elementLimit = 200
    private static let textLimit = 8192

    init(_ bytes: [UInt8]) {
        skipped = EDIFACTDelimiters.start(of: bytes) ?? 0
        let text = CharacterSetName.utf8(bytes, of: EDIFACTDelimiters.characterSet(of: bytes[skipped...]))
        self.bytes = text.bytes
        isCharacterSetGuessed = text.isGuessed
        index = skipped
        skipSpace()
        readUNA()
    }

    /// The next segment; nil at the end.
    mutating func next() -> EDIFACTSegment? {
        fault = nil
        skipSpace()
        if number > 0 { readUNA() }
        guard index < bytes.count else { return nil }
        number += 1
        var segment = EDIFACTSegment(tag: "", elements: [], number: number, line: line)
        var components: [String] = []
        var text: [UInt8] = []
        func endComponent() {
            if components.count < Self.elementLimit { components.append(decoded(text)) }
            text.removeAll(keepingCapacity: true)
        }
        func endElement() {
            endComponent()
            while components.count > 1, components.last == "" { components.removeLast() }
            if segment.elements.count < Self.elementLimit { segment.elements.append(components) }
            components = []
        }
        var isClosed = false
        while index < bytes.count, !isClosed {
            let byte = bytes[index]
            index += 1
            switch byte {
            case delimiters.terminator:
                if byte == 10 { line += 1 }
                isClosed = true
            case delimiters.release:
                guard index < bytes.count else { break }
                if text.count < Self.textLimit { text.append(bytes[index]) }
                index += 1
            case delimiters.component, delimiters.repetition: endComponent()
            case delimiters.element: endElement()
            case 10:
                line += 1
                guard beginsSegment else { break }
                fault = "the end mark is missing before the next line"
                isClosed = true
            case 13: break
            default: if text.count < Self.textLimit { text.append(byte) }
            }
        }
        if !isClosed { (isCutOff, fault) = (true, "the text ends within the segment") }
        endElement()
        segment.tag = segment.elements.first?.first?.uppercased() ?? ""
        if segment.tag == "UNB" {
            delimiters.repetition = (segment[1, 2].flatMap { Int($0) } ?? 0) >= 4 ? reserved : nil
        }
        return segment
    }

    /// Reads UNA where it stands; a further interchange of a file may bring its own.
    private mutating func readUNA() {
        guard bytes[min(index, bytes.count)...].starts(with: "UNA".utf8) else { return }
        if let found = EDIFACTDelimiters(una: bytes[(index + 3)...]) {
            delimiters = found
            reserved = found.repetition
            delimiters.repetition = nil
        } else {
            delimiters = EDIFACTDelimiters()
            reserved = nil
            hasBadUNA = true
        }
        index = min(index + 9, bytes.count)
        skipSpace()
    }

    private mutating func skipSpace() {
        while index < bytes.count, bytes[index] <= 0x20 {
            if bytes[index] == 10 { line += 1 }
            index += 1
        }
    }

    /// Whether a known tag and an element's mark stand here.
    private var beginsSegment: Bool {
        index + 3 < bytes.count && bytes[index + 3] == delimiters.element
            && Self.tags.contains(String(decoding: bytes[index..<index + 3], as: UTF8.self))
    }

    private func decoded(_ text: [UInt8]) -> String { FieldText.trimmed(String(decoding: text, as: UTF8.self)) }
}
