import GateDomain

/// R02: a plate differs from the declared one by one look-alike. Likely a misreading, but an officer says so, not the machine.
enum R02PlateOneOff: Rule {
    static let number = 2

    static func outcome(_ context: RuleContext) -> RuleOutcome {
        guard let match = context.match else { return .unknown("no declaration to compare with") }
        let vehicle = match.declaration.vehicle
        var seen: [VehicleView.SeenPlate] = []
        var declared: [String] = []
        if match.tractor == .confusable(1), let plate = context.view.tractor, let text = vehicle.tractorPlate?.text {
            seen.append(plate)
            declared.append(text)
        }
        if match.trailer == .confusable(1), let plate = context.view.trailer,
            let text = vehicle.trailers.first(where: { context.isSame($0.text, plate.text) })?.text
        {
            seen.append(plate)
            declared.append(text)
        }
        if seen.isEmpty { return match.tractor == nil ? .unknown("tractor plate was not read or declared") : .clear }
        return .found(
            Finding(
                seen: seen.map(\.text).joined(separator: ", "), declared: declared.joined(separator: ", "),
                reason: "One character differs, and the two are readily taken for each other: confirm the plate.",
                sightings: seen.map(\.sighting)))
    }
}
