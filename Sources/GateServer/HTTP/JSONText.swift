public import GateDomain

/// Writes JSON in the order in which it is told to; every text is escaped here and nowhere else.
public struct JSONText: Sendable {
    public private(set) var text = ""
    private var needsComma = false

    public init() {}

    public mutating func object(_ body: (inout JSONText) -> Void) {
        open("{")
        body(&self)
        close("}")
    }

    public mutating func object(_ name: String, _ body: (inout JSONText) -> Void) {
        key(name)
        object(body)
    }

    public mutating func array<Items: Sequence>(
        _ name: String, _ items: Items, _ body: (inout JSONText, Items.Element) -> Void
    ) {
        key(name)
        open("[")
        for item in items { body(&self, item) }
        close("]")
    }

    public mutating func field(_ name: String, _ value: String?) {
        guard let value else { return }
        key(name)
        self.value(value)
    }

    public mutating func field(_ name: String, _ value: Int?) {
        guard let value else { return }
        raw(name, String(value))
    }

    public mutating func field(_ name: String, _ value: Bool) { raw(name, value ? "true" : "false") }
    public mutating func field(_ name: String, _ value: Instant?) { field(name, value?.rfc3339) }

    /// A finite number; anything else is left out, JSON has no word for it.
    public mutating func field(_ name: String, _ value: Double?) {
        guard let value, value.isFinite else { return }
        raw(name, value == value.rounded() && abs(value) < 1e15 ? String(Int64(saturating: value)) : String(value))
    }

    /// A value that is JSON already.
    public mutating func raw(_ name: String, _ json: String) {
        key(name)
        text += json
        needsComma = true
    }

    /// An element that is JSON already.
    public mutating func raw(_ json: String) {
        comma()
        text += json
        needsComma = true
    }

    public mutating func value(_ value: String) {
        comma()
        text += Self.quoted(value)
        needsComma = true
    }

    private mutating func key(_ name: String) {
        comma()
        text += Self.quoted(name)
        text += ":"
        needsComma = false
    }

    private mutating func open(_ bracket: String) {
        comma()
        text += bracket
        needsComma = false
    }

    private mutating func close(_ bracket: String) {
        text += bracket
        needsComma = true
    }

    private mutating func comma() {
        if needsComma { text += "," }
        needsComma = false
    }

    static func quoted(_ value: String) -> String {
        var bytes: [UInt8] = [34]
        bytes.reserveCapacity(value.utf8.count + 2)
        for byte in value.utf8 {
            switch byte {
            case 34, 92: bytes += [92, byte]
            case 10: bytes += [92, 110]
            case 13: bytes += [92, 114]
            case 9: bytes += [92, 116]
            case 0..<32, 127: bytes += Array("\\u00\(Hexadecimal.text([byte]))".utf8)
            default: bytes.append(byte)
            }
        }
        bytes.append(34)
        return String(decoding: bytes, as: UTF8.self)
    }
}
