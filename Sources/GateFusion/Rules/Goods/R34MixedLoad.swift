import GateDomain

/// R34: more than one owner, or more than one kind of produce, on a vehicle of the two-way pilot.
enum R34MixedLoad: Rule {
    static let number = 34

    static func outcome(_ context: RuleContext) -> RuleOutcome {
        guard let declaration = context.declaration else { return .unknown("no declaration to compare with") }
        guard let trade = declaration.trade else { return .unknown("the declaration does not say one-way or two-way") }
        guard trade == .twoWay else { return .clear }
        let parties = declaration.consignments.map(\.parties) + [declaration.parties]
        // The side that owns the goods is the same on all of them.
        let owners = Set(parties.compactMap { $0.consignee ?? $0.consignor }.map(Registers.key))
        if owners.count > 1 {
            return .found(
                Finding(
                    seen: Set(parties.compactMap { $0.consignee ?? $0.consignor }).sorted().joined(separator: ", "),
                    declared: "one owner", reason: "In the two-way pilot a vehicle carries one owner's goods."))
        }
        let produce = Set(
            declaration.goods.filter { HSGroups.contains(context.registers.groups.produce, $0.hsCode) }.compactMap {
                $0.hsCode.map { String($0.prefix(6)) }
            })
        guard produce.count > 1 else { return .clear }
        return .found(
            Finding(
                seen: produce.sorted().joined(separator: ", "), declared: "one kind of produce",
                reason: "In the two-way pilot a vehicle carries one kind of produce."))
    }
}
