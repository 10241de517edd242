extension Unicode.Scalar {
    /// Controls (C0, C1), marks that turn the direction of writing or show nothing, line and paragraph separators.
    public var isUnprintable: Bool {
        switch value {
        case 0x20...0x7E: false
        case ..<0xA0: true
        default:
            switch properties.generalCategory {
            case .control, .format, .lineSeparator, .paragraphSeparator: true
            default: properties.isNoncharacterCodePoint
            }
        }
    }
}

extension StringProtocol {
    /// The text on one line, with nothing in it that a terminal obeys or that hides or turns what stands there: such characters as
    /// `\u001b`, which inside a string of JSON is the same text.
    public var printable: String {
        guard unicodeScalars.contains(where: \.isUnprintable) else { return String(self) }
        var result = ""
        for scalar in unicodeScalars {
            guard scalar.isUnprintable else {
                result.unicodeScalars.append(scalar)
                continue
            }
            for unit in UTF16.encode(scalar) ?? .init() {
                let digits = String(unit, radix: 16)
                result += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
            }
        }
        return result
    }

    /// As it stands in a message: between quotation marks, printable, 60 characters at most.
    public var quoted: String {
        var cut = ""
        cut.unicodeScalars.append(contentsOf: unicodeScalars.prefix(60))
        return "\"\(cut.printable)\(unicodeScalars.dropFirst(60).isEmpty ? "" : "…")\""
    }
}
