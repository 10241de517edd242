import GateDomain

/// Lives a day through, minute by minute: the planner learns of a box when it is released and of a failure when it happens.
public struct DaySimulation {
    let gateDay: GateDay

    public init(_ gateDay: GateDay) { self.gateDay = gateDay }

    /// - Parameters:
    ///   - order: who decides: the planner, or the order of the releases.
    ///   - effort: trips that the planner may place for each minute with news.
    /// - Returns: figures, and the trips as they were driven.
    /// - Throws: `LaneInstanceError` for a value that cannot be.
    public func run(_ order: LaneDay.Order, effort: Int) throws(LaneInstanceError) -> (DayFigures, [PlannedTrip]) {
        var day = try LaneDay(gateDay.instance, order: order)
        var figures = DayFigures(policy: order.rawValue)
        var arrivals = gateDay.arrivals[...]
        var failures = gateDay.failures[...]
        var time = 0
        var driven: [PlannedTrip] = []
        while !arrivals.isEmpty || !failures.isEmpty || !day.plan.trips.isEmpty {
            time += 60
            var events: [LaneEvent] = []
            while let next = arrivals.first, next.job.release <= time {
                events.append(.release(next.job))
                arrivals.removeFirst()
            }
            while let next = failures.first, next.time <= time {
                events.append(next.event)
                failures.removeFirst()
            }
            if events.isEmpty {
                // Nothing new: on to what is next, a minute at least.
                day.advance(to: time)
            } else {
                let revision = try day.apply(events, at: time, effort: effort)
                figures.moved += revision.moved
                figures.forced += revision.forced
            }
            driven += day.takeFinished()
        }
        figures.unplaced = day.plan.unplaced.count
        count(driven, day, &figures)
        return (figures, driven)
    }

    private func count(_ trips: [PlannedTrip], _ day: LaneDay, _ figures: inout DayFigures) {
        let arrivals = Dictionary(gateDay.arrivals.map { ($0.job.id, $0) }) { $1 }
        var last = 1
        var fruit = 0
        var quickFruit = 0
        var handled = 0
        var byVehicle: [String: [Int]] = [:]
        for trip in trips {
            let handling = gateDay.instance.ends[trip.from == "CN" ? "VN" : "CN"]?.handling ?? 0
            handled += (trip.loads.count + trip.unloads.count) * handling
            last = max(last, day.end(of: trip))
            byVehicle[trip.vehicle, default: []].append(trip.depart)
            for unload in trip.unloads {
                guard let arrival = arrivals[unload.job] else { continue }
                let end = unload.start + handling
                figures.turnarounds.append(end - arrival.time)
                figures.tardiness += arrival.job.weight * Double(max(0, end - arrival.job.target)) / 60
                if arrival.isFruit, end - arrival.time <= 4 * GateDay.hour { quickFruit += 1 }
            }
        }
        for arrival in gateDay.arrivals where arrival.isFruit { fruit += 1 }
        figures.turnarounds.sort()
        let sorted = figures.turnarounds
        figures.boxes = gateDay.arrivals.count
        figures.across = sorted.count
        figures.p50 = DayFigures.percentile(sorted, 50)
        figures.p90 = DayFigures.percentile(sorted, 90)
        figures.p99 = DayFigures.percentile(sorted, 99)
        figures.longest = sorted.last ?? 0
        figures.under24Hours = Double(sorted.count { $0 <= 24 * GateDay.hour }) / Double(max(1, figures.boxes))
        figures.fruitUnder4Hours = Double(quickFruit) / Double(max(1, fruit))
        figures.trips = trips.count
        figures.emptyTrips = trips.count { $0.jobs.isEmpty }
        for departures in byVehicle.values {
            let most = departures.sorted().filter { $0 < 24 * GateDay.hour }.count
            figures.roundTrips = max(figures.roundTrips, Double(most) / 2)
        }
        for lane in gateDay.instance.lanes {
            let open = lane.windows.reduce(0) { $0 + max(0, min($1[1], last) - $1[0]) }
            let departures = trips.count { $0.lane == lane.id }
            // Both directions of a double lane depart on their own.
            figures.laneUse[lane.id] = Double(departures * lane.headway) / Double(max(1, 2 * open))
        }
        let cranes = gateDay.instance.ends.values.reduce(0) { $0 + $1.cranes }
        figures.craneUse = Double(handled) / Double(max(1, cranes * last))
    }
}
