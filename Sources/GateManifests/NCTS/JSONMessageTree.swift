import Foundation

/// A JSON rendering of an XML message, `{"n1:CC015C": {…}}`, as the tree that the XML would be.
struct JSONMessageTree {
    /// Nil when the value is no object of one message.
    let root: MessageNode?
    private(set) var isTooLarge = false

    init(_ value: Any, limits: ManifestLimits) {
        let object = value as? [String: Any] ?? [:]
        let messages = object.filter { NCTSMessage.isRoot(Self.localName($0.key)) }
        guard messages.count == 1, let (name, body) = messages.first, body is [String: Any] else {
            self.init()
            return
        }
        self.init(name: Self.localName(name), body, limits: limits)
    }

    private init() { root = nil }

    /// Any object, as a tree under a name; first letters of names become small where `isCamelCase`.
    init(name: String, _ body: Any, limits: ManifestLimits, isCamelCase: Bool = false) {
        let node = MessageNode(name: name, line: nil)
        var budget = limits.elements
        Self.fill(node, body, &budget, isCamelCase)
        isTooLarge = budget <= 0
        root = node
    }

    private static func fill(_ node: MessageNode, _ value: Any, _ budget: inout Int, _ isCamelCase: Bool) {
        switch value {
        case let object as [String: Any]:
            for key in object.keys.sorted() {
                guard let value = object[key] else { continue }
                // The text beside attributes, as common converters write it.
                if key == "#text" || key == "$" || key == "content" {
                    fill(node, value, &budget, isCamelCase)
                    continue
                }
                for item in (value as? [Any]) ?? [value] {
                    budget -= 1
                    guard budget > 0 else { return }
                    let name = localName(key)
                    let child = MessageNode(
                        name: isCamelCase ? name.prefix(1).lowercased() + name.dropFirst() : name, line: nil)
                    fill(child, item, &budget, isCamelCase)
                    node.add(child)
                }
            }
        case let text as String: node.text = FieldText.trimmed(text)
        case let number as NSNumber: node.text = number.stringValue
        default: break
        }
    }

    private static func localName(_ name: String) -> String {
        if name.hasPrefix("@") { return name }
        let local = name.split(separator: ":").last.map(String.init) ?? name
        return local == "PhaseID" || local == "schemaLocation" || name.hasPrefix("xmlns") ? "@" + local : local
    }
}
