import GateDomain

/// R01: the tractor's plate is on no live declaration, or not on the one found through trailer or container.
enum R01UndeclaredPlate: Rule {
    static let number = 1

    static func outcome(_ context: RuleContext) -> RuleOutcome {
        guard let tractor = context.view.tractor else { return .unknown("tractor plate was not read") }
        let declared = context.declaration?.vehicle.tractorPlate?.text
        switch context.match?.tractor {
        case .equal, .confusable(1): return .clear
        // Unless it is declared without a tractor: then there is nothing to differ from.
        case nil where context.match != nil && declared == nil: return .unknown("declaration names no tractor")
        default: break
        }
        if context.match == nil, context.isDeclaredTractor { return .clear }
        let reason =
            declared == nil
            ? "The plate is on no live declaration."
            : "Trailer or container belong to declaration \(context.declaration?.reference ?? ""), the tractor does not."
        return .found(
            Finding(seen: tractor.text, declared: declared, reason: reason, sightings: [tractor.sighting]))
    }
}
