import GateDomain

/// An element of an XML message, or a value of a JSON one: name without prefix, text, children in order.
///
/// What a reader asks for is marked; what nobody asked for is kept raw (`rest`).
final class MessageNode {
    let name: String
    /// Where it begins; nil for JSON.
    let line: Int?
    var text = ""
    /// Attributes come first, under `@name`.
    private(set) var children: [MessageNode] = []
    private(set) weak var parent: MessageNode?
    private var isTaken = false

    init(name: String, line: Int?) {
        self.name = name
        self.line = line
    }

    func add(_ child: MessageNode) {
        child.parent = self
        children.append(child)
    }

    /// Every element under a path of names.
    func all(_ path: String...) -> [MessageNode] { nodes(path[...]) }

    private func nodes(_ path: ArraySlice<String>) -> [MessageNode] {
        guard let name = path.first else { return [self] }
        return children.filter { $0.name == name }.flatMap { $0.nodes(path.dropFirst()) }
    }

    private func filled(_ path: ArraySlice<String>) -> MessageNode? { nodes(path).first { !$0.text.isEmpty } }

    /// The first element under a path of names.
    func first(_ path: String...) -> MessageNode? { nodes(path[...]).first }

    /// The first text under a path of names, which is then taken; nil when absent or empty.
    func text(_ path: String...) -> String? { nodes(path[...]).lazy.compactMap { $0.taken() }.first }

    /// Its own text, which is then taken; nil when empty.
    func taken() -> String? {
        isTaken = true
        return text.isEmpty ? nil : text
    }

    /// The number under a path; what is none is reported.
    func number(_ path: String..., log: inout ProblemLog) -> Double? {
        guard let node = filled(path[...]), let text = node.taken() else { return nil }
        guard let value = FieldText.number(text), value >= 0 else {
            log.error(node.place, "\(quoted(text)) is no number and is left out")
            return nil
        }
        return value
    }

    /// The whole number under a path; what is none is reported.
    func count(_ path: String..., log: inout ProblemLog) -> Int? {
        guard let node = filled(path[...]), let text = node.taken() else { return nil }
        guard let value = FieldText.count(text) else {
            log.error(node.place, "\(quoted(text)) is no whole number and is left out")
            return nil
        }
        return value
    }

    /// `line 12: TransitOperation/MRN`.
    var place: String { (line.map { "line \($0): " } ?? "") + path }

    /// Names from below the root to here.
    var path: String {
        guard let parent else { return name }
        return parent.parent == nil ? name : parent.path + "/" + name
    }

    /// Texts that nobody has taken, by path, into a declaration's `other`.
    func keepRest(in declaration: inout Declaration, limit: Int) { keep(&declaration, "", limit) }

    private func keep(_ declaration: inout Declaration, _ prefix: String, _ limit: Int) {
        for child in children where !(isTaken && child.name.hasPrefix("@")) {
            let path = prefix.isEmpty ? child.name : prefix + "/" + child.name
            if !child.isTaken, declaration.other.count < limit || declaration.other[path] != nil {
                declaration.keep(path, child.text)
            }
            child.keep(&declaration, path, limit)
        }
    }
}
