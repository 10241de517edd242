import GateDomain

/// R29: liquid or gas in bulk that is not in a tank, or solids in a tank.
enum R29LiquidWithoutTank: Rule {
    static let number = 29

    static func outcome(_ context: RuleContext) -> RuleOutcome {
        guard let goods = context.declaration?.goods, !goods.isEmpty else { return .unknown("no goods are declared") }
        if goods.contains(where: { $0.hsCode == nil }) { return .unknown("goods without HS code") }
        let boxes = context.boxes.filter { $0.code.typeLetter != nil }
        if boxes.isEmpty { return .unknown("the box's type is not known") }
        let liquids = goods.filter { HSGroups.contains(context.registers.groups.liquidOrGas, $0.hsCode) }
        let tanks = boxes.filter { $0.code.typeLetter == "T" }
        // Drums and bottles travel in any box.
        let bulk = liquids.filter { ($0.packages ?? 1) <= 1 }
        let seen = boxes.map { "\($0.number) \($0.code.text)" }.joined(separator: ", ")
        if tanks.isEmpty, !bulk.isEmpty {
            return .found(
                Finding(
                    seen: seen, declared: bulk.map { $0.hsCode ?? "" }.joined(separator: ", "),
                    reason: "Liquid or gas in bulk, and no tank.", sightings: context.boxSightings))
        }
        if tanks.count == boxes.count, liquids.isEmpty {
            // Edible oils, juices and chemicals go in tanks too: only what cannot flow is a finding.
            let solids = goods.filter { HSGroups.contains(Self.solid, $0.hsCode) }
            guard !solids.isEmpty else { return .clear }
            return .found(
                Finding(
                    seen: seen,
                    declared: solids.map { "\($0.hsCode ?? "") \($0.description ?? "")" }.joined(separator: ", "),
                    reason: "Solid goods in a tank.", sightings: context.boxSightings))
        }
        return .clear
    }

    /// Chapters of live animals, meat, fish, produce, cereals, textiles, stone, metal, machines, vehicles, furniture.
    private static let solid = [
        "01", "02", "03", "06", "07", "08", "10", "4", "50", "51", "52", "53", "54", "55", "56", "57", "58", "59", "6",
        "70", "71", "72", "73", "74", "75", "76", "78", "79", "80", "81", "82", "83", "84", "85", "86", "87", "88",
        "89", "9",
    ]
}
