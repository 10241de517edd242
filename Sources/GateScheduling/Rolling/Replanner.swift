import GateDomain

/// Makes a plan that holds out of one that an event broke.
struct Replanner {
    /// A trip to come: as it was promised, or to be placed anew.
    struct Item {
        var gene: TripGene
        var promise: TripPlacement?
        var begin: Int
    }

    struct Outcome {
        var genes: [TripGene] = []
        var placements: [TripPlacement] = []
        /// In the problem's unit: the plan's cost, and what its moves count.
        var cost = 0
        var moved = 0
        var total: Int { cost + moved * Replanner.moveCost }

        mutating func add(_ gene: TripGene, _ placement: TripPlacement, _ promised: [Int: Int]) {
            genes.append(gene)
            placements.append(placement)
            cost += placement.cost
            for (box, unload) in [(gene.first, placement.firstUnload), (gene.second, placement.secondUnload)] {
                guard let old = promised[Int(box)] else { continue }
                if !placement.isPlaced || old != unload { moved += 1 }
            }
        }
    }

    /// What a promise that moves weighs against what it saves: two points a box.
    static let moveCost = 2 * LaneProblem.point

    let problem: LaneProblem
    let now: Int
    let blocked: [Int]
    let jobs: [String: Int]
    let vehicles: [String: Int]
    let lanes: [String: Int]
    /// What has begun, with what is left of it re-timed where it must be.
    var begun: [PlannedTrip] = []
    /// Boxes on vehicles that no lane lets go any more.
    var stuck: [UnplacedJob] = []
    var timeline: Timeline
    var items: [Item] = []
    /// Boxes under way whose remaining times changed.
    var retimed = 0
    /// When the unload of each box was promised.
    private var promised: [Int: Int] = [:]
    private var fresh: [Int] = []
    /// Promises that the event itself broke.
    private var forced = 0

    init(
        _ instance: LaneInstance, _ plan: LanePlan, now: Int, blocked: [String: Int]
    ) throws(LaneInstanceError) {
        problem = try LaneProblem(instance)
        self.now = now
        jobs = Dictionary(instance.jobs.enumerated().map { ($1.id, $0) }) { $1 }
        vehicles = Dictionary(instance.vehicles.enumerated().map { ($1.id, $0) }) { $1 }
        lanes = Dictionary(instance.lanes.enumerated().map { ($1.id, $0) }) { $1 }
        self.blocked = instance.vehicles.map { blocked[$0.id] ?? .min }
        timeline = Timeline(problem)
        freeze(plan.trips.filter { $0.begin < now })
        for vehicle in timeline.free.indices {
            timeline.moveVehicle(
                vehicle, to: timeline.at[vehicle], free: max(timeline.free[vehicle], now, self.blocked[vehicle]))
        }
        forced = retimed
        take(plan.trips.filter { $0.begin >= now })
        let stuckJobs = Set(stuck.map(\.job))
        fresh = plan.unplaced.compactMap { stuckJobs.contains($0.job) ? nil : jobs[$0.job] }
    }

    /// Promises of trips that have not begun; an empty trip belongs to the one that its vehicle drives next.
    private mutating func take(_ trips: [PlannedTrip]) {
        var empties: [Int: PlannedTrip] = [:]
        for trip in trips.sorted(by: { ($0.depart, $0.vehicle) < ($1.depart, $1.vehicle) }) {
            guard let vehicle = vehicles[trip.vehicle], let lane = lanes[trip.lane] else { continue }
            let boxes = trip.jobs.compactMap { jobs[$0] }
            guard let first = boxes.first else {
                empties[vehicle] = trip
                continue
            }
            var gene = TripGene(first, boxes.count > 1 ? boxes[1] : -1)
            var promise = TripPlacement()
            (promise.vehicle, promise.lane, promise.depart) = (vehicle, lane, trip.depart)
            func start(_ handlings: [PlannedHandling], _ box: Int) -> Int {
                handlings.first { jobs[$0.job] == box }?.start ?? trip.depart
            }
            (promise.firstLoad, promise.firstUnload) = (start(trip.loads, first), start(trip.unloads, first))
            if boxes.count > 1 {
                promise.secondLoad = start(trip.loads, boxes[1])
                promise.secondUnload = start(trip.unloads, boxes[1])
            }
            if let empty = empties.removeValue(forKey: vehicle) {
                (promise.emptyLane, promise.emptyDepart) = (lanes[empty.lane] ?? -1, empty.depart)
            }
            gene.lane = -1
            if !isOpen(promise) { forced += boxes.count }
            items.append(Item(gene: gene, promise: promise, begin: trip.begin))
            promised[first] = promise.firstUnload
            if boxes.count > 1 { promised[boxes[1]] = promise.secondUnload }
        }
        items.sort { ($0.begin, $0.gene.first) < ($1.begin, $1.gene.first) }
    }

    /// Whether lane and vehicle are still there for a promise.
    private func isOpen(_ promise: TripPlacement) -> Bool {
        problem.lanes[promise.lane].departures.contains { $0.contains(promise.depart) }
            && promise.firstLoad >= blocked[promise.vehicle]
    }

    /// - Returns: the plan, and how many boxes the event itself moved.
    func run(effort: Int) -> (plan: LanePlan, forced: Int) {
        let hopeless = fresh.filter { problem.whyHopeless($0) != nil }
        let new = fresh.filter { problem.whyHopeless($0) == nil }
        var best: Outcome?
        func consider(_ outcome: Outcome) {
            if best.map({ outcome.total < $0.total }) ?? true { best = outcome }
        }
        consider(fill(merged(new, .soon)))
        for rank in Rank.allCases where rank == .soon || !new.isEmpty { consider(keep(merged(new, rank))) }
        if let joined = joined(new) { consider(fill(joined)) }
        if let kept = best, kept.moved > 0 || effort > 0 { consider(place(merged(new, .soon))) }
        if effort > 0, let start = best {
            let order = zip(start.genes, start.placements).sorted { $0.1.firstLoad < $1.1.firstLoad }.map(\.0)
            let boxes = order.flatMap { [Int($0.first), Int($0.second)] }.filter { $0 >= 0 }
            let found = LaneSearch(problem).run(until: .work(effort), on: timeline, from: order, boxes: boxes)
            consider(place(found.map { Item(gene: $0, promise: nil, begin: 0) }))
        }
        let outcome = best ?? Outcome()
        var plan = problem.plan(outcome.genes, outcome.placements, hopeless: hopeless)
        plan.trips = begun + plan.trips
        plan.unplaced += stuck
        problem.dealCranes(&plan.trips, from: now)
        return (plan, forced)
    }

    /// When a new box chooses, among those that have a promise.
    private enum Rank: CaseIterable { case end, soon, due }

    private func merged(_ new: [Int], _ rank: Rank) -> [Item] {
        let span = (problem.lanes.map(\.travel).max() ?? 0) * 3
        let added = new.map { box -> Item in
            let job = problem.jobs[box]
            let soon = max(now, job.release)
            let begin =
                switch rank {
                case .end: Int.max
                case .soon: soon
                case .due: max(soon, job.target - span)
                }
            return Item(gene: TripGene(box), promise: nil, begin: begin)
        }
        guard !added.isEmpty else { return items }
        return (items + added).sorted { ($0.begin, $0.gene.first) < ($1.begin, $1.gene.first) }
    }

    /// Each new small box beside one that rides alone and has not begun; nil when none finds company.
    private func joined(_ new: [Int]) -> [Item]? {
        var list = items
        var alone: [Int] = []
        for box in new {
            let job = problem.jobs[box]
            let host = list.firstIndex { item in
                guard item.gene.second < 0, let promise = item.promise else { return false }
                let other = problem.jobs[Int(item.gene.first)]
                return job.teu + other.teu <= problem.vehicles[promise.vehicle].teu && item.begin >= job.release
                    && problem.mayShare(box, Int(item.gene.first))
            }
            if let host {
                list[host].gene.second = Int32(box)
                list[host].promise = nil
            } else {
                alone.append(box)
            }
        }
        guard alone.count < new.count else { return nil }
        let added = alone.map { Item(gene: TripGene($0), promise: nil, begin: max(now, problem.jobs[$0].release)) }
        return (list + added).sorted { ($0.begin, $0.gene.first) < ($1.begin, $1.gene.first) }
    }

    /// Places in order, each at its earliest.
    private func place(_ list: [Item]) -> Outcome {
        var timeline = timeline
        var outcome = Outcome()
        for item in list { outcome.add(item.gene, timeline.place(item.gene), promised) }
        return outcome
    }

    /// Places in order; a promise that can be kept is.
    private func keep(_ list: [Item]) -> Outcome {
        var timeline = timeline
        var outcome = Outcome()
        for item in list {
            let kept = item.promise.flatMap { timeline.keep(item.gene, $0) }
            outcome.add(item.gene, kept ?? timeline.place(item.gene), promised)
        }
        return outcome
    }

    /// Keeps every promise that can be kept; what cannot, and what is new, goes where the vehicles wait between their promises.
    private func fill(_ list: [Item]) -> Outcome {
        var timeline = timeline
        var outcome = Outcome()
        var gaps = VehicleGaps(timeline)
        var rest: [Item] = []
        for item in list {
            if let promise = item.promise, let kept = timeline.keep(item.gene, promise) {
                outcome.add(item.gene, kept, promised)
                gaps.add(kept, begin: item.begin, from: problem.jobs[Int(item.gene.first)].from)
            } else {
                rest.append(item)
            }
        }
        for item in rest {
            outcome.add(item.gene, gaps.place(item.gene, &timeline) ?? timeline.place(item.gene), promised)
        }
        return outcome
    }
}
