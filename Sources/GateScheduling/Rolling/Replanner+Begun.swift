extension Replanner {
    /// Puts what has begun into the calendars: facts first, then what is still planned of it, then what an event pushed later.
    mutating func freeze(_ trips: [PlannedTrip]) {
        var late: [PlannedTrip] = []
        for trip in trips.sorted(by: { ($0.begin, $0.depart) < ($1.begin, $1.depart) }) {
            guard let vehicle = vehicles[trip.vehicle], let lane = lanes[trip.lane],
                let from = TransportEnd(rawValue: trip.from)?.index
            else { continue }
            if isLate(trip, vehicle, lane) {
                noteFacts(of: trip, lane, from)
                late.append(trip)
            } else {
                for load in trip.loads { timeline.addHandling(load.start, at: from) }
                for unload in trip.unloads { timeline.addHandling(unload.start, at: 1 - from) }
                timeline.addRun(trip.depart, lane: lane, from: from, hazards: hazards(trip))
                begun.append(trip)
                release(vehicle, after: trip, lane, from)
            }
        }
        for trip in late { retime(trip) }
    }

    /// Whether something of it that has not happened yet cannot happen as planned.
    private func isLate(_ trip: PlannedTrip, _ vehicle: Int, _ lane: Int) -> Bool {
        let ready = blocked[vehicle]
        let arrival = trip.depart + problem.lanes[lane].travel
        if (trip.loads + trip.unloads).contains(where: { $0.start >= now && $0.start < ready }) { return true }
        if trip.depart >= now {
            return trip.depart < ready || !problem.lanes[lane].departures.contains { $0.contains(trip.depart) }
        }
        return trip.unloads.isEmpty && arrival >= now && arrival < ready
    }

    private mutating func noteFacts(of trip: PlannedTrip, _ lane: Int, _ from: Int) {
        for load in trip.loads where load.start < now { timeline.addHandling(load.start, at: from) }
        for unload in trip.unloads where unload.start < now { timeline.addHandling(unload.start, at: 1 - from) }
        if trip.depart < now { timeline.addRun(trip.depart, lane: lane, from: from, hazards: hazards(trip)) }
    }

    private mutating func retime(_ old: PlannedTrip) {
        guard let vehicle = vehicles[old.vehicle], var lane = lanes[old.lane],
            let from = TransportEnd(rawValue: old.from)?.index
        else { return }
        var trip = old
        let earliest = max(now, blocked[vehicle])
        retimed += trip.jobs.count
        var ready = Int.min
        for index in trip.loads.indices.sorted(by: { (trip.loads[$0].start, $0) < (trip.loads[$1].start, $1) }) {
            if trip.loads[index].start >= now {
                let release = jobs[trip.loads[index].job].map { problem.jobs[$0].release } ?? .min
                trip.loads[index].start =
                    timeline.craneSlot(max(ready, earliest, release), at: from) ?? max(ready, earliest)
                timeline.addHandling(trip.loads[index].start, at: from)
            }
            ready = max(ready, trip.loads[index].start + problem.handling[from])
        }
        if trip.depart >= now {
            guard let way = way(of: trip, from: from, ready: max(ready, earliest)) else {
                stuck += trip.jobs.map {
                    UnplacedJob(job: $0, reason: "loaded on \(trip.vehicle), and no lane lets it go any more")
                }
                timeline.moveVehicle(vehicle, to: from, free: LaneInstance.longest)
                return
            }
            (lane, trip.depart) = way
            trip.lane = problem.instance.lanes[lane].id
            timeline.addRun(trip.depart, lane: lane, from: from, hazards: hazards(trip))
        }
        ready = trip.depart + problem.lanes[lane].travel
        for index in trip.unloads.indices.sorted(by: { (trip.unloads[$0].start, $0) < (trip.unloads[$1].start, $1) }) {
            if trip.unloads[index].start >= now {
                trip.unloads[index].start =
                    timeline.craneSlot(max(ready, earliest), at: 1 - from) ?? max(ready, earliest)
                timeline.addHandling(trip.unloads[index].start, at: 1 - from)
            }
            ready = max(ready, trip.unloads[index].start + problem.handling[1 - from])
        }
        begun.append(trip)
        release(vehicle, after: trip, lane, from)
    }

    /// The lane that lets a loaded vehicle go first, among those that may carry what it has.
    private func way(of trip: PlannedTrip, from: Int, ready: Int) -> (lane: Int, depart: Int)? {
        let boxes = trip.jobs.compactMap { jobs[$0] }
        let allowed = boxes.reduce(UInt64.max) { $0 & problem.jobs[$1].lanes }
        var best: (lane: Int, depart: Int)?
        var arrival = Int.max
        for lane in problem.lanes.indices where allowed & (1 << UInt64(lane)) != 0 {
            guard let depart = timeline.laneSlot(ready, lane: lane, from: from, hazards: hazards(trip)),
                depart + problem.lanes[lane].travel < arrival
            else { continue }
            arrival = depart + problem.lanes[lane].travel
            best = (lane, depart)
        }
        return best
    }

    private mutating func release(_ vehicle: Int, after trip: PlannedTrip, _ lane: Int, _ from: Int) {
        let arrival = trip.depart + problem.lanes[lane].travel
        let free = trip.unloads.reduce(arrival) { max($0, $1.start + problem.handling[1 - from]) }
        // Its trips come in order of their begin; the last decides.
        timeline.moveVehicle(vehicle, to: 1 - from, free: max(free, timeline.free[vehicle]))
    }

    private func hazards(_ trip: PlannedTrip) -> (Int32, Int32) {
        let found = trip.jobs.compactMap { jobs[$0] }.map { Int32(problem.jobs[$0].hazard) }.filter { $0 >= 0 }
        return (found.first ?? -1, found.count > 1 ? found[1] : -1)
    }
}
