/// How a day went. Times in seconds; turnaround: from the arrival at the gate to off the vehicle at the other end.
public struct DayFigures: Codable, Sendable, Equatable {
    public var policy: String
    public var boxes = 0
    public var across = 0
    public var unplaced = 0
    public var p50 = 0
    public var p90 = 0
    public var p99 = 0
    public var longest = 0
    /// Shares of all boxes, of all fruit: what is not across counts against it.
    public var under24Hours = 0.0
    public var fruitUnder4Hours = 0.0
    /// Σ weight · minutes after the target.
    public var tardiness = 0.0
    public var trips = 0
    public var emptyTrips = 0
    /// Most round trips of one vehicle within 24 hours.
    public var roundTrips = 0.0
    /// Departures times headway, of the time that the lane is open until the last box is off; by lane.
    public var laneUse: [String: Double] = [:]
    /// Handling of all cranes of both ends until the last box is off.
    public var craneUse = 0.0
    /// Boxes that were told another time, and those of them whose promise an event broke.
    public var moved = 0
    public var forced = 0
    /// Turnarounds, ascending: what a picture draws.
    public var turnarounds: [Int] = []

    init(policy: String) { self.policy = policy }

    /// The value below which `share` of a hundred lie.
    static func percentile(_ sorted: [Int], _ share: Int) -> Int {
        guard !sorted.isEmpty else { return 0 }
        return sorted[min(sorted.count - 1, max(0, (sorted.count * share + 99) / 100 - 1))]
    }
}
