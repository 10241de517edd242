/// A first schedule: whenever a vehicle can be loaded, the released box with the highest apparent cost of being late goes,
/// with the best companion that may ride beside it (the ATC rule of Vepsalainen and Morton, with a rational decay).
struct Construction {
    let problem: LaneProblem
    /// How far ahead of its target a box becomes urgent, in mean trip times.
    let patience: Double

    func build(_ boxes: [Int]) -> (trips: [TripGene], cost: Int) {
        var timeline = Timeline(problem)
        var trips: [TripGene] = []
        var cost = 0
        var waiting: [[Int]] = [0, 1].map { end in
            boxes.filter { problem.jobs[$0].from == end }.sorted {
                (problem.jobs[$0].release, $0) < (problem.jobs[$1].release, $1)
            }
        }
        while let end = nextEnd(timeline, waiting) {
            let trip = take(&waiting[end.index], at: end.time)
            cost += timeline.place(trip).cost
            trips.append(trip)
        }
        return (trips, cost)
    }

    /// The end where a vehicle can next be loaded, and when.
    private func nextEnd(_ timeline: Timeline, _ waiting: [[Int]]) -> (index: Int, time: Int)? {
        var best: (index: Int, time: Int)?
        let travel = problem.lanes.map(\.travel).min() ?? 0
        for end in 0...1 {
            guard let first = waiting[end].first else { continue }
            var ready = Int.max
            for vehicle in timeline.at.indices {
                ready = min(ready, timeline.free[vehicle] + (timeline.at[vehicle] == end ? 0 : travel))
            }
            guard ready < Int.max else { continue }
            let time = timeline.craneSlot(max(ready, problem.jobs[first].release), at: end) ?? ready
            if best.map({ time < $0.time }) ?? true { best = (end, time) }
        }
        return best
    }

    private func take(_ waiting: inout [Int], at time: Int) -> TripGene {
        // Sorted by release; the first is released by now.
        var bestRank = -1.0
        var best = 0
        var released = 0
        while released < waiting.count, problem.jobs[waiting[released]].release <= time {
            let rank = urgency(waiting[released], at: time)
            if rank > bestRank { (bestRank, best) = (rank, released) }
            released += 1
        }
        let first = waiting[best]
        var partner = -1
        if problem.jobs[first].teu == 1 {
            bestRank = -1
            for index in 0..<released where index != best && problem.jobs[waiting[index]].teu == 1 {
                guard problem.mayShare(first, waiting[index]) else { continue }
                let rank = urgency(waiting[index], at: time)
                if rank > bestRank { (bestRank, partner) = (rank, index) }
            }
        }
        guard partner >= 0 else {
            waiting.remove(at: best)
            return TripGene(first)
        }
        let trip = TripGene(first, waiting[partner])
        waiting.remove(at: max(best, partner))
        waiting.remove(at: min(best, partner))
        return trip
    }

    private func urgency(_ box: Int, at time: Int) -> Double {
        let job = problem.jobs[box]
        let span = Double(1 + (problem.lanes.first?.travel ?? 0) + problem.handling[0] + problem.handling[1])
        let slack = max(0, Double(job.target - time) - span) / (patience * span)
        // 1/(1 + x + x²/2) decays like e^-x, and is the same on every machine.
        return Double(job.weight) / Double(job.teu) / (1 + slack + slack * slack / 2)
    }
}
