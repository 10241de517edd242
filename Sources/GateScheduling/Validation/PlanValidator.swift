/// Judges a plan by the hard rules, apart from anything that made it.
public struct PlanValidator {
    let instance: LaneInstance
    let jobs: [String: TransportJob]
    let lanes: [String: TransportLane]
    let vehicles: [String: TransportVehicle]
    var violations: [String] = []
    /// End of the unload of what rode.
    var done: [String: Int] = [:]
    var order: [String] = []
    private var handlings: [CraneKey: [Handling]] = [:]

    struct CraneKey: Hashable {
        var end: TransportEnd
        var crane: Int
    }

    struct Handling {
        var start: Int
        var end: Int
        var what: String
    }

    /// - Parameter instance: checked.
    public static func judge(_ plan: LanePlan, of instance: LaneInstance) -> PlanReport {
        var validator = PlanValidator(instance)
        return validator.judge(plan)
    }

    private init(_ instance: LaneInstance) {
        self.instance = instance
        jobs = Dictionary(instance.jobs.map { ($0.id, $0) }) { $1 }
        lanes = Dictionary(instance.lanes.map { ($0.id, $0) }) { $1 }
        vehicles = Dictionary(instance.vehicles.map { ($0.id, $0) }) { $1 }
    }

    mutating func bad(_ what: String) { violations.append(what) }

    func yard(_ end: TransportEnd) -> Yard { instance.ends[end.rawValue] ?? Yard(cranes: 0, handling: 0) }

    private mutating func judge(_ plan: LanePlan) -> PlanReport {
        var report = PlanReport()
        let limit = 1 << 60
        for trip in plan.trips {
            let times = [trip.depart] + (trip.loads + trip.unloads).map(\.start)
            // Adding to it could overflow.
            if !times.allSatisfy((-limit...limit).contains) {
                report.violations = ["trip of \(trip.vehicle) at \(trip.depart) lies outside of every calendar"]
                return report
            }
        }
        var ridden: [String: [PlannedTrip]] = [:]
        for (number, trip) in plan.trips.enumerated() {
            let name = "trip \(number) of \(trip.vehicle)"
            guard let vehicle = vehicles[trip.vehicle], let lane = lanes[trip.lane],
                let end = TransportEnd(rawValue: trip.from)
            else {
                bad("\(name) names an unknown vehicle, lane or end")
                continue
            }
            ridden[trip.vehicle, default: []].append(trip)
            judge(trip, name, vehicle: vehicle, lane: lane, from: end)
        }
        for vehicle in instance.vehicles { judge(vehicle, (ridden[vehicle.id] ?? [])) }
        judgeCranes()
        for lane in instance.lanes { judge(lane, plan.trips.filter { $0.lane == lane.id }) }
        let missing = instance.jobs.filter { done[$0.id] == nil }
        if plan.unplaced.map(\.job).sorted() != missing.map(\.id).sorted() {
            bad("what is not carried is not reported as unplaced")
        }
        report.cost = cost(plan, missing)
        report.violations = violations
        return report
    }

    private func cost(_ plan: LanePlan, _ missing: [TransportJob]) -> PlanCost {
        var cost = PlanCost()
        for id in order {
            guard let job = jobs[id], let end = done[id] else { continue }
            cost.tardiness += job.weight * Double(max(0, end - job.target)) / 60
            cost.late += end > job.target ? 1 : 0
            cost.makespan = max(cost.makespan, end)
        }
        cost.empty = plan.trips.count { $0.jobs.isEmpty }
        cost.unplaced = missing.count
        cost.unplacedWeight = missing.reduce(0) { $0 + $1.weight }
        return cost
    }

    /// Notes a handling for its crane; returns its end.
    mutating func handle(_ handling: PlannedHandling, at end: TransportEnd, _ what: String) -> Int {
        let yard = yard(end)
        if !(0..<yard.cranes).contains(handling.crane) {
            bad("\(what): crane \(handling.crane) is none of \(end.rawValue)")
        }
        let span = Handling(start: handling.start, end: handling.start + yard.handling, what: what)
        handlings[CraneKey(end: end, crane: handling.crane), default: []].append(span)
        return span.end
    }

    private mutating func judgeCranes() {
        for (key, spans) in handlings.sorted(by: {
            ($0.key.end.rawValue, $0.key.crane) < ($1.key.end.rawValue, $1.key.crane)
        }) {
            let sorted = spans.sorted { ($0.start, $0.end) < ($1.start, $1.end) }
            for (one, next) in zip(sorted, sorted.dropFirst()) where next.start < one.end {
                bad("crane \(key.end.rawValue) \(key.crane) does \(one.what) and \(next.what) at once")
            }
        }
    }
}
