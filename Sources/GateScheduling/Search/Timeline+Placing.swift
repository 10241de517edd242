import GateDomain

extension Timeline {
    /// Places a trip at its earliest and notes it; what fits nowhere stays unplaced, at the cost of its boxes.
    mutating func place(_ trip: TripGene) -> TripPlacement {
        work += 1
        if trip.isEmpty { return placeEmpty(trip) }
        var best = TripPlacement()
        if trip.vehicle >= 0 {
            attempt(trip, Int(trip.vehicle), &best)
        } else {
            let job = problem.jobs[Int(trip.first)]
            let teu = job.teu + (trip.second >= 0 ? problem.jobs[Int(trip.second)].teu : 0)
            if let vehicle = candidate(at: job.from, by: job.release, teu: teu) { attempt(trip, vehicle, &best) }
            if let vehicle = candidate(at: 1 - job.from, by: job.release - 900, teu: teu) {
                attempt(trip, vehicle, &best)
            }
        }
        if best.isPlaced {
            commit(trip, best)
        } else {
            best.cost = problem.jobs[Int(trip.first)].unplacedCost
            if trip.second >= 0 { best.cost += problem.jobs[Int(trip.second)].unplacedCost }
        }
        return best
    }

    /// An empty trip without a vehicle or a place is none, and costs nothing.
    private mutating func placeEmpty(_ trip: TripGene) -> TripPlacement {
        let from = trip.emptyFrom
        var placement = TripPlacement()
        let pinned = trip.vehicle >= 0 ? Int(trip.vehicle) : nil
        guard let vehicle = pinned ?? candidate(at: from, by: .min, teu: 0), at[vehicle] == from,
            let way = emptyWay(free[vehicle], from: from, lane: Int(trip.lane))
        else { return placement }
        placement.vehicle = vehicle
        (placement.emptyLane, placement.emptyDepart) = way
        placement.free = way.depart + problem.lanes[way.lane].travel
        placement.cost = LaneProblem.emptyTripCost
        commit(trip, placement)
        return placement
    }

    /// The lane by which an empty vehicle arrives first.
    private func emptyWay(_ time: Int, from: Int, lane pinned: Int = -1) -> (lane: Int, depart: Int)? {
        var best: (lane: Int, depart: Int)?
        var arrival = Int.max
        for lane in problem.lanes.indices where pinned < 0 || lane == pinned {
            guard let depart = laneSlot(time, lane: lane, from: from, hazards: (-1, -1)),
                depart + problem.lanes[lane].travel < arrival
            else { continue }
            arrival = depart + problem.lanes[lane].travel
            best = (lane, depart)
        }
        return best
    }

    /// Of the vehicles at an end the one that waited least for `time`, else the one that is free first.
    private func candidate(at end: Int, by time: Int, teu: Int) -> Int? {
        var best: Int?
        for vehicle in at.indices where at[vehicle] == end && problem.vehicles[vehicle].teu >= teu {
            guard let other = best else {
                best = vehicle
                continue
            }
            let (a, b) = (free[vehicle], free[other])
            if (a <= time && b <= time) ? a > b : a < b { best = vehicle }
        }
        return best
    }

    /// Tries the trip with one vehicle; keeps it in `best` when it ends earlier.
    private func attempt(_ trip: TripGene, _ vehicle: Int, _ best: inout TripPlacement) {
        let job = problem.jobs[Int(trip.first)]
        let from = job.from
        let teu = job.teu + (trip.second >= 0 ? problem.jobs[Int(trip.second)].teu : 0)
        guard problem.vehicles[vehicle].teu >= teu else { return }
        guard at[vehicle] != from else { return attempt(trip, vehicle, ready: free[vehicle], TripPlacement(), &best) }
        guard let way = emptyWay(free[vehicle], from: 1 - from) else { return }
        var empty = TripPlacement()
        (empty.emptyLane, empty.emptyDepart) = way
        attempt(trip, vehicle, ready: way.depart + problem.lanes[way.lane].travel, empty, &best)
    }

    private func attempt(
        _ trip: TripGene, _ vehicle: Int, ready: Int, _ empty: TripPlacement, _ best: inout TripPlacement
    ) {
        let first = Int(trip.first)
        let second = Int(trip.second)
        let from = problem.jobs[first].from
        let length = problem.handling[from]
        var begin = ready
        // A reefer that would be too long without power is loaded later: so much later as it was too long, and once more.
        for _ in 0..<4 {
            var placement = empty
            placement.vehicle = vehicle
            // Who is released first is loaded first.
            let swapped = second >= 0 && problem.jobs[second].release < problem.jobs[first].release
            let (one, two) = swapped ? (second, first) : (first, second)
            guard var start = craneSlot(max(begin, problem.jobs[one].release), at: from) else { return }
            let early = start
            var loaded = start + length
            if two >= 0 {
                guard let next = craneSlot(max(loaded, problem.jobs[two].release), at: from) else { return }
                start = next
                loaded = next + length
            }
            (placement.firstLoad, placement.secondLoad) = swapped ? (start, early) : (early, start)
            var later = 0
            rideOn(trip, loaded, placement, &best, &later)
            guard later > begin else { return }
            begin = later
        }
    }

    /// Tries the lanes for a loaded vehicle. `later`: load no earlier, where power is what failed.
    private func rideOn(
        _ trip: TripGene, _ loaded: Int, _ loadedAt: TripPlacement, _ best: inout TripPlacement, _ later: inout Int
    ) {
        let first = Int(trip.first)
        let second = Int(trip.second)
        let from = problem.jobs[first].from
        var allowed = problem.jobs[first].lanes
        if second >= 0 { allowed &= problem.jobs[second].lanes }
        if trip.lane >= 0 { allowed &= 1 << UInt64(trip.lane) }
        let hazards = hazards(of: trip)
        let length = problem.handling[1 - from]
        while allowed != 0 {
            let lane = allowed.trailingZeroBitCount
            allowed &= allowed - 1
            var ready = loaded
            if loadedAt.emptyLane == lane, problem.lanes[lane].isSingle {
                ready = max(ready, loadedAt.emptyDepart + problem.lanes[lane].crossing)
            }
            guard let depart = laneSlot(ready, lane: lane, from: from, hazards: hazards),
                let unload = craneSlot(depart + problem.lanes[lane].travel + Int(trip.yields), at: 1 - from)
            else { continue }
            var placement = loadedAt
            placement.lane = lane
            placement.depart = depart
            placement.firstUnload = unload
            placement.free = unload + length
            placement.cost = problem.tardiness(first, at: unload + length)
            if second >= 0 {
                guard let next = craneSlot(unload + length, at: 1 - from) else { continue }
                placement.secondUnload = next
                placement.free = next + length
                placement.cost += problem.tardiness(second, at: next + length)
                let crossed =
                    problem.tardiness(first, at: next + length) + problem.tardiness(second, at: unload + length)
                if crossed < placement.cost || !isPowered(placement, trip) {
                    var other = placement
                    other.cost = crossed
                    (other.firstUnload, other.secondUnload) = (next, unload)
                    if isPowered(other, trip) || !isPowered(placement, trip) { placement = other }
                }
            }
            if loadedAt.emptyLane >= 0 { placement.cost += LaneProblem.emptyTripCost }
            let need = needsLater(placement, trip)
            if need > 0 {
                later = later == 0 ? need : min(later, need)
                continue
            }
            guard isInTime(placement, trip) else { continue }
            if !best.isPlaced || placement.free < best.free
                || (placement.free == best.free && placement.cost < best.cost)
            {
                best = placement
            }
        }
    }

    private func isInTime(_ placement: TripPlacement, _ trip: TripGene) -> Bool {
        let length = problem.handling[1 - problem.jobs[Int(trip.first)].from]
        if placement.firstUnload + length > problem.jobs[Int(trip.first)].latest { return false }
        return trip.second < 0 || placement.secondUnload + length <= problem.jobs[Int(trip.second)].latest
    }

    private func isPowered(_ placement: TripPlacement, _ trip: TripGene) -> Bool { needsLater(placement, trip) == 0 }

    /// The earliest load that keeps every reefer within its time without power, 0 when it already does.
    private func needsLater(_ placement: TripPlacement, _ trip: TripGene) -> Int {
        let job = problem.jobs[Int(trip.first)]
        let length = problem.handling[1 - job.from]
        var need = 0
        if job.unplugged >= 0, placement.firstUnload + length - placement.firstLoad > job.unplugged {
            need = max(need, placement.firstUnload + length - job.unplugged)
        }
        if trip.second >= 0 {
            let other = problem.jobs[Int(trip.second)]
            if other.unplugged >= 0, placement.secondUnload + length - placement.secondLoad > other.unplugged {
                need = max(need, placement.secondUnload + length - other.unplugged)
            }
        }
        return need
    }
}
