import GateDomain

/// Path and query of a request, decoded strictly: what could mean two things to two readers is nil.
struct RequestTarget: Sendable, Hashable {
    /// Decoded, without empty ones; `/` has none.
    var segments: [String]
    var query: [(name: String, value: String)]

    /// nil for anything but an absolute path with valid escapes, UTF-8, no control characters, no `.` or `..`, no backslash.
    init?(_ raw: String) {
        let bytes = Array(raw.utf8)
        guard bytes.first == UInt8(ascii: "/"), bytes.allSatisfy({ $0 > 32 && $0 < 127 }) else { return nil }
        let parts = bytes.split(separator: UInt8(ascii: "?"), maxSplits: 1, omittingEmptySubsequences: false)
        guard let path = parts.first, !path.contains(UInt8(ascii: "#")) else { return nil }
        segments = []
        let pieces = path.dropFirst().split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
        for (index, piece) in pieces.enumerated() {
            guard let text = Self.decoded(piece, plusIsSpace: false) else { return nil }
            if text.isEmpty, index == pieces.count - 1 { continue }
            guard !text.isEmpty, text != ".", text != "..",
                !text.unicodeScalars.contains(where: { $0.value < 32 || $0.value == 127 || $0 == "\\" })
            else { return nil }
            segments.append(text)
        }
        query = []
        guard parts.count > 1 else { return }
        let pairs = parts[1].split(separator: UInt8(ascii: "&"))
        guard pairs.count <= 64 else { return nil }
        for pair in pairs {
            let sides = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            guard let name = sides.first.flatMap({ Self.decoded($0, plusIsSpace: true) }),
                let value = Self.decoded(sides.count > 1 ? sides[1] : [], plusIsSpace: true)
            else { return nil }
            query.append((name: name, value: value))
        }
    }

    /// `application/x-www-form-urlencoded`; nil when it is not.
    static func form(_ body: [UInt8]) -> [(name: String, value: String)]? {
        var fields: [(name: String, value: String)] = []
        for pair in body.split(separator: UInt8(ascii: "&")) {
            let sides = pair.split(separator: UInt8(ascii: "="), maxSplits: 1, omittingEmptySubsequences: false)
            guard fields.count < 200, let name = sides.first.flatMap({ decoded($0, plusIsSpace: true) }),
                let value = decoded(sides.count > 1 ? sides[1] : [], plusIsSpace: true)
            else { return nil }
            fields.append((name: name, value: value))
        }
        return fields
    }

    private static func decoded(_ bytes: ArraySlice<UInt8>, plusIsSpace: Bool) -> String? {
        var out: [UInt8] = []
        out.reserveCapacity(bytes.count)
        var rest = bytes
        while let byte = rest.popFirst() {
            switch byte {
            case UInt8(ascii: "%"):
                guard let high = rest.popFirst().flatMap(Hexadecimal.value),
                    let low = rest.popFirst().flatMap(Hexadecimal.value)
                else { return nil }
                out.append(high << 4 | low)
            case UInt8(ascii: "+") where plusIsSpace: out.append(32)
            default: out.append(byte)
            }
        }
        return String(validating: out, as: UTF8.self)
    }

    static func == (a: RequestTarget, b: RequestTarget) -> Bool {
        a.segments == b.segments && a.query.elementsEqual(b.query) { $0.name == $1.name && $0.value == $1.value }
    }

    func hash(into hasher: inout Hasher) { hasher.combine(segments) }
}
