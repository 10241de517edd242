import GateDomain

/// R27: frozen or chilled goods in a box that does not cool.
enum R27ColdInDryBox: Rule {
    static let number = 27

    static func outcome(_ context: RuleContext) -> RuleOutcome {
        guard let goods = context.declaration?.goods, !goods.isEmpty else { return .unknown("no goods are declared") }
        let cold = goods.filter { HSGroups.contains(context.registers.groups.cold, $0.hsCode) }
        if cold.isEmpty { return goods.contains { $0.hsCode == nil } ? .unknown("goods without HS code") : .clear }
        let boxes = context.boxes
        if boxes.isEmpty { return .unknown("the box's type is not known") }
        let dry = boxes.filter { $0.code.typeLetter != "R" && $0.code.typeLetter != "H" && $0.code.typeLetter != nil }
        guard dry.count == boxes.count else { return .clear }
        return .found(
            Finding(
                seen: dry.map { "\($0.number) \($0.code.text)" }.joined(separator: ", "),
                declared: cold.map { "\($0.hsCode ?? "") \($0.description ?? "")" }.joined(separator: ", "),
                reason: "Frozen or chilled goods in a box that does not cool.", sightings: context.boxSightings))
    }
}
