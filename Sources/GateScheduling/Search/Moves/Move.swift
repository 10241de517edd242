/// A way to change a schedule a little.
protocol Move {
    /// Changes `trips` in place; returns the first position that differs, nil when it finds nothing to do.
    static func apply(_ trips: inout [TripGene], _ problem: LaneProblem, _ random: inout SearchRandom) -> Int?
}

extension Move {
    /// A position near another: close ones more often.
    static func neighbour(of place: Int, in count: Int, _ random: inout SearchRandom) -> Int {
        let reach = 1 + random.below(random.below(4) == 0 ? count : min(count, 8))
        let other = random.below(2) == 0 ? place - reach : place + reach
        return min(count - 1, max(0, other))
    }
}
