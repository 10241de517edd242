import GateDomain

/// R33: the trucks of a split load carried more together than the declaration covers.
enum R33Overdrawn: Rule {
    static let number = 33

    static func outcome(_ context: RuleContext) -> RuleOutcome {
        guard let declaration = context.declaration else { return .unknown("no declaration to compare with") }
        if declaration.trips <= 1 { return .clear }
        let model = WeightModel(settings: context.configuration.weights)
        let tares = declaration.containers.map { model.tare(of: $0, seen: context.view) }
        guard let covered = WeightModel.declaredCargo(declaration, tares: tares) else {
            return .unknown("the declaration says no weight")
        }
        let weighings = [context.weighing] + context.draws(on: declaration.reference).map(\.weighing)
        var (drawn, tolerance) = (0.0, 0.0)
        for weighing in weighings {
            guard let cargo = weighing?.cargo, let doubt = weighing?.tolerance else {
                return .unknown("a truck of it was not weighed")
            }
            drawn += max(0, cargo)
            tolerance += doubt
        }
        guard drawn > covered + tolerance else { return .clear }
        return .found(
            Finding(
                seen: "\(kilograms(drawn)) on \(weighings.count) trucks", declared: kilograms(covered),
                reason: "More has been drawn than the declaration covers."))
    }
}
