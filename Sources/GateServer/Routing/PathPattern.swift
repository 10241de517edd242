/// A path with named places, `/v1/movements/{reference}`.
public struct PathPattern: Sendable, Hashable, ExpressibleByStringLiteral, CustomStringConvertible {
    enum Part: Sendable, Hashable {
        case literal(String)
        case parameter(String)
    }
    let text: String
    let parts: [Part]

    public init(_ text: String) {
        self.text = text
        parts = text.split(separator: "/").map { piece in
            piece.hasPrefix("{") && piece.hasSuffix("}")
                ? .parameter(String(piece.dropFirst().dropLast())) : .literal(String(piece))
        }
    }

    public init(stringLiteral value: String) { self.init(value) }
    public var description: String { text }

    var parameters: [String] {
        parts.compactMap { if case .parameter(let name) = $0 { name } else { nil } }
    }

    /// Why a router would not serve it; nil when it would.
    var fault: String? {
        guard text.hasPrefix("/") else { return "\(text): a path begins with /" }
        if text != "/" && (text.hasSuffix("/") || text.contains("//")) { return "\(text): an empty part" }
        for part in parts {
            let word =
                switch part {
                case .literal(let word), .parameter(let word): word
                }
            if word.isEmpty || word.contains(where: { "{}?#%".contains($0) }) {
                return "\(text): \"\(word)\" is no part of a path"
            }
        }
        return Set(parameters).count == parameters.count ? nil : "\(text): a parameter is named twice"
    }
}
