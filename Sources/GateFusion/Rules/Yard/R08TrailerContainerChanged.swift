import GateDomain

/// R08: a container leaves on another trailer than the one it entered on, or a trailer with a container that it did not bring.
enum R08TrailerContainerChanged: Rule {
    static let number = 8

    static func outcome(_ context: RuleContext) -> RuleOutcome {
        guard context.passage.direction == .exit else { return .clear }
        guard let trailer = context.view.trailer else { return .unknown("trailer plate was not read") }
        if context.view.containers.isEmpty { return .unknown("no container number was read") }
        let brought = context.stay(.trailer, trailer.text)?.containers ?? []
        var known = !brought.isEmpty
        var before: [String] = []
        var changed: [VehicleView.SeenContainer] = []
        for seen in context.view.containers where !isDeclared(seen, on: trailer.text, context) {
            let carrier = context.stay(.container, seen.number.text)?.trailer
            known = known || carrier != nil
            if let carrier, !context.isSame(carrier, trailer.text) {
                before.append("\(seen.number.text) entered on \(carrier)")
                changed.append(seen)
            } else if carrier == nil, !brought.isEmpty,
                !brought.contains(where: { context.isSame($0, seen.number.text) })
            {
                before.append("\(trailer.text) entered with \(brought.joined(separator: ", "))")
                changed.append(seen)
            }
        }
        if changed.isEmpty { return known ? .clear : .unknown("their entry is not known") }
        return .found(
            Finding(
                seen: "\(trailer.text) with \(changed.map(\.number.text).joined(separator: ", "))",
                declared: before.joined(separator: "; "), reason: "Trailer and container did not enter together.",
                sightings: [trailer.sighting] + changed.flatMap(\.sightings)))
    }

    /// Exit papers that list this container on this trailer declare the change.
    private static func isDeclared(
        _ seen: VehicleView.SeenContainer, on trailer: String, _ context: RuleContext
    ) -> Bool {
        guard let declaration = context.declaration, declaration.direction == .exit else { return false }
        return declaration.vehicle.trailers.contains { context.isSame($0.text, trailer) }
            && context.isDeclared(seen.number.text)
    }
}
