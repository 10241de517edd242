import GateDomain

/// The part of CBOR (RFC 8949) that passes use, in its one deterministic form: definite lengths, shortest heads, no key twice, no floats.
enum CBOR: Hashable, Sendable {
    case integer(Int64)
    case bytes([UInt8])
    case text(String)
    case array([CBOR])
    case map([Member])
    indirect case tagged(UInt64, CBOR)

    struct Member: Hashable, Sendable {
        var key: CBOR
        var value: CBOR
    }

    /// What breaks the form; a stranger's bytes are refused, never mended.
    struct Malformed: Error {}

    subscript(key: Int64) -> CBOR? {
        guard case .map(let members) = self else { return nil }
        return members.first { $0.key == .integer(key) }?.value
    }

    var integer: Int64? { if case .integer(let value) = self { value } else { nil } }
    var bytes: [UInt8]? { if case .bytes(let value) = self { value } else { nil } }
    var text: String? { if case .text(let value) = self { value } else { nil } }
    var array: [CBOR]? { if case .array(let value) = self { value } else { nil } }
}

extension CBOR {
    /// Levels of arrays, maps and tags.
    static let deepest = 6

    /// The value that is all of `bytes`.
    static func decode(_ bytes: [UInt8]) throws(Malformed) -> CBOR {
        var reader = CBORReader(bytes[...])
        let value = try reader.value(depth: 0)
        guard reader.rest.isEmpty else { throw Malformed() }
        return value
    }

    var encoded: [UInt8] {
        switch self {
        case .integer(let value):
            value >= 0 ? Self.head(0, UInt64(value)) : Self.head(1, UInt64(bitPattern: ~value))
        case .bytes(let bytes): Self.head(2, UInt64(bytes.count)) + bytes
        case .text(let text): Self.head(3, UInt64(text.utf8.count)) + Array(text.utf8)
        case .array(let values): Self.head(4, UInt64(values.count)) + values.flatMap(\.encoded)
        // Keys in the order of their bytes, as RFC 8949, 4.2.1 has it.
        case .map(let members):
            Self.head(5, UInt64(members.count))
                + members.map { (key: $0.key.encoded, value: $0.value.encoded) }
                .sorted { $0.key.lexicographicallyPrecedes($1.key) }.flatMap { $0.key + $0.value }
        case .tagged(let tag, let value): Self.head(6, tag) + value.encoded
        }
    }

    private static func head(_ major: UInt8, _ number: UInt64) -> [UInt8] {
        let size = number < 24 ? 0 : number <= 0xFF ? 1 : number <= 0xFFFF ? 2 : number <= 0xFFFF_FFFF ? 4 : 8
        guard size > 0 else { return [major << 5 | UInt8(number)] }
        let additional: UInt8 = size == 1 ? 24 : size == 2 ? 25 : size == 4 ? 26 : 27
        return [major << 5 | additional]
            + (0..<size).reversed().map { UInt8(truncatingIfNeeded: number >> UInt64(8 * $0)) }
    }
}

/// Takes values off the front of bytes; lengths are held against what is there before anything is made of them.
private struct CBORReader {
    private(set) var rest: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) { rest = bytes }

    mutating func value(depth: Int) throws(CBOR.Malformed) -> CBOR {
        let (major, number) = try head()
        switch major {
        case 0:
            guard let value = Int64(exactly: number) else { throw CBOR.Malformed() }
            return .integer(value)
        case 1:
            guard let value = Int64(exactly: number) else { throw CBOR.Malformed() }
            return .integer(~value)
        case 2: return .bytes(try take(number))
        case 3:
            guard let text = String(validating: try take(number), as: UTF8.self) else { throw CBOR.Malformed() }
            return .text(text)
        case 4:
            let count = try count(number, depth)
            var values: [CBOR] = []
            for _ in 0..<count { values.append(try value(depth: depth + 1)) }
            return .array(values)
        case 5:
            let count = try count(number, depth)
            var members: [CBOR.Member] = []
            var keys: Set<CBOR> = []
            for _ in 0..<count {
                let key = try value(depth: depth + 1)
                guard keys.insert(key).inserted else { throw CBOR.Malformed() }
                members.append(CBOR.Member(key: key, value: try value(depth: depth + 1)))
            }
            return .map(members)
        case 6:
            guard depth < CBOR.deepest else { throw CBOR.Malformed() }
            return .tagged(number, try value(depth: depth + 1))
        default: throw CBOR.Malformed()
        }
    }

    /// Each element has a byte at least.
    private func count(_ number: UInt64, _ depth: Int) throws(CBOR.Malformed) -> Int {
        guard depth < CBOR.deepest, number <= UInt64(rest.count) else { throw CBOR.Malformed() }
        return Int(number)
    }

    private mutating func take(_ number: UInt64) throws(CBOR.Malformed) -> [UInt8] {
        guard number <= UInt64(rest.count) else { throw CBOR.Malformed() }
        defer { rest = rest.dropFirst(Int(number)) }
        return Array(rest.prefix(Int(number)))
    }

    private mutating func head() throws(CBOR.Malformed) -> (major: UInt8, number: UInt64) {
        guard let first = rest.popFirst() else { throw CBOR.Malformed() }
        let additional = first & 31
        if additional < 24 { return (first >> 5, UInt64(additional)) }
        guard additional <= 27 else { throw CBOR.Malformed() }
        let bytes = try take(UInt64(1) << UInt64(additional - 24))
        let number = bytes.reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        let least: UInt64 =
            additional == 24 ? 24 : additional == 25 ? 0x100 : additional == 26 ? 0x1_0000 : 0x1_0000_0000
        guard number >= least else { throw CBOR.Malformed() }
        return (first >> 5, number)
    }
}
