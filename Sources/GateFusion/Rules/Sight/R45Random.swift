import GateDomain

/// R45: chosen by chance, keyed by the passage so that nobody outside foresees it and a replay repeats it.
enum R45Random: Rule {
    static let number = 45

    static func outcome(_ context: RuleContext) -> RuleOutcome {
        guard context.draw < context.configuration.randomShare else { return .clear }
        return .found(Finding(seen: context.passage.id, reason: "Chosen at random."))
    }
}
