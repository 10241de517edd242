import GateDomain

/// A solution: trips in the order in which they choose their places. What a box waits for is decided by the order alone.
public struct LaneSchedule: Sendable, Equatable {
    var trips: [TripGene]
    /// Boxes that no trip could ever carry.
    var hopeless: [Int]
    /// In the problem's unit, the hopeless boxes included.
    var cost: Int

    /// As points of lanes.md's cost.
    public var points: Double { Double(cost) / Double(LaneProblem.point) }
}

extension LaneProblem {
    /// Why no trip can ever carry a box; nil when one might.
    func whyHopeless(_ index: Int) -> String? {
        let job = jobs[index]
        if !vehicles.contains(where: { $0.teu >= job.teu }) { return "no vehicle carries \(job.teu) TEU" }
        if cranes.contains(0) { return "an end has no crane" }
        if job.lanes == 0 {
            let given = instance.jobs[index]
            return given.hazard.map { "no lane may carry hazard class \($0)" } ?? "no lane takes reefers"
        }
        var reachable = false
        for lane in lanes.indices where job.lanes & (1 << UInt64(lane)) != 0 {
            let begin = job.release + handling[job.from]
            guard let open = lanes[lane].departures.first(where: { $0.upperBound >= begin }) else { continue }
            let span = lanes[lane].travel + handling[0] + handling[1]
            if job.unplugged >= 0, span > job.unplugged { continue }
            let end = max(open.lowerBound, begin) + lanes[lane].travel + handling[1 - job.from]
            if end <= job.latest { reachable = true }
        }
        return reachable ? nil : "no lane brings it across by its latest time or within its time without power"
    }

    /// Places every trip of a schedule in order.
    func decode(_ trips: [TripGene]) -> (placements: [TripPlacement], cost: Int) {
        var timeline = Timeline(self)
        var cost = 0
        let placements = trips.map { trip -> TripPlacement in
            let placement = timeline.place(trip)
            cost += placement.cost
            return placement
        }
        return (placements, cost)
    }

    /// The plan of a schedule: empty trips written out, cranes dealt out, boxes without a place listed with the reason.
    public func plan(_ schedule: LaneSchedule) -> LanePlan {
        plan(schedule.trips, decode(schedule.trips).placements, hopeless: schedule.hopeless)
    }

    func plan(_ trips: [TripGene], _ placements: [TripPlacement], hopeless: [Int]) -> LanePlan {
        var plan = LanePlan()
        var starts: [[(start: Int, trip: Int, box: Int)]] = [[], []]
        for (trip, placement) in zip(trips, placements) {
            if trip.isEmpty {
                if placement.isPlaced { plan.trips.append(emptyTrip(placement, from: trip.emptyFrom)) }
                continue
            }
            let boxes = [Int(trip.first), Int(trip.second)].filter { $0 >= 0 }
            guard placement.isPlaced else {
                plan.unplaced += boxes.map {
                    UnplacedJob(job: instance.jobs[$0].id, reason: "no vehicle brings it across by its latest time")
                }
                continue
            }
            let from = jobs[boxes[0]].from
            let vehicle = instance.vehicles[placement.vehicle].id
            if placement.emptyLane >= 0 { plan.trips.append(emptyTrip(placement, from: 1 - from)) }
            var planned = PlannedTrip(
                vehicle: vehicle, lane: instance.lanes[placement.lane].id, from: TransportEnd.allCases[from].rawValue,
                depart: placement.depart)
            for (box, load, unload) in [
                (boxes[0], placement.firstLoad, placement.firstUnload),
                (boxes.count > 1 ? boxes[1] : -1, placement.secondLoad, placement.secondUnload),
            ] where box >= 0 {
                let id = instance.jobs[box].id
                starts[from].append((load, plan.trips.count, planned.loads.count))
                starts[1 - from].append((unload, plan.trips.count, ~planned.loads.count))
                planned.jobs.append(id)
                planned.loads.append(PlannedHandling(job: id, crane: 0, start: load))
                planned.unloads.append(PlannedHandling(job: id, crane: 0, start: unload))
            }
            plan.trips.append(planned)
        }
        for end in starts.indices {
            var busy = Array(repeating: Int.min, count: max(1, cranes[end]))
            for handling in starts[end].sorted(by: { ($0.start, $0.trip, $0.box) < ($1.start, $1.trip, $1.box) }) {
                guard let crane = busy.firstIndex(where: { $0 <= handling.start }) else { continue }
                busy[crane] = handling.start + self.handling[end]
                if handling.box >= 0 {
                    plan.trips[handling.trip].loads[handling.box].crane = crane
                } else {
                    plan.trips[handling.trip].unloads[~handling.box].crane = crane
                }
            }
        }
        for box in hopeless {
            plan.unplaced.append(
                UnplacedJob(job: instance.jobs[box].id, reason: whyHopeless(box) ?? "no trip carries it"))
        }
        return plan
    }

    private func emptyTrip(_ placement: TripPlacement, from: Int) -> PlannedTrip {
        PlannedTrip(
            vehicle: instance.vehicles[placement.vehicle].id, lane: instance.lanes[placement.emptyLane].id,
            from: TransportEnd.allCases[from].rawValue, depart: placement.emptyDepart)
    }
}
