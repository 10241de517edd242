/// Where vehicles wait between what they have promised.
struct VehicleGaps {
    private struct Gap {
        var start: Int
        /// Where the vehicle stands in it.
        var at: Int
        /// When it must be back, and where; never for the last.
        var end = Int.max
        var next = -1
    }

    private var gaps: [[Gap]]

    init(_ timeline: Timeline) {
        gaps = timeline.at.indices.map { [Gap(start: timeline.free[$0], at: timeline.at[$0])] }
    }

    /// A promise that was kept, after all of the vehicle's earlier ones. `begin`: of its first load.
    mutating func add(_ kept: TripPlacement, begin: Int, from: Int) {
        let last = gaps[kept.vehicle].count - 1
        if kept.emptyLane >= 0 {
            (gaps[kept.vehicle][last].end, gaps[kept.vehicle][last].next) = (kept.emptyDepart, 1 - from)
        } else {
            (gaps[kept.vehicle][last].end, gaps[kept.vehicle][last].next) = (begin, from)
        }
        gaps[kept.vehicle].append(Gap(start: kept.free, at: 1 - from))
    }

    /// The earliest place in a gap from which the vehicle is back in time; nil when there is none.
    mutating func place(_ trip: TripGene, _ timeline: inout Timeline) -> TripPlacement? {
        let problem = timeline.problem
        let job = problem.jobs[Int(trip.first)]
        let travel = problem.lanes.map(\.travel).min() ?? 0
        let shortest = travel + problem.handling[0] + problem.handling[1]
        var best = TripPlacement()
        var place = 0
        for vehicle in gaps.indices {
            for (index, gap) in gaps[vehicle].enumerated() {
                // An empty trip back is not looked for: only gaps that end where the trip does.
                guard gap.next < 0 || gap.next == 1 - job.from else { continue }
                let begin = max(gap.start + (gap.at == job.from ? 0 : travel), job.release)
                guard begin + shortest <= min(gap.end, best.isPlaced ? best.free : Int.max) else { continue }
                var found = TripPlacement()
                let (at, free) = (timeline.at[vehicle], timeline.free[vehicle])
                (timeline.at[vehicle], timeline.free[vehicle]) = (gap.at, gap.start)
                timeline.attempt(trip, vehicle, &found)
                (timeline.at[vehicle], timeline.free[vehicle]) = (at, free)
                if found.isPlaced, found.free <= gap.end, !best.isPlaced || found.free < best.free {
                    (best, place) = (found, index)
                }
                // Later gaps of this vehicle end later.
                if found.isPlaced, found.free <= gap.end { break }
            }
        }
        guard best.isPlaced else { return nil }
        let (at, free) = (timeline.at[best.vehicle], timeline.free[best.vehicle])
        let isLast = gaps[best.vehicle][place].next < 0
        timeline.commit(trip, best)
        if !isLast { timeline.moveVehicle(best.vehicle, to: at, free: free) }
        let rest = Gap(
            start: best.free, at: 1 - job.from, end: gaps[best.vehicle][place].end,
            next: gaps[best.vehicle][place].next)
        // What it leaves before it: as long as it goes over empty at last.
        let begin = trip.second >= 0 ? min(best.firstLoad, best.secondLoad) : best.firstLoad
        (gaps[best.vehicle][place].end, gaps[best.vehicle][place].next) =
            best.emptyLane >= 0 ? (best.emptyDepart, 1 - job.from) : (begin, job.from)
        gaps[best.vehicle].insert(rest, at: place + 1)
        timeline.work += 1
        return best
    }
}
