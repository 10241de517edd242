import Foundation
import GateDomain

/// Decodes JSON5 strictly: a key that nobody asks for, at any level, is a problem, as is a key that stands twice; problems know their line
/// and column. A `Decodable` says what it knows by what it asks for.
public struct JSON5Decoder {
    private init() {}

    /// What `path` holds.
    /// - Parameters:
    ///   - limit: largest file that is read, in bytes.
    ///   - example: a file that shows the format, for messages.
    ///   - check: what is wrong with a value that could be decoded.
    /// - Throws: `ConfigurationError` with all problems that can be told apart.
    public static func decode<Value: Decodable>(
        _ type: Value.Type, path: String, limit: Int = 64 << 20, example: String,
        check: (Value) -> [ConfigurationValueError] = { _ in [] }
    ) throws(ConfigurationError) -> Value {
        guard let size = try? FileManager.default.attributesOfItem(atPath: path)[.size] as? Int else {
            throw ConfigurationError(path: path, "cannot be read; name a JSON5 file such as \(example)")
        }
        guard size <= limit else {
            throw ConfigurationError(path: path, "\(size) bytes are more than the \(limit) that are read")
        }
        guard let data = FileManager.default.contents(atPath: path) else {
            throw ConfigurationError(path: path, "cannot be read; name a JSON5 file such as \(example)")
        }
        return try decode(type, from: Array(data), path: path, example: example, check: check)
    }

    /// The same of bytes at hand; `path` names them in messages.
    public static func decode<Value: Decodable>(
        _ type: Value.Type, from bytes: [UInt8], path: String, example: String,
        check: (Value) -> [ConfigurationValueError] = { _ in [] }
    ) throws(ConfigurationError) -> Value {
        let root: JSON5Node
        do throws(JSON5Parser.Failure) {
            root = try JSON5Parser.parse(bytes)
        } catch {
            throw ConfigurationError(path: path, problems: [.init(error.position, error.text)])
        }
        do {
            let value = try JSON5NodeDecoder(root, at: []).decoded(type)
            let problems =
                unknownKeys(of: root)
                + check(value).map { .init(node(at: $0.codingPath, in: root).position, $0.description) }
            guard problems.isEmpty else { throw ConfigurationError(path: path, problems: problems) }
            return value
        } catch let error as ConfigurationError {
            throw error
        } catch let error as DecodingError {
            let codingPath = error.context?.codingPath ?? []
            let node = self.node(at: codingPath, in: root)
            var text = "\(error.whatAndWhere); \(example) shows the format"
            if case .keyNotFound(let key, _) = error, case .object(let members) = node.value,
                let near = NearestWord.to(
                    key.stringValue, among: members.map(\.key).filter { node.asked?.contains($0) != true })
            {
                text += "; \"\(near.prefix(60))\" is unknown: was it meant?"
            }
            throw ConfigurationError(path: path, problems: [.init(node.position, text)])
        } catch let error as ConfigurationValueError {
            let place = self.node(at: error.codingPath, in: root).position
            throw ConfigurationError(path: path, problems: [.init(place, error.description)])
        } catch {
            throw ConfigurationError(path: path, "\(error)")
        }
    }

    private static func node(at codingPath: [any CodingKey], in root: JSON5Node) -> JSON5Node {
        var node = root
        for key in codingPath {
            if let index = key.intValue, case .array(let elements) = node.value, elements.indices.contains(index) {
                node = elements[index]
            } else if let member = node.member(key.stringValue) {
                node = member.value
            } else {
                break
            }
        }
        return node
    }

    private static func unknownKeys(of node: JSON5Node) -> [ConfigurationError.Problem] {
        switch node.value {
        case .array(let elements): return elements.flatMap(unknownKeys)
        case .object(let members):
            let asked = node.asked
            return members.flatMap { member -> [ConfigurationError.Problem] in
                guard let asked, !asked.contains(member.key) else { return unknownKeys(of: member.value) }
                // Keys that are there already are not what was meant.
                let free = asked.subtracting(members.map(\.key))
                let text = "unknown key \"\(member.key.prefix(60))\"" + NearestWord.hint(member.key, among: free)
                return [.init(member.keyPosition, text)]
            }
        default: return []
        }
    }
}

/// A value that is of the right type and yet cannot be; the decoder adds file, line and column.
public struct ConfigurationValueError: Error, Sendable {
    public var codingPath: [any CodingKey]
    /// What is wrong, and what would be right.
    public var text: String

    /// `path`: keys from the top, positions in lists as numbers.
    public init(_ path: [String], _ text: String) { self.init(path.map(ConfigurationKey.init), text) }

    public init(_ codingPath: [any CodingKey], _ text: String) {
        self.codingPath = codingPath
        self.text = text
    }

    var description: String { "\(codingPath.shown): \(text)" }
}

private struct ConfigurationKey: CodingKey {
    let stringValue: String
    var intValue: Int? { Int(stringValue) }
    init(_ text: String) { stringValue = text }
    init?(stringValue: String) { self.stringValue = stringValue }
    init?(intValue: Int) { stringValue = String(intValue) }
}

extension [any CodingKey] {
    /// `lanes[0].cameras[1].role`.
    var shown: String {
        let text = reduce(into: "") { text, key in
            if let index = key.intValue {
                text += "[\(index)]"
            } else {
                text += text.isEmpty ? key.stringValue : "." + key.stringValue
            }
        }
        return text.isEmpty ? "top level" : text
    }
}

extension DecodingError {
    var context: Context? {
        switch self {
        case .keyNotFound(_, let context), .typeMismatch(_, let context), .valueNotFound(_, let context),
            .dataCorrupted(let context):
            context
        @unknown default: nil
        }
    }

    /// `lanes[0].cameras[1].role: …`: the place in the file and what is wrong there.
    public var whatAndWhere: String {
        switch self {
        case .keyNotFound(let key, let context): "\(context.codingPath.shown): field \"\(key.stringValue)\" is missing"
        case .typeMismatch(let type, let context): "\(context.codingPath.shown): expected \(type)"
        case .valueNotFound(let type, let context): "\(context.codingPath.shown): expected \(type), found null"
        case .dataCorrupted(let context): "\(context.codingPath.shown): \(context.debugDescription)"
        @unknown default: "cannot be decoded"
        }
    }
}
