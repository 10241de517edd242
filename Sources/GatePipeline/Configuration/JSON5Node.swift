/// A place in a text file, both from 1; columns count characters.
public struct SourcePosition: Sendable, Hashable, Comparable, CustomStringConvertible {
    public var line: Int
    public var column: Int

    public init(line: Int, column: Int) {
        self.line = line
        self.column = column
    }

    public var description: String { "\(line):\(column)" }

    public static func < (a: SourcePosition, b: SourcePosition) -> Bool { (a.line, a.column) < (b.line, b.column) }
}

/// A value of a JSON5 text that knows where it stands and which of its keys somebody asked for.
///
/// A class because decoding marks the keys; used by one decoding at a time and never shared.
final class JSON5Node {
    struct Member {
        var key: String
        var keyPosition: SourcePosition
        var value: JSON5Node
    }

    enum Value {
        case object([Member])
        case array([JSON5Node])
        case string(String)
        /// As written, and as a number, which is finite.
        case number(String, Double)
        case bool(Bool)
        case null

        var word: String {
            switch self {
            case .object: "an object { … }"
            case .array: "a list [ … ]"
            case .string: "a text"
            case .number: "a number"
            case .bool: "true or false"
            case .null: "null"
            }
        }
    }

    let value: Value
    let position: SourcePosition
    /// Where each key of an object stands in its members.
    let index: [String: Int]
    /// Keys that a decoding asked for; nil while nobody has looked into the object by key.
    var asked: Set<String>?

    init(_ value: Value, at position: SourcePosition) {
        self.value = value
        self.position = position
        if case .object(let members) = value {
            index = Dictionary(members.enumerated().map { ($1.key, $0) }, uniquingKeysWith: { first, _ in first })
        } else {
            index = [:]
        }
    }

    func member(_ key: String) -> Member? {
        guard case .object(let members) = value, let place = index[key] else { return nil }
        return members[place]
    }
}
