import GateDomain

/// R23: declared empty, and it weighs as if it were loaded.
enum R23EmptyIsHeavy: Rule {
    static let number = 23

    static func outcome(_ context: RuleContext) -> RuleOutcome {
        guard let boxes = context.declaration?.containers else { return .unknown("no declaration to compare with") }
        if boxes.isEmpty || boxes.contains(where: { $0.load == nil }) {
            return .unknown("the declaration does not say full or empty")
        }
        guard boxes.allSatisfy({ $0.load == .empty }) else { return .clear }
        guard let weighing = context.weighing, let cargo = weighing.cargo, let tolerance = weighing.tolerance else {
            return .unknown("no scale reported the vehicle")
        }
        guard cargo > tolerance else { return .clear }
        return .found(
            Finding(
                seen: "\(kilograms(weighing.measured)), \(kilograms(cargo)) of it cargo", declared: "empty",
                reason: "Declared empty, and it is loaded."))
    }
}
