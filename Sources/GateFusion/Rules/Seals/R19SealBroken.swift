import GateDomain

/// R19: the seal of a full box is broken or absent.
enum R19SealBroken: Rule {
    static let number = 19

    static func outcome(_ context: RuleContext) -> RuleOutcome {
        if context.seals.isEmpty { return .unknown("no seal was looked at") }
        let bad = context.seals.filter { seal in
            guard seal.state != .intact else { return false }
            // An empty box needs no seal; one of unknown load counts as full.
            return context.declaredContainer(seal.container)?.load != .empty
        }
        guard let first = bad.first else { return .clear }
        return .found(
            Finding(
                seen: bad.map { "\($0.state.rawValue)\($0.container.map { " on \($0)" } ?? "")" }.joined(
                    separator: ", "),
                declared: context.declaredSeals(of: first.container).joined(separator: ", "),
                reason: "A full box travels under an intact seal."))
    }
}
