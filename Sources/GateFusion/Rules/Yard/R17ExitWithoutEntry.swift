import GateDomain

/// R17: no part of a leaving vehicle ever entered, or all of it had left already.
enum R17ExitWithoutEntry: Rule {
    static let number = 17

    static func outcome(_ context: RuleContext) -> RuleOutcome {
        guard context.passage.direction == .exit else { return .clear }
        let view = context.view
        var parts: [(YardMovement.Part, String)] = []
        if let tractor = view.tractorText { parts.append((.tractor, tractor)) }
        if let trailer = view.trailerText { parts.append((.trailer, trailer)) }
        parts += view.containers.map { (.container, $0.number.text) }
        if parts.isEmpty { return .unknown("neither plate nor container was read") }
        if parts.contains(where: { context.stay($0.0, $0.1) != nil }) { return .clear }
        let sightings = [view.tractor?.sighting, view.trailer?.sighting].compactMap { $0 }
        return .found(
            Finding(
                seen: parts.map(\.1).joined(separator: ", "),
                reason: "It leaves, and no entry of it is recorded.",
                sightings: sightings + view.containers.flatMap(\.sightings)))
    }
}
