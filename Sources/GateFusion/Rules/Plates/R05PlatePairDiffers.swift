import GateDomain

/// R05: front and rear plate of a vehicle without trailer differ by more than a misreading.
enum R05PlatePairDiffers: Rule {
    static let number = 5

    static func outcome(_ context: RuleContext) -> RuleOutcome {
        guard let front = context.view.front, let rear = context.view.rear else {
            return .unknown("front or rear plate was not read")
        }
        // With a trailer the rear plate is the trailer's own.
        if context.view.trailer != nil || context.declaration?.vehicle.trailerPlate != nil { return .clear }
        let isVehicle = rear.read.plate.format != nil && rear.read.plate.country == front.read.plate.country
        guard isVehicle else { return .unknown("the rear plate's format tells no vehicle") }
        guard !context.isSame(front.text, rear.text) else { return .clear }
        return .found(
            Finding(
                seen: "front \(front.text), rear \(rear.text)",
                declared: context.declaration?.vehicle.tractorPlate?.text,
                reason: "A vehicle without trailer carries one number; these two differ.",
                sightings: [front.sighting, rear.sighting]))
    }
}
