import GateDomain

/// R13: nobody has registered the owner code of a container.
enum R13OwnerUnknown: Rule {
    static let number = 13

    static func outcome(_ context: RuleContext) -> RuleOutcome {
        if context.registers.owners.isEmpty { return .unknown("no register of owner codes is loaded") }
        let seen = context.view.containers
        if seen.isEmpty { return .unknown("no container number was read") }
        let strangers = seen.filter { !context.registers.owners.contains($0.number.owner) }
        if strangers.isEmpty { return .clear }
        return .found(
            Finding(
                seen: strangers.map(\.number.text).joined(separator: ", "),
                reason:
                    "The owner code \(Set(strangers.map(\.number.owner)).sorted().joined(separator: ", ")) is not registered.",
                sightings: strangers.flatMap(\.sightings)))
    }
}
