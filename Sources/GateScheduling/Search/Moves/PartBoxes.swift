import GateDomain

/// A pair comes apart; one box chooses for itself.
enum PartBoxes: Move {
    static func apply(_ trips: inout [TripGene], _ problem: LaneProblem, _ random: inout SearchRandom) -> Int? {
        let one = random.below(trips.count)
        guard trips[one].second >= 0 else { return nil }
        var alone = TripGene(Int(trips[one].second))
        if random.below(2) == 0 { swap(&alone.first, &trips[one].first) }
        trips[one].second = -1
        let to = min(trips.count, neighbour(of: one, in: trips.count + 1, &random))
        trips.insert(alone, at: to)
        return min(one, to)
    }
}
