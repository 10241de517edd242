/// A day under way: what is known, what was promised and what has begun. It takes an event and answers with what that moved.
///
/// What has begun stays: a handling or a departure in the past is a fact. What was promised moves only when it must or when it pays.
public struct LaneDay: Sendable {
    /// Lanes, yards, vehicles, and every box that is not across yet. Vehicles stand where what is over left them.
    public private(set) var instance: LaneInstance
    /// Trips under way and to come.
    public private(set) var plan = LanePlan()
    /// Trips that are over, as they were driven, since the last `takeFinished`.
    public private(set) var finished: [PlannedTrip] = []
    public private(set) var now: Int
    /// Nothing new of a vehicle begins before.
    private(set) var blocked: [String: Int] = [:]
    /// How long a trip matters after its end: headways and turns look back.
    private let memory: Int

    /// - Parameter instance: with the boxes that are released already.
    /// - Throws: `LaneInstanceError` for a value that cannot be.
    public init(_ instance: LaneInstance, at now: Int = 0, effort: Int = 0) throws(LaneInstanceError) {
        self.instance = try instance.checked()
        self.now = now
        memory = (instance.lanes.map { max($0.travel + $0.turn, $0.headway + 600) }.max() ?? 0) + 1
        plan.unplaced = instance.jobs.map { UnplacedJob(job: $0.id, reason: "new") }
        _ = try replan(effort: effort)
    }

    /// A day that begins with a plan that was promised.
    /// - Parameter plan: valid for the instance.
    /// - Throws: `LaneInstanceError` for a value that cannot be.
    public init(_ instance: LaneInstance, promised plan: LanePlan, at now: Int = 0) throws(LaneInstanceError) {
        try self.init(instance.withoutBoxes(), at: now)
        self.instance = try instance.checked()
        self.plan = plan
    }

    /// - Parameters:
    ///   - time: when it happens, in seconds; never before the event before.
    ///   - effort: trips that a search for something better may place; none: only what must be moved moves.
    /// - Throws: `LaneInstanceError` for a value that cannot be; the day is as it was then.
    public mutating func apply(
        _ events: [LaneEvent], at time: Int, effort: Int = 0
    ) throws(LaneInstanceError) -> PlanRevision {
        var next = self
        next.advance(to: time)
        var refusals: [String] = []
        for event in events {
            if let refusal = next.take(event) { refusals.append(refusal) }
        }
        next.instance = try next.instance.checked()
        var revision = try next.replan(effort: effort)
        if !refusals.isEmpty { revision.refusal = refusals.joined(separator: "; ") }
        self = next
        return revision
    }

    /// Time passes; nothing is re-planned.
    public mutating func advance(to time: Int) {
        now = max(now, time)
        var at: [String: (end: String, free: Int)] = [:]
        var over: Set<String> = []
        var rest: [PlannedTrip] = []
        for trip in plan.trips {
            let end = self.end(of: trip)
            guard end + memory <= now else {
                rest.append(trip)
                continue
            }
            finished.append(trip)
            if at[trip.vehicle].map({ $0.free <= end }) ?? true {
                at[trip.vehicle] = (trip.from == "CN" ? "VN" : "CN", end)
            }
            over.formUnion(trip.jobs)
        }
        guard !at.isEmpty else { return }
        plan.trips = rest
        for index in instance.vehicles.indices {
            guard let place = at[instance.vehicles[index].id] else { continue }
            instance.vehicles[index].at = place.end
            instance.vehicles[index].available = max(place.free, instance.vehicles[index].available)
        }
        instance.jobs.removeAll { over.contains($0.id) }
        for index in instance.lanes.indices { instance.lanes[index].closures.removeAll { $0[1] + memory < now } }
        blocked = blocked.filter { $0.value > now }
    }

    /// What is over, once.
    public mutating func takeFinished() -> [PlannedTrip] {
        defer { finished = [] }
        return finished
    }

    /// When a trip's vehicle is free again.
    public func end(of trip: PlannedTrip) -> Int {
        let travel = instance.lanes.first { $0.id == trip.lane }?.travel ?? 0
        let handling = instance.ends[trip.from == "CN" ? "VN" : "CN"]?.handling ?? 0
        return trip.unloads.reduce(trip.depart + travel) { max($0, $1.start + handling) }
    }

    /// When each box that has a place is off at the other end.
    public var expected: [String: Int] {
        var times: [String: Int] = [:]
        for trip in plan.trips {
            let handling = instance.ends[trip.from == "CN" ? "VN" : "CN"]?.handling ?? 0
            for unload in trip.unloads { times[unload.job] = unload.start + handling }
        }
        return times
    }

    private mutating func replan(effort: Int) throws(LaneInstanceError) -> PlanRevision {
        let replanner = try Replanner(instance, plan, now: now, blocked: blocked)
        let before = expected
        let (plan, forced) = replanner.run(effort: effort)
        self.plan = plan
        let after = expected
        var revision = PlanRevision()
        revision.forced = forced
        for job in instance.jobs {
            let (old, new) = (before[job.id], after[job.id])
            if old != nil { revision.open += 1 }
            if old == nil ? new != nil : new.map({ abs($0 - (old ?? 0)) >= 60 }) ?? true {
                revision.moves.append(.init(job: job.id, promised: old, expected: new))
            }
        }
        return revision
    }

    /// Why an event cannot be; nil when it was noted.
    private mutating func take(_ event: LaneEvent) -> String? {
        switch event {
        case .release(let job):
            guard !instance.jobs.contains(where: { $0.id == job.id }) else { return "\(job.id) is released already" }
            instance.jobs.append(job)
            plan.unplaced.append(UnplacedJob(job: job.id, reason: "new"))
        case .hold(let id):
            guard instance.jobs.contains(where: { $0.id == id }) else { return "\(id) is not known here" }
            if let trip = plan.trips.firstIndex(where: { $0.jobs.contains(id) }) {
                guard plan.trips[trip].begin >= now else { return "\(id) is on its way already" }
                plan.trips[trip].jobs.removeAll { $0 == id }
                plan.trips[trip].loads.removeAll { $0.job == id }
                plan.trips[trip].unloads.removeAll { $0.job == id }
                if plan.trips[trip].jobs.isEmpty { plan.trips.remove(at: trip) }
            }
            plan.unplaced.removeAll { $0.job == id }
            instance.jobs.removeAll { $0.id == id }
        case .closure(let id, let from, let until):
            guard let lane = instance.lanes.firstIndex(where: { $0.id == id }) else { return "there is no lane \(id)" }
            guard from < until else { return "the closure of \(id) ends before it begins" }
            instance.lanes[lane].closures.append([from, until])
        case .breakdown(let id, let until):
            guard instance.vehicles.contains(where: { $0.id == id }) else { return "there is no vehicle \(id)" }
            guard until <= LaneInstance.longest else { return "\(id): \(until) is beyond every calendar" }
            blocked[id] = max(blocked[id] ?? now, until)
        case .late(let id, let by):
            guard instance.vehicles.contains(where: { $0.id == id }) else { return "there is no vehicle \(id)" }
            guard (0...LaneInstance.longest).contains(by) else { return "\(id): \(by) seconds late cannot be" }
            let due = plan.trips.filter { $0.vehicle == id }.compactMap { nextStep(of: $0) }.min() ?? now
            blocked[id] = max(blocked[id] ?? now, due + by)
        }
        return nil
    }

    /// When the next thing of a trip happens: a handling, the departure or the arrival; nil when it is over.
    private func nextStep(of trip: PlannedTrip) -> Int? {
        let travel = instance.lanes.first { $0.id == trip.lane }?.travel ?? 0
        return ((trip.loads + trip.unloads).map(\.start) + [trip.depart, trip.depart + travel]).filter { $0 >= now }
            .min()
    }
}
