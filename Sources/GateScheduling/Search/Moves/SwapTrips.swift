/// Two trips change places in the order.
enum SwapTrips: Move {
    static func apply(_ trips: inout [TripGene], _ problem: LaneProblem, _ random: inout SearchRandom) -> Int? {
        let one = random.below(trips.count)
        let other = neighbour(of: one, in: trips.count, &random)
        guard one != other else { return nil }
        trips.swapAt(one, other)
        return min(one, other)
    }
}
