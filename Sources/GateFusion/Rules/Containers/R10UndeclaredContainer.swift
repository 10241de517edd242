import GateDomain

/// R10: a container is not on the matched declaration. Without a declaration there is no manifest to compare with: that is R01.
enum R10UndeclaredContainer: Rule {
    static let number = 10

    static func outcome(_ context: RuleContext) -> RuleOutcome {
        guard let declaration = context.declaration else { return .unknown("no declaration to compare with") }
        if context.view.containers.isEmpty { return .unknown("no container number was read") }
        let undeclared = context.view.containers.filter { seen in
            !context.isDeclared(seen.number.text) && context.misreadOf(seen) == nil
                && !R12NumbersDiffer.disputes(context).contains(seen.number)
        }
        if undeclared.isEmpty { return .clear }
        return .found(
            Finding(
                seen: undeclared.map(\.number.text).joined(separator: ", "),
                declared: context.declaredNumbers.sorted().joined(separator: ", "),
                reason: "The container is not on declaration \(declaration.reference).",
                sightings: undeclared.flatMap(\.sightings)))
    }
}
