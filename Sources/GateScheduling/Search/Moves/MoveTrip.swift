/// A trip chooses earlier or later.
enum MoveTrip: Move {
    static func apply(_ trips: inout [TripGene], _ problem: LaneProblem, _ random: inout SearchRandom) -> Int? {
        let from = random.below(trips.count)
        let to = neighbour(of: from, in: trips.count, &random)
        guard from != to else { return nil }
        let trip = trips.remove(at: from)
        trips.insert(trip, at: to)
        return min(from, to)
    }
}
