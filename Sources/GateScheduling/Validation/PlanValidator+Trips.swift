extension PlanValidator {
    mutating func judge(
        _ trip: PlannedTrip, _ name: String, vehicle: TransportVehicle, lane: TransportLane, from: TransportEnd
    ) {
        let arrive = trip.depart + lane.travel
        if trip.jobs.reduce(0, { $0 + (jobs[$1]?.teu ?? 0) }) > vehicle.teu { bad("\(name) is overloaded") }
        if !lane.windows.contains(where: { $0[0] <= trip.depart && arrive <= $0[1] }) {
            bad("\(name) runs outside the lane's windows")
        }
        if lane.closures.contains(where: { trip.depart < $0[1] && arrive > $0[0] }) {
            bad("\(name) runs while the lane is closed")
        }
        let loads = Dictionary(trip.loads.map { ($0.job, $0) }) { $1 }
        let unloads = Dictionary(trip.unloads.map { ($0.job, $0) }) { $1 }
        let carried = trip.jobs.sorted()
        if loads.keys.sorted() != carried || unloads.keys.sorted() != carried || trip.loads.count != trip.jobs.count {
            bad("\(name) loads or unloads others than it carries")
        }
        for id in trip.jobs {
            guard let job = jobs[id] else {
                bad("\(name) carries an unknown job \(id)")
                continue
            }
            if done[id] != nil { bad("\(id) is carried twice") }
            if job.from != trip.from { bad("\(id) is at the other end") }
            guard let load = loads[id], let unload = unloads[id] else { continue }
            if load.start < job.release { bad("\(id) is loaded before its release") }
            if handle(load, at: from, "load \(id)") > trip.depart { bad("\(id) is still being loaded at departure") }
            if unload.start < arrive { bad("\(id) is unloaded before arrival") }
            let end = handle(unload, at: from.other, "unload \(id)")
            if done.updateValue(end, forKey: id) == nil { order.append(id) }
            judge(job, from: load.start, to: end, lane)
        }
        judgeNeighbours(trip)
    }

    private mutating func judge(_ job: TransportJob, from begin: Int, to end: Int, _ lane: TransportLane) {
        if end > job.latest { bad("\(job.id) ends after its latest time") }
        if let unplugged = job.unplugged {
            if end - begin > unplugged { bad("\(job.id) is without power too long") }
            if !lane.reefer { bad("\(job.id) is a reefer on a lane without reefers") }
        }
        if !lane.carries(hazard: job.hazard) {
            bad("\(job.id): hazard class \(job.hazard ?? "") is not allowed on lane \(lane.id)")
        }
    }

    private mutating func judgeNeighbours(_ trip: PlannedTrip) {
        for (index, one) in trip.jobs.enumerated() {
            for other in trip.jobs.dropFirst(index + 1)
            where Segregation.code(jobs[one]?.hazard, jobs[other]?.hazard) != 0 {
                bad("\(one) and \(other) may not ride together")
            }
        }
    }

    /// A vehicle stands where its last trip ended and does one thing at a time.
    mutating func judge(_ vehicle: TransportVehicle, _ trips: [PlannedTrip]) {
        var at = TransportEnd(rawValue: vehicle.at) ?? .china
        var free = vehicle.available
        for trip in Self.byDeparture(trips) {
            guard let from = TransportEnd(rawValue: trip.from), let lane = lanes[trip.lane] else { continue }
            if from != at { bad("\(vehicle.id) starts at \(from.rawValue), but stands at \(at.rawValue)") }
            for load in trip.loads where load.start < free { bad("\(vehicle.id) loads \(load.job) before it is free") }
            if trip.depart < free { bad("\(vehicle.id) departs before it is free") }
            at = from.other
            free = trip.unloads.reduce(trip.depart + lane.travel) { max($0, $1.start + yard(at).handling) }
            for (handlings, end) in [(trip.loads, from), (trip.unloads, from.other)] {
                let starts = handlings.map(\.start).sorted()
                for (one, next) in zip(starts, starts.dropFirst()) where next - one < yard(end).handling {
                    bad("\(vehicle.id) is handled by two cranes at once")
                }
            }
        }
    }

    /// Headway and segregation between the departures of one direction; a single track is empty before it turns.
    mutating func judge(_ lane: TransportLane, _ trips: [PlannedTrip]) {
        let sorted = Self.byDeparture(trips)
        let hazards = sorted.map { trip in trip.jobs.compactMap { jobs[$0]?.hazard }.filter { !$0.isEmpty } }
        let reach = max(lane.travel + lane.turn, lane.headway + Segregation.separation(code: 4))
        for (index, trip) in sorted.enumerated() {
            for next in sorted.indices.dropFirst(index + 1) {
                let other = sorted[next]
                let gap = other.depart - trip.depart
                if gap > reach { break }
                if trip.from == other.from {
                    var code = 0
                    for a in hazards[index] { for b in hazards[next] { code = max(code, Segregation.code(a, b)) } }
                    let need = lane.headway + Segregation.separation(code: code)
                    if gap < need {
                        bad("lane \(lane.id): trips at \(trip.depart) and \(other.depart) keep \(gap) of \(need) s")
                    }
                } else if lane.kind == .single, gap < lane.travel + lane.turn {
                    bad("lane \(lane.id): trips at \(trip.depart) and \(other.depart) meet head-on")
                }
            }
        }
    }

    private static func byDeparture(_ trips: [PlannedTrip]) -> [PlannedTrip] {
        trips.enumerated().sorted { ($0.element.depart, $0.offset) < ($1.element.depart, $1.offset) }.map(\.element)
    }
}
