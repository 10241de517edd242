import GateDomain

/// R24: declared full, and it weighs as if it were empty.
enum R24FullIsEmpty: Rule {
    static let number = 24

    static func outcome(_ context: RuleContext) -> RuleOutcome {
        guard let boxes = context.declaration?.containers else { return .unknown("no declaration to compare with") }
        guard boxes.contains(where: { $0.load == .full }) else {
            return boxes.contains { $0.load == nil } || boxes.isEmpty
                ? .unknown("the declaration does not say full or empty") : .clear
        }
        guard let weighing = context.weighing, let cargo = weighing.cargo, let expected = weighing.expected,
            let tolerance = weighing.tolerance
        else { return .unknown("no scale reported the vehicle, or no weight is declared") }
        let declaredCargo = expected - weighing.measured + cargo
        // Light goods cannot be told from none.
        guard declaredCargo > 2 * tolerance else { return .unknown("too little is declared to tell it from nothing") }
        guard cargo < tolerance else { return .clear }
        return .found(
            Finding(
                seen: "\(kilograms(weighing.measured)), \(kilograms(max(0, cargo))) of it cargo",
                declared: "\(kilograms(declaredCargo)) of cargo", reason: "Declared full, and it is empty."))
    }
}
