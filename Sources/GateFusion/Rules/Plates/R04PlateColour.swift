import GateDomain

/// R04: a tractor of Vietnam carries cargo and its plate is not yellow, the colour of transport business.
enum R04PlateColour: Rule {
    static let number = 4

    static func outcome(_ context: RuleContext) -> RuleOutcome {
        guard let tractor = context.view.tractor else { return .unknown("tractor plate was not read") }
        guard tractor.read.plate.country == .vietnam, tractor.read.plate.format == "civil" else { return .clear }
        guard let declaration = context.declaration else { return .unknown("no declaration tells the vehicle's use") }
        if declaration.containers.isEmpty, declaration.goods.isEmpty { return .unknown("no cargo is declared") }
        switch tractor.read.colour {
        case .yellow: return .clear
        case .unknown: return .unknown("the plate's colour was not seen")
        case let colour:
            return .found(
                Finding(
                    seen: "\(tractor.text), \(colour.rawValue)", declared: "cargo, so yellow",
                    reason: "A vehicle in transport business carries a yellow plate.", sightings: [tractor.sighting]))
        }
    }
}
