import Foundation

/// A JSON rendering of an XML message, `{"n1:CC015C": {…}}`, as the tree that the XML would be.
struct JSONMessageTree {
    /// Nil when the value is no object of one message.
    let root: MessageNode?
    private(set) var isTooLarge = false

    init(_ value: Any, limits: ManifestLimits) {
        guard let object = value as? [String: Any] else {
            root = nil
            return
        }
        let messages = object.filter { NCTSMessage.isRoot(Self.localName($0.key)) }
        guard messages.count == 1, let (name, body) = messages.first, body is [String: Any] else {
            root = nil
            return
        }
        let node = MessageNode(name: Self.localName(name), line: nil)
        var budget = limits.elements
        Self.fill(node, body, &budget)
        isTooLarge = budget <= 0
        root = node
    }

    private static func fill(_ node: MessageNode, _ value: Any, _ budget: inout Int) {
        switch value {
        case let object as [String: Any]:
            for key in object.keys.sorted() {
                guard let value = object[key] else { continue }
                // The text beside attributes, as common converters write it.
                if key == "#text" || key == "$" || key == "content" {
                    fill(node, value, &budget)
                    continue
                }
                for item in (value as? [Any]) ?? [value] {
                    budget -= 1
                    guard budget > 0 else { return }
                    let child = MessageNode(name: localName(key), line: nil)
                    fill(child, item, &budget)
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
