import GateDomain

/// Two small boxes that ride alone, or one of a pair, come to ride together.
enum JoinBoxes: Move {
    static func apply(_ trips: inout [TripGene], _ problem: LaneProblem, _ random: inout SearchRandom) -> Int? {
        let one = random.below(trips.count)
        let other = neighbour(of: one, in: trips.count, &random)
        guard one != other, trips[one].second < 0, !trips[one].isEmpty, !trips[other].isEmpty else { return nil }
        var giver = trips[other]
        if giver.second >= 0, random.below(2) == 0 { swap(&giver.first, &giver.second) }
        let (box, guest) = (Int(trips[one].first), Int(giver.second >= 0 ? giver.second : giver.first))
        guard problem.jobs[box].teu == 1, problem.jobs[guest].teu == 1, problem.mayShare(box, guest) else { return nil }
        trips[one].second = Int32(guest)
        if giver.second >= 0 {
            giver.second = -1
            trips[other] = giver
        } else {
            trips.remove(at: other)
        }
        return min(one, other)
    }
}
