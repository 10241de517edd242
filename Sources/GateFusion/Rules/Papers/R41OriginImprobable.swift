import GateDomain

/// R41: goods from a country that does not produce them.
enum R41OriginImprobable: Rule {
    static let number = 41

    static func outcome(_ context: RuleContext) -> RuleOutcome {
        if context.registers.origins.isEmpty { return .unknown("no register of origins is loaded") }
        guard let goods = context.declaration?.goods, !goods.isEmpty else { return .unknown("no goods are declared") }
        var judged = 0
        for item in goods {
            guard let hs = item.hsCode, let origin = item.origin,
                let rule = context.registers.origins.first(where: { hs.hasPrefix($0.hs) })
            else { continue }
            judged += 1
            guard !rule.origins.contains(origin.uppercased()) else { continue }
            return .found(
                Finding(
                    seen: origin, declared: "\(hs) \(item.description ?? "")",
                    reason: "These goods come from \(rule.origins.joined(separator: ", "))."))
        }
        return judged > 0 ? .clear : .unknown("no goods with HS code and origin that the register knows")
    }
}
