import GateDomain

/// A trip insists on a vehicle or a lane, or no longer does.
enum PinTrip: Move {
    static func apply(_ trips: inout [TripGene], _ problem: LaneProblem, _ random: inout SearchRandom) -> Int? {
        let one = random.below(trips.count)
        let before = trips[one]
        if problem.lanes.count > 1, random.below(2) == 0 {
            trips[one].lane = before.lane >= 0 ? -1 : Int16(random.below(problem.lanes.count))
        } else {
            trips[one].vehicle = before.vehicle >= 0 ? -1 : Int16(clamping: random.below(problem.vehicles.count))
        }
        return one
    }
}
