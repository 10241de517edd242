import GateDomain

/// A trip that has arrived lets others at the crane first, or no longer does: what chooses its lane first need not unload first.
enum YieldCrane: Move {
    static func apply(_ trips: inout [TripGene], _ problem: LaneProblem, _ random: inout SearchRandom) -> Int? {
        let one = random.below(trips.count)
        guard !trips[one].isEmpty else { return nil }
        let half = problem.handling[1 - problem.jobs[Int(trips[one].first)].from] / 2
        trips[one].yields = trips[one].yields > 0 ? 0 : Int16(clamping: half * (1 + random.below(6)))
        return one
    }
}
