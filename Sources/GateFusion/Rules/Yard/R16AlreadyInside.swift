import GateDomain

/// R16: a container (or the tractor) enters that is inside already, with no exit recorded.
enum R16AlreadyInside: Rule {
    static let number = 16

    static func outcome(_ context: RuleContext) -> RuleOutcome {
        guard context.passage.direction == .entry else { return .clear }
        let view = context.view
        if view.containers.isEmpty, view.tractor == nil { return .unknown("neither container nor tractor was read") }
        var seen: [String] = []
        var before: [String] = []
        var sightings: [Sighting] = []
        for container in view.containers {
            guard let stay = context.stay(.container, container.number.text) else { continue }
            seen.append(container.number.text)
            before.append(note(stay))
            sightings += container.sightings
        }
        // A plate at two gates at once is R06; a tractor twice inside at leisure is this.
        if let tractor = view.tractor, let stay = context.stay(.tractor, tractor.text),
            R06ImpossibleTravel.outcome(context).finding == nil
        {
            seen.append(tractor.text)
            before.append(note(stay))
            sightings.append(tractor.sighting)
        }
        if seen.isEmpty { return .clear }
        return .found(
            Finding(
                seen: seen.joined(separator: ", "), declared: Set(before).sorted().joined(separator: "; "),
                reason: "Already inside: it entered before and no exit was recorded.", sightings: sightings))
    }

    private static func note(_ stay: YardMovement) -> String {
        "entered at \(stay.place.gate) \(stay.place.lane), \(stay.arrived.rfc3339)"
    }
}
