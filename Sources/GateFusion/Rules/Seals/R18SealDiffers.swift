import GateDomain

/// R18: a seal carries another number than declared.
enum R18SealDiffers: Rule {
    static let number = 18

    static func outcome(_ context: RuleContext) -> RuleOutcome {
        let seen = context.seals.filter { $0.number != nil }
        if seen.isEmpty { return .unknown("no seal number was read") }
        var compared = 0
        for seal in seen {
            let declared = context.declaredSeals(of: seal.container)
            guard !declared.isEmpty, let number = seal.number else { continue }
            compared += 1
            guard !declared.contains(where: { Registers.key($0) == Registers.key(number) }) else { continue }
            return .found(
                Finding(
                    seen: "\(number)\(seal.container.map { " on \($0)" } ?? "")",
                    declared: declared.joined(separator: ", "), reason: "The seal is not the declared one."))
        }
        return compared > 0 ? .clear : .unknown("no seal is declared for the box or the vehicle")
    }
}
