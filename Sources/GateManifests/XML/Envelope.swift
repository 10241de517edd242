/// Finds the messages in what customs gateways and mailboxes wrap around them: SOAP, HMRC, plain lists; also in a text that is XML itself.
struct Envelope {
    private let limits: ManifestLimits
    private static let depth = 12
    private static let roots: Set<String> = [
        "ASYCUDA", "Awmds", "AWMDS", "MetaData", "DespatchAdvice", "eCMR", "SpecifiedSupplyChainConsignment",
        "SupplyChainConsignment",
    ]

    init(_ limits: ManifestLimits) { self.limits = limits }

    /// - Parameter keeping: trees of texts inside, which hold the messages that are returned.
    func messages(in root: MessageNode, keeping inner: inout [MessageNode]) -> [MessageNode] {
        var found: [MessageNode] = []
        search(root, Self.depth, &found, &inner)
        return found
    }

    private func search(
        _ node: MessageNode, _ depth: Int, _ found: inout [MessageNode], _ inner: inout [MessageNode]
    ) {
        if Self.isMessage(node) {
            found.append(node)
            return
        }
        guard depth > 0 else { return }
        let elements = node.children.filter { !$0.name.hasPrefix("@") }
        if elements.isEmpty, node.text.hasPrefix("<"), inner.count < 100,
            let root = XMLTree(Array(node.text.utf8), limits: limits).root
        {
            inner.append(root)
            search(root, depth - 1, &found, &inner)
        }
        for child in elements { search(child, depth - 1, &found, &inner) }
    }

    private static func isMessage(_ node: MessageNode) -> Bool {
        if NCTSMessage.isRoot(node.name) || roots.contains(node.name) || EntrySummary.isRoot(node.name)
            || node.first("HEAHEA") != nil
        {
            return true
        }
        switch node.name {
        case "Manifest": return node.first("Declaration") != nil && node.first("Head") != nil
        case "consignment": return node.first("mainCarriageTransportMovement") != nil
        case "Declaration", "Response":
            // A name that others use too: what WCO has in it tells.
            let parts = [
                "FunctionCode", "FunctionalReferenceID", "ID", "TypeCode", "IssueDateTime", "GoodsShipment",
                "Consignment",
                "BorderTransportMeans",
            ]
            return parts.contains { node.first($0) != nil } || node.parent == nil
        default: return false
        }
    }
}
