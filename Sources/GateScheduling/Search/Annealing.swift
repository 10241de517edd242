import GateDomain

/// Simulated annealing of a stretch of a schedule: what lies before it stands, what follows within `tail` counts but stays in order.
/// Temperatures follow the work done, never a clock.
struct Annealing {
    let problem: LaneProblem
    var random: SearchRandom

    /// - Parameters:
    ///   - trips: the stretch, changed to the best that was found.
    ///   - timeline: the schedule before the stretch; left with the stretch not in it.
    ///   - tail: trips that follow and count.
    ///   - rounds: moves to try.
    /// - Returns: cost of stretch and tail.
    mutating func improve(
        _ trips: inout [TripGene], after timeline: inout Timeline, tail: ArraySlice<TripGene> = [], rounds: Int,
        hot: Double, cold: Double, stop: StopRule
    ) -> Int {
        let base = timeline.mark
        var current = trips
        var marks: [Int] = []
        var costs: [Int] = []
        var valid = 0
        var total = 0

        /// Places from `valid` on until the end or until it costs more than `limit`.
        func place(_ list: [TripGene], limit: Int) -> Int {
            marks.removeSubrange(valid...)
            costs.removeSubrange(valid...)
            timeline.rollBack(to: marks.last.map { $0 } ?? base)
            var cost = costs.last ?? 0
            for index in valid..<(list.count + tail.count) {
                let trip = index < list.count ? list[index] : tail[tail.startIndex + index - list.count]
                cost += timeline.place(trip).cost
                marks.append(timeline.mark)
                costs.append(cost)
                if cost > limit { break }
            }
            return cost
        }

        total = place(current, limit: .max)
        valid = marks.count
        var best = current
        var bestCost = total
        guard !current.isEmpty else {
            timeline.rollBack(to: base)
            return total
        }
        var temperature = hot
        let cooling = rounds > 1 ? Self.root(cold / hot, rounds / 64 + 1) : 1
        for round in 0..<rounds {
            if round % 64 == 63 {
                temperature *= cooling
                if stop.isOver(timeline.work) { break }
            }
            var changed = current
            guard let first = Self.change(&changed, problem, &random) else { continue }
            let limit = total + Int(saturating: temperature * random.exponential())
            // What a refused move left behind is valid up to its first change.
            valid = min(valid, first)
            let cost = place(changed, limit: limit)
            if cost <= limit {
                current = changed
                total = cost
                valid = marks.count
                if cost < bestCost {
                    bestCost = cost
                    best = current
                    if cost == 0 { break }
                }
            } else {
                valid = min(first, marks.count)
            }
        }
        trips = best
        timeline.rollBack(to: base)
        return bestCost
    }

    private static func change(
        _ trips: inout [TripGene], _ problem: LaneProblem, _ random: inout SearchRandom
    ) -> Int? {
        switch random.below(21) {
        case 0..<6: MoveTrip.apply(&trips, problem, &random)
        case 6..<9: SwapTrips.apply(&trips, problem, &random)
        case 9..<14: SwapBoxes.apply(&trips, problem, &random)
        case 14..<17: JoinBoxes.apply(&trips, problem, &random)
        case 17: PartBoxes.apply(&trips, problem, &random)
        case 18: EmptyTrip.apply(&trips, problem, &random)
        case 19: YieldCrane.apply(&trips, problem, &random)
        default: PinTrip.apply(&trips, problem, &random)
        }
    }

    /// The n-th root of a ratio in 0...1 by bisection: no library's pow, the same everywhere.
    static func root(_ ratio: Double, _ n: Int) -> Double {
        var (low, high) = (0.0, 1.0)
        for _ in 0..<60 {
            let middle = (low + high) / 2
            var power = 1.0
            var base = middle
            var k = n
            while k > 0 {
                if k & 1 == 1 { power *= base }
                base *= base
                k >>= 1
            }
            if power < ratio { low = middle } else { high = middle }
        }
        return high
    }
}
