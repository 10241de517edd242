import GateDomain

/// R12: the cameras of one passage show different numbers on what must be one box.
enum R12NumbersDiffer: Rule {
    static let number = 12

    static func outcome(_ context: RuleContext) -> RuleOutcome {
        let cameras = Set(context.view.containers.flatMap(\.cameras))
        guard cameras.count >= 2 else { return .unknown("fewer than two cameras read a container number") }
        let disputed = disputes(context)
        if disputed.isEmpty { return .clear }
        let seen = context.view.containers.filter { disputed.contains($0.number) }
        return .found(
            Finding(
                seen: seen.map { container in
                    let roles = Set(container.sightings.map(\.place.role.rawValue)).sorted().joined(separator: ", ")
                    return "\(container.number.text) (\(roles))"
                }.joined(separator: "; "),
                declared: context.declaredNumbers.isEmpty
                    ? nil : context.declaredNumbers.sorted().joined(separator: ", "),
                reason: "Different numbers on the sides of one box.", sightings: seen.flatMap(\.sightings)))
    }

    /// Numbers that no camera shares with another one. Two boxes on one trailer may be seen by a camera each: then both are declared,
    /// or, where nothing is declared, neither is longer than 20 feet.
    static func disputes(_ context: RuleContext) -> Set<ContainerNumber> {
        let sure = context.view.containers.filter {
            $0.reads >= context.configuration.containerReads
                && $0.read.confidence >= context.configuration.containerConfidence
        }
        var disputed = Set<ContainerNumber>()
        for (index, a) in sure.enumerated() {
            for b in sure[(index + 1)...] where a.cameras.isDisjoint(with: b.cameras) {
                // A camera that saw both of another camera's boxes vouches for two.
                let areTwo = sure.contains { other in
                    other.number != a.number && other.number != b.number
                }
                let mayBeTwo =
                    context.declaration == nil
                    ? isShort(a) && isShort(b)
                    : context.isDeclared(a.number.text) && context.isDeclared(b.number.text)
                if !areTwo, !mayBeTwo {
                    disputed.insert(a.number)
                    disputed.insert(b.number)
                }
            }
        }
        return disputed
    }

    private static func isShort(_ container: VehicleView.SeenContainer) -> Bool {
        container.read.sizeType?.lengthFeet.map { $0 <= 20 } ?? false
    }
}
