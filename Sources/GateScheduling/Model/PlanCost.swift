/// What a plan costs: Σ weight · minutes after target + 10 · empty trips + Σ weight · 2880 over the unplaced.
public struct PlanCost: Codable, Sendable, Equatable {
    static let emptyTrip = 10.0
    static let unplacedMinutes = 2880.0

    public var tardiness = 0.0
    public var late = 0
    public var empty = 0
    public var unplaced = 0
    var unplacedWeight = 0.0
    /// End of the last handling.
    public var makespan = 0

    public var total: Double { tardiness + Self.emptyTrip * Double(empty) + unplacedWeight * Self.unplacedMinutes }
}
