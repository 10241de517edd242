import GateDomain

/// R01: the tractor's plate is on no live declaration, or tractor or trailer are not those of the one found through the rest.
enum R01UndeclaredPlate: Rule {
    static let number = 1

    static func outcome(_ context: RuleContext) -> RuleOutcome {
        let tractor = tractor(context)
        if case .found = tractor { return tractor }
        return trailer(context) ?? tractor
    }

    private static func tractor(_ context: RuleContext) -> RuleOutcome {
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

    /// A trailer in a known format that is plainly another one than the declared; nil without one.
    private static func trailer(_ context: RuleContext) -> RuleOutcome? {
        guard let trailer = context.view.trailer, trailer.read.plate.isTrailer,
            let declared = context.declaration?.vehicle.trailerPlate?.text
        else { return nil }
        switch context.match?.trailer {
        // A fragment is a plate half covered: R44's matter, not another trailer.
        case nil, .equal, .confusable(1), .fragment: return nil
        case .confusable, .different:
            return .found(
                Finding(
                    seen: trailer.text, declared: declared,
                    reason: "The tractor is declared with another trailer.", sightings: [trailer.sighting]))
        }
    }
}
