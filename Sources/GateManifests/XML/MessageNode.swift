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
    /// On the root: how the document writes numbers; nil where a schema does, with a point before decimals.
    var numberStyle: NumberStyle?
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
        guard let node = filled(path[...]) else { return nil }
        return node.number(&log)
    }

    /// The weight under a path in kilograms, by its attribute `unitCode`; what is none is reported.
    func kilograms(_ path: String..., log: inout ProblemLog) -> Double? {
        guard let node = filled(path[...]), let value = node.number(&log) else { return nil }
        let unit = node.first("@unitCode")?.taken() ?? node.first("@unit")?.taken()
        guard let weight = WeightUnit.kilograms(value, unit) else {
            log.error(node.place, "\(quoted(unit ?? "")) is no unit of weight; the weight is left out, give KGM")
            return nil
        }
        return weight
    }

    /// Its own number; what is none, or can be two, is reported.
    private func number(_ log: inout ProblemLog, isCount: Bool = false) -> Double? {
        guard let text = taken() else { return nil }
        var root = self
        while let parent = root.parent { root = parent }
        let style = root.numberStyle ?? NumberStyle(usual: ".")
        switch style.read(text, isCount: isCount) {
        case .number(let value) where value >= 0: return value
        case .likely(let value) where value >= 0:
            if root.numberStyle != nil || text.contains(",") { log.warn(place, NumberStyle.likely(text, value)) }
            return value
        case .unclear(let first, let second):
            log.error(place, NumberStyle.doubt(text, first, second))
            return nil
        case .number, .likely, .none:
            log.error(place, "\(quoted(text)) is no \(isCount ? "whole " : "")number and is left out")
            return nil
        }
    }

    /// The whole number under a path; what is none is reported.
    func count(_ path: String..., log: inout ProblemLog) -> Int? {
        guard let node = filled(path[...]), let value = node.number(&log, isCount: true) else { return nil }
        guard let count = Int(exactly: value) else {
            log.error(node.place, "\(quoted(node.text)) is no whole number and is left out")
            return nil
        }
        return count
    }

    /// Lets amounts and weights anywhere below tell how the document writes numbers.
    func learnNumberStyle(usual: Character) {
        var style = NumberStyle(usual: usual)
        let words = ["weight", "mass", "amount", "value", "rate", "volume", "price", "quantity"]
        func visit(_ node: MessageNode) {
            if node.children.isEmpty, !node.text.isEmpty, node.text.utf8.count <= 40 {
                let name = node.name.lowercased()
                if words.contains(where: { name.contains($0) }) { style.learn(node.text) }
            }
            for child in node.children { visit(child) }
        }
        visit(self)
        numberStyle = style
    }

    /// A time as text, or in a `DateTimeString` or `DateTime` with a format code; nil when there is none.
    func instant(_ zone: SenderZone, endOfDay: Bool = false) -> Instant? {
        let inner = first("DateTimeString") ?? first("DateTime") ?? first("Date") ?? self
        guard let text = inner.taken() else { return nil }
        let format = inner.first("@formatCode")?.text ?? inner.first("@format")?.text
        return FieldText.instant(text, endOfDay: endOfDay, zone: zone)
            ?? FieldText.instant(digits: text, format: format, endOfDay: endOfDay, zone: zone)
            ?? FieldText.instant(digits: text, format: nil, endOfDay: endOfDay, zone: zone)
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

extension MessageNode {
    /// Every element of one of these names below, in order of the document; not those inside another of them.
    func descendants(_ names: String...) -> [MessageNode] {
        var found: [MessageNode] = []
        func visit(_ node: MessageNode) {
            for child in node.children where !child.name.hasPrefix("@") {
                if names.contains(child.name) { found.append(child) } else { visit(child) }
            }
        }
        visit(self)
        return found
    }
}

extension MessageNode {
    /// Eight digits that differ when anything of the content does (FNV-1a), the same on every machine.
    var fingerprint: String {
        var hash: UInt64 = 0xCBF2_9CE4_8422_2325
        func add(_ text: String) {
            for byte in text.utf8 { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
            hash = (hash ^ 0xFF) &* 0x0000_0100_0000_01B3
        }
        func visit(_ node: MessageNode) {
            add(node.name)
            add(node.text)
            for child in node.children { visit(child) }
        }
        visit(self)
        let text = String(UInt32(truncatingIfNeeded: hash ^ hash >> 32), radix: 16)
        return String(repeating: "0", count: 8 - text.count) + text
    }
}
