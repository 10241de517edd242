import GateDomain

/// R31: another vehicle has passed on this declaration before, and it is not for so many.
enum R31DeclarationReused: Rule {
    static let number = 31

    static func outcome(_ context: RuleContext) -> RuleOutcome {
        guard let declaration = context.declaration else { return .unknown("no declaration was found") }
        let draws = context.draws(on: declaration.reference)
        guard draws.count >= max(1, declaration.trips), let last = draws.first else { return .clear }
        return .found(
            Finding(
                seen: "\(declaration.reference), passage \(draws.count + 1)",
                declared: declaration.trips > 1 ? "\(declaration.trips) trips" : "one passage",
                reason: "\(last.tractor ?? "A vehicle") passed on it at \(last.place.gate) \(last.place.lane), "
                    + "\(last.arrived.rfc3339)."))
    }
}
