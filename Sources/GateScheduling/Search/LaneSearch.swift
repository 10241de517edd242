import GateDomain

/// Construction, then improvement for as long as the stop rule lets it: the best schedule at any time.
public struct LaneSearch {
    public struct Result: Sendable {
        public var schedule: LaneSchedule
        /// Trips placed.
        public var work: Int
    }

    let problem: LaneProblem
    let seed: Int

    public init(_ problem: LaneProblem, seed: Int = 1) {
        self.problem = problem
        self.seed = seed
    }

    /// - Parameter floor: a lower bound in points; reaching it ends the search.
    public func run(until stop: StopRule, floor: Double = 0) -> Result {
        let hopeless = problem.jobs.indices.filter { problem.whyHopeless($0) != nil }
        let lost = hopeless.reduce(0) { $0 + problem.jobs[$1].unplacedCost }
        let boxes = problem.jobs.indices.filter { problem.whyHopeless($0) == nil }
        let floor = Int(saturating: (floor * Double(LaneProblem.point)).rounded(.up)) - lost
        var timeline = Timeline(problem)
        var best: (trips: [TripGene], cost: Int) = ([], 0)
        for (number, patience) in [0.5, 1, 2, 4].enumerated() {
            if number > 0, stop.isOver(timeline.work) { break }
            let built = Construction(problem: problem, patience: patience).build(boxes)
            timeline.work += built.trips.count
            if number == 0 || built.cost < best.cost { best = built }
        }
        if best.trips.isEmpty {
            // Nothing to improve.
        } else if boxes.count <= Self.whole {
            annealWhole(&best, &timeline, stop, floor)
        } else {
            annealStretches(&best, &timeline, stop, floor)
        }
        return Result(
            schedule: LaneSchedule(trips: best.trips, hopeless: hopeless, cost: best.cost + lost), work: timeline.work)
    }

    /// Up to so many boxes the schedule is improved as a whole.
    private static let whole = 100

    private func annealWhole(
        _ best: inout (trips: [TripGene], cost: Int), _ timeline: inout Timeline, _ stop: StopRule, _ floor: Int
    ) {
        var annealing = Annealing(problem: problem, random: SearchRandom(seed: UInt64(bitPattern: Int64(seed))))
        var rounds = 4096
        var number = 0
        // Cool searches polish, hot ones leave the valley.
        let heats = [1.0, 4, 16, 1, 2, 16]
        while best.cost > floor, !stop.isOver(timeline.work) {
            var trips = best.trips
            let hot = max(
                2 * Double(LaneProblem.point),
                heats[number % heats.count] * Double(best.cost) / Double(max(1, trips.count)))
            let cost = annealing.improve(
                &trips, after: &timeline, rounds: rounds, hot: hot, cold: 0.2 * Double(LaneProblem.point), stop: stop)
            if cost < best.cost { best = (trips, cost) }
            number += 1
            if number % 2 == 0 { rounds = min(rounds * 2, 1 << 20) }
        }
    }

    /// Long schedules are improved stretch by stretch, each with the trips that follow it, sweep after sweep.
    private func annealStretches(
        _ best: inout (trips: [TripGene], cost: Int), _ timeline: inout Timeline, _ stop: StopRule, _ floor: Int
    ) {
        var annealing = Annealing(problem: problem, random: SearchRandom(seed: UInt64(bitPattern: Int64(seed))))
        let length = 40 + problem.vehicles.count / 2
        let look = 20 + 2 * problem.vehicles.count
        var sweep = 0
        while best.cost > floor, !stop.isOver(timeline.work) {
            timeline.rollBack(to: 0)
            var trips = best.trips
            var begin = sweep % 2 == 0 ? 0 : length / 2
            for trip in trips[..<min(begin, trips.count)] { _ = timeline.place(trip) }
            while begin < trips.count, !stop.isOver(timeline.work) {
                let end = min(trips.count, begin + length)
                var stretch = Array(trips[begin..<end])
                let hot = Double(LaneProblem.point) * (sweep == 0 ? 60 : 30)
                _ = annealing.improve(
                    &stretch, after: &timeline, tail: trips[end..<min(trips.count, end + look)], rounds: 1500,
                    hot: hot, cold: 0.5 * Double(LaneProblem.point), stop: stop)
                trips.replaceSubrange(begin..<end, with: stretch)
                let next = begin + max(1, stretch.count / 2)
                for trip in trips[begin..<min(next, trips.count)] { _ = timeline.place(trip) }
                begin = next
            }
            let cost = problem.decode(trips).cost
            timeline.work += trips.count
            if cost < best.cost { best = (trips, cost) }
            sweep += 1
        }
        timeline.rollBack(to: 0)
    }
}
