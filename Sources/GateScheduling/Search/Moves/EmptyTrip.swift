import GateDomain

/// A vehicle goes over empty ahead of the box that waits for it, or no longer does.
enum EmptyTrip: Move {
    static func apply(_ trips: inout [TripGene], _ problem: LaneProblem, _ random: inout SearchRandom) -> Int? {
        let one = random.below(trips.count)
        if trips[one].isEmpty {
            trips.remove(at: one)
            return one
        }
        let place = max(0, one - random.below(6))
        trips.insert(TripGene(emptyFrom: 1 - problem.jobs[Int(trips[one].first)].from), at: place)
        return place
    }
}
