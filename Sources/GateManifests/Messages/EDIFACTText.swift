import GateDomain

/// Builds segments: release characters, empty elements at the end dropped, counts kept.
struct EDIFACTText {
    private(set) var text = ""
    private(set) var segments = 0

    /// A segment; an element is a list of components, each cut to what a field may hold.
    mutating func add(_ tag: String, _ elements: [String?]...) {
        var parts = [tag]
        for element in elements {
            var components = element.map { Self.escaped($0 ?? "") }
            while components.last == "" { components.removeLast() }
            parts.append(components.joined(separator: ":"))
        }
        while parts.count > 1, parts.last == "" { parts.removeLast() }
        text += parts.joined(separator: "+") + "'"
        segments += 1
    }

    mutating func append(_ other: EDIFACTText) {
        text += other.text
        segments += other.segments
    }

    /// At most 35 characters, none of them one that is not seen, service characters released.
    static func escaped(_ raw: String) -> String {
        var escaped = ""
        for scalar in raw.unicodeScalars.filter({ !$0.isUnprintable }).prefix(35) {
            if "?+:'".unicodeScalars.contains(scalar) { escaped.append("?") }
            escaped.unicodeScalars.append(scalar)
        }
        return escaped
    }

    /// `202603020830`, format 203.
    static func minutes(_ instant: Instant) -> String { String(digits(instant).prefix(12)) }

    /// Digits of a time down to the millisecond.
    static func digits(_ instant: Instant) -> String { instant.rfc3339.filter(FieldText.isDigit) }
}
