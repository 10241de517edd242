import GateDomain

/// Two boxes of one end and size change places.
enum SwapBoxes: Move {
    static func apply(_ trips: inout [TripGene], _ problem: LaneProblem, _ random: inout SearchRandom) -> Int? {
        let one = random.below(trips.count)
        let other = neighbour(of: one, in: trips.count, &random)
        guard one != other, !trips[one].isEmpty, !trips[other].isEmpty else { return nil }
        var (a, b) = (trips[one], trips[other])
        if a.second >= 0, random.below(2) == 0 { swap(&a.first, &a.second) }
        if b.second >= 0, random.below(2) == 0 { swap(&b.first, &b.second) }
        let (x, y) = (problem.jobs[Int(a.first)], problem.jobs[Int(b.first)])
        guard x.from == y.from, x.teu == y.teu else { return nil }
        swap(&a.first, &b.first)
        for trip in [a, b] where trip.second >= 0 {
            guard problem.mayShare(Int(trip.first), Int(trip.second)) else { return nil }
        }
        (trips[one], trips[other]) = (a, b)
        return min(one, other)
    }
}
