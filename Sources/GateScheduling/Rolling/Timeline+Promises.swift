extension Timeline {
    /// Places a trip exactly as it was promised, an empty trip before it where the vehicle needs one; nil when that is not possible any more.
    mutating func keep(_ trip: TripGene, _ promise: TripPlacement) -> TripPlacement? {
        let from = problem.jobs[Int(trip.first)].from
        let start = mark
        var kept = promise
        (kept.emptyLane, kept.emptyDepart, kept.cost) = (-1, 0, 0)
        var ready = free[promise.vehicle]
        if at[promise.vehicle] != from {
            guard let way = promisedEmptyWay(promise, from: 1 - from) else { return nil }
            ready = way.depart + problem.lanes[way.lane].travel
            (kept.emptyLane, kept.emptyDepart) = way
            kept.cost += LaneProblem.emptyTripCost
            addRun(way.depart, lane: way.lane, from: 1 - from, hazards: (-1, -1))
        }
        let first = trip.second >= 0 ? min(promise.firstLoad, promise.secondLoad) : promise.firstLoad
        let isPossible =
            first >= ready
            && take(promise.firstLoad, at: from) && (trip.second < 0 || take(promise.secondLoad, at: from))
            && laneSlot(promise.depart, lane: promise.lane, from: from, hazards: hazards(of: trip)) == promise.depart
            && take(promise.firstUnload, at: 1 - from) && (trip.second < 0 || take(promise.secondUnload, at: 1 - from))
        guard isPossible else {
            rollBack(to: start)
            return nil
        }
        let length = problem.handling[1 - from]
        kept.cost += problem.tardiness(Int(trip.first), at: promise.firstUnload + length)
        kept.free = promise.firstUnload + length
        if trip.second >= 0 {
            kept.cost += problem.tardiness(Int(trip.second), at: promise.secondUnload + length)
            kept.free = max(kept.free, promise.secondUnload + length)
        }
        addRun(promise.depart, lane: promise.lane, from: from, hazards: hazards(of: trip))
        moveVehicle(promise.vehicle, to: 1 - from, free: kept.free)
        work += 1
        return kept
    }

    /// Takes a crane at exactly this time; false when none is free.
    mutating func take(_ start: Int, at end: Int) -> Bool {
        guard craneSlot(start, at: end) == start else { return false }
        addHandling(start, at: end)
        return true
    }

    private func promisedEmptyWay(_ promise: TripPlacement, from: Int) -> (lane: Int, depart: Int)? {
        if promise.emptyLane >= 0, promise.emptyDepart >= free[promise.vehicle],
            laneSlot(promise.emptyDepart, lane: promise.emptyLane, from: from, hazards: (-1, -1)) == promise.emptyDepart
        {
            return (promise.emptyLane, promise.emptyDepart)
        }
        return emptyWay(free[promise.vehicle], from: from)
    }
}
