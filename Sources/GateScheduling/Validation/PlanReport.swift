/// What the validator says of a plan: its cost, and every hard rule that it breaks.
public struct PlanReport: Sendable, Equatable {
    public var cost = PlanCost()
    /// One line a broken rule; empty for a plan that holds.
    public var violations: [String] = []
    public var isValid: Bool { violations.isEmpty }
}
