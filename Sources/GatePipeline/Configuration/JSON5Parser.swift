import GateDomain

/// Reads JSON5 into nodes with positions. Refuses what no configuration needs: keys that occur twice, NaN and Infinity, deep nesting.
struct JSON5Parser {
    struct Failure: Error {
        var position: SourcePosition
        var text: String
    }

    private let bytes: [UInt8]
    private var at = 0
    private var position = SourcePosition(line: 1, column: 1)
    private var depth = 0
    private static let deepest = 64

    private init(_ bytes: [UInt8]) { self.bytes = bytes }

    static func parse(_ bytes: [UInt8]) throws(Failure) -> JSON5Node {
        if let bad = firstInvalid(bytes) {
            throw Failure(
                position: bad, text: "not UTF-8 here; save the file as UTF-8")
        }
        var parser = JSON5Parser(bytes)
        if bytes.starts(with: [0xEF, 0xBB, 0xBF]) { parser.at = 3 }
        try parser.skipSpace()
        guard parser.at < bytes.count else { throw parser.failure("the file is empty; an object { … } belongs here") }
        let node = try parser.value()
        try parser.skipSpace()
        guard parser.at == bytes.count else {
            throw parser.failure("something follows the end of the top value: \(parser.shown)")
        }
        return node
    }

    private static func firstInvalid(_ bytes: [UInt8]) -> SourcePosition? {
        guard String(validating: bytes, as: UTF8.self) == nil else { return nil }
        // Only to find the place: lines are checked one by one.
        for (index, line) in bytes.split(separator: 10, omittingEmptySubsequences: false).enumerated()
        where String(validating: line, as: UTF8.self) == nil {
            let good = line.indices.first { String(validating: line[...$0], as: UTF8.self) == nil && line[$0] >= 0x80 }
            return SourcePosition(line: index + 1, column: (good ?? line.startIndex) - line.startIndex + 1)
        }
        return SourcePosition(line: 1, column: 1)
    }

    // MARK: Values

    private mutating func value() throws(Failure) -> JSON5Node {
        let place = position
        guard let byte = peek else { throw failure("the file ends where a value belongs") }
        switch byte {
        case UInt8(ascii: "{"): return JSON5Node(.object(try members()), at: place)
        case UInt8(ascii: "["): return JSON5Node(.array(try elements()), at: place)
        case UInt8(ascii: "\""), UInt8(ascii: "'"): return JSON5Node(.string(try string()), at: place)
        case UInt8(ascii: "+"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "0")...UInt8(ascii: "9"):
            let (text, number) = try number()
            return JSON5Node(.number(text, number), at: place)
        default:
            let word = try identifier("a value")
            switch word {
            case "true": return JSON5Node(.bool(true), at: place)
            case "false": return JSON5Node(.bool(false), at: place)
            case "null": return JSON5Node(.null, at: place)
            case "NaN", "Infinity":
                throw Failure(position: place, text: "\(word) is no number that counts here")
            default:
                throw Failure(position: place, text: "this word is no value; a text needs quotes")
            }
        }
    }

    private mutating func members() throws(Failure) -> [JSON5Node.Member] {
        let opened = position
        try enter()
        var members: [JSON5Node.Member] = []
        var seen: Set<String> = []
        while true {
            try skipSpace()
            guard let byte = peek else { throw Failure(position: opened, text: "this { is never closed") }
            if byte == UInt8(ascii: "}") { break }
            let place = position
            let key =
                byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'")
                ? try string() : try identifier("a key or }")
            guard seen.insert(key).inserted else {
                throw Failure(position: place, text: "\"\(key.prefix(60))\" stands here twice; keep one of them")
            }
            try skipSpace()
            guard peek == UInt8(ascii: ":") else {
                throw failure("a colon belongs after the key \"\(key.prefix(60))\"")
            }
            step()
            try skipSpace()
            members.append(JSON5Node.Member(key: key, keyPosition: place, value: try value()))
            try skipSpace()
            if peek == UInt8(ascii: ",") {
                step()
            } else if peek != UInt8(ascii: "}") {
                guard peek != nil else { throw Failure(position: opened, text: "this { is never closed") }
                throw failure("a comma or } belongs before \(shown)")
            }
        }
        step()
        depth -= 1
        return members
    }

    private mutating func elements() throws(Failure) -> [JSON5Node] {
        let opened = position
        try enter()
        var elements: [JSON5Node] = []
        while true {
            try skipSpace()
            guard let byte = peek else { throw Failure(position: opened, text: "this [ is never closed") }
            if byte == UInt8(ascii: "]") { break }
            elements.append(try value())
            try skipSpace()
            if peek == UInt8(ascii: ",") {
                step()
            } else if peek != UInt8(ascii: "]") {
                guard peek != nil else { throw Failure(position: opened, text: "this [ is never closed") }
                throw failure("a comma or ] belongs before \(shown)")
            }
        }
        step()
        depth -= 1
        return elements
    }

    private mutating func enter() throws(Failure) {
        guard depth < Self.deepest else { throw failure("nested deeper than \(Self.deepest) levels") }
        depth += 1
        step()
    }

    private mutating func number() throws(Failure) -> (String, Double) {
        let start = at
        let place = position
        while let byte = peek,
            Self.isWord(byte) || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-")
                || byte == UInt8(ascii: ".")
        {
            step()
        }
        let text = String(decoding: bytes[start..<at], as: UTF8.self)
        let sign: Double = text.hasPrefix("-") ? -1 : 1
        let digits = text.drop { $0 == "+" || $0 == "-" }
        var number: Double?
        if text.count - digits.count <= 1 {
            if digits.hasPrefix("0x") || digits.hasPrefix("0X") {
                number = (Self.hexadecimal(digits.dropFirst(2)) as UInt64?).map { sign * Double($0) }
            } else if digits.allSatisfy({ $0.isASCII && ($0.isNumber || ".eE+-".contains($0)) }),
                digits.contains(where: \.isNumber)
            {
                // JSON5 lets a point begin or end a number; Double(_:) does not know all of these.
                let plain =
                    (digits.hasPrefix(".") ? "0" : "")
                    + digits.replacing(".e", with: ".0e")
                    .replacing(".E", with: ".0E")
                number = Double(plain.hasSuffix(".") ? plain + "0" : plain).map { sign * $0 }
            }
        }
        guard let number else { throw Failure(position: place, text: "this is no number; a text needs quotes") }
        guard number.isFinite else { throw Failure(position: place, text: "this number is too large") }
        return (text, number)
    }

    private mutating func string() throws(Failure) -> String {
        let opened = position
        guard let quote = peek else { throw failure("a text belongs here") }
        step()
        var text: [UInt8] = []
        while let byte = peek {
            switch byte {
            case quote:
                step()
                return String(decoding: text, as: UTF8.self)
            case UInt8(ascii: "\n"), UInt8(ascii: "\r"):
                throw Failure(position: opened, text: "this text is not closed on its line")
            case UInt8(ascii: "\\"):
                step()
                try escape(into: &text)
            default:
                text.append(byte)
                step()
            }
        }
        throw Failure(position: opened, text: "this text is never closed")
    }

    private mutating func escape(into text: inout [UInt8]) throws(Failure) {
        guard let byte = peek else { throw failure("the file ends in a text") }
        switch byte {
        case UInt8(ascii: "n"): text.append(10)
        case UInt8(ascii: "t"): text.append(9)
        case UInt8(ascii: "r"): text.append(13)
        case UInt8(ascii: "b"): text.append(8)
        case UInt8(ascii: "f"): text.append(12)
        case UInt8(ascii: "v"): text.append(11)
        case UInt8(ascii: "\r"):
            if at + 1 < bytes.count, bytes[at + 1] == 10 { step() }
        case UInt8(ascii: "\n"): break
        case UInt8(ascii: "x"):
            step()
            text += Array(String(try scalar(digits: 2)).utf8)
            return
        case UInt8(ascii: "u"):
            step()
            text += Array(String(try unicode()).utf8)
            return
        case UInt8(ascii: "0")...UInt8(ascii: "9"):
            throw failure("\\\(Character(UnicodeScalar(byte))) is no escape here")
        default:
            text.append(byte)
        }
        step()
    }

    private mutating func unicode() throws(Failure) -> Unicode.Scalar {
        let high = try hexadecimal(digits: 4)
        guard (0xD800..<0xDC00).contains(high) else { return try Self.scalar(high, or: failure("\\u: no character")) }
        guard at + 1 < bytes.count, bytes[at] == UInt8(ascii: "\\"), bytes[at + 1] == UInt8(ascii: "u") else {
            throw failure("\\u: half of a pair")
        }
        step()
        step()
        let low = try hexadecimal(digits: 4)
        guard (0xDC00..<0xE000).contains(low) else { throw failure("\\u: half of a pair") }
        return try Self.scalar(0x10000 + (high - 0xD800) << 10 + (low - 0xDC00), or: failure("\\u: no character"))
    }

    private mutating func scalar(digits: Int) throws(Failure) -> Unicode.Scalar {
        try Self.scalar(try hexadecimal(digits: digits), or: failure("\\x: no character"))
    }

    private static func scalar(_ number: UInt32, or failure: Failure) throws(Failure) -> Unicode.Scalar {
        guard let scalar = Unicode.Scalar(number), number != 0 else { throw failure }
        return scalar
    }

    private mutating func hexadecimal(digits: Int) throws(Failure) -> UInt32 {
        guard at + digits <= bytes.count,
            let number: UInt32 = Self.hexadecimal(Substring(decoding: bytes[at..<(at + digits)], as: UTF8.self))
        else { throw failure("\(digits) hexadecimal digits belong here") }
        for _ in 0..<digits { step() }
        return number
    }

    /// Up to sixteen digits; a sign is none.
    private static func hexadecimal<Number: FixedWidthInteger>(_ text: Substring) -> Number? {
        text.utf8.allSatisfy { Hexadecimal.value($0) != nil } ? Number(text, radix: 16) : nil
    }

    private mutating func identifier(_ expected: String) throws(Failure) -> String {
        let start = at
        while let byte = peek, Self.isWord(byte) { step() }
        guard at > start else { throw failure("\(expected) belongs here, not \(shown)") }
        return String(decoding: bytes[start..<at], as: UTF8.self)
    }

    // MARK: Bytes

    private static func isWord(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "$"), 0x80...:
            true
        default: false
        }
    }

    private mutating func skipSpace() throws(Failure) {
        while let byte = peek {
            switch byte {
            case 9, 10, 11, 12, 13, 32: step()
            case 0xC2 where at + 1 < bytes.count && bytes[at + 1] == 0xA0:
                step()
                step()
            case UInt8(ascii: "/") where at + 1 < bytes.count && bytes[at + 1] == UInt8(ascii: "/"):
                while peek != nil, peek != 10 { step() }
            case UInt8(ascii: "/") where at + 1 < bytes.count && bytes[at + 1] == UInt8(ascii: "*"):
                let opened = position
                step()
                step()
                while true {
                    guard at + 1 < bytes.count else {
                        throw Failure(position: opened, text: "this comment is never closed")
                    }
                    if bytes[at] == UInt8(ascii: "*"), bytes[at + 1] == UInt8(ascii: "/") { break }
                    step()
                }
                step()
                step()
            default: return
            }
        }
    }

    private var peek: UInt8? { at < bytes.count ? bytes[at] : nil }

    private mutating func step() {
        if bytes[at] == 10 {
            position.line += 1
            position.column = 1
        } else if bytes[at] & 0xC0 != 0x80 {
            // Continuation bytes are no characters of their own.
            position.column += 1
        }
        at += 1
    }

    /// The character here, for a message; no more of the file, which may hold passwords.
    private var shown: String {
        guard at < bytes.count else { return "the end of the file" }
        let character = String(decoding: bytes[at..<min(bytes.count, at + 4)], as: UTF8.self).first
        return character.map { "\"\($0)\"" } ?? "this"
    }

    private func failure(_ text: String) -> Failure { Failure(position: position, text: text) }
}
