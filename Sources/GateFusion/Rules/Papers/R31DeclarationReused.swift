import GateDomain

/// R31: another vehicle has passed on this declaration before, and it is not for so many; or two contents go under its number.
enum R31DeclarationReused: Rule {
    static let number = 31

    static func outcome(_ context: RuleContext) -> RuleOutcome {
        guard let declaration = context.declaration else { return .unknown("no declaration was found") }
        let reuse = reuse(of: declaration, context)
        guard case .clear = reuse, let conflict = declaration.conflict else { return reuse }
        var finding = Finding(
            seen: "\(declaration.reference) version \(declaration.version), twice",
            declared: conflict.sources.joined(separator: " and "),
            reason:
                "Two messages give other \(conflict.fields.joined(separator: ", ")) under one reference and version.")
        // Which of the two is right is a question, not a fraud yet.
        finding.severity = 2
        return .found(finding)
    }

    private static func reuse(of declaration: Declaration, _ context: RuleContext) -> RuleOutcome {
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
