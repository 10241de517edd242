import GateDomain

/// An instance by number instead of by name, with everything the search asks again and again worked out.
/// Costs are whole: a thousandth of a weight, times a second.
public struct LaneProblem: Sendable {
    struct Job: Sendable {
        var from: Int
        var teu: Int
        var release: Int
        var target: Int
        var latest: Int
        /// Thousandths.
        var weight: Int
        /// Index into the problem's hazard classes, -1 for none.
        var hazard: Int
        /// -1 for none.
        var unplugged: Int
        /// Lanes that may carry it, as bits.
        var lanes: UInt64
        var unplacedCost: Int
    }

    struct Lane: Sendable {
        var isSingle: Bool
        var travel: Int
        var headway: Int
        /// Between departures of opposite directions on a single track.
        var crossing: Int
        /// When a trip may depart: windows less closures, ascending, bounds included.
        var departures: [ClosedRange<Int>]
    }

    struct Vehicle: Sendable {
        var at: Int
        var available: Int
        var teu: Int
    }

    /// The cost of one point of the plan's cost: a weight of 1, a minute.
    static let point = 60_000
    static let emptyTripCost = 10 * point

    public let instance: LaneInstance
    let jobs: [Job]
    let lanes: [Lane]
    let vehicles: [Vehicle]
    let cranes: [Int]
    let handling: [Int]
    /// Extra headway between hazard classes, row by row; 0 also says that they may ride together.
    let separations: [[Int]]
    let hasHazards: Bool

    /// - Throws: `LaneInstanceError` for a value that cannot be.
    public init(_ instance: LaneInstance) throws(LaneInstanceError) {
        let instance = try instance.checked()
        guard instance.lanes.count <= 64 else {
            throw LaneInstanceError("lanes: at most 64, not \(instance.lanes.count)")
        }
        self.instance = instance
        let classes = Set(instance.jobs.compactMap(\.hazard)).subtracting([""]).sorted()
        let numbers = Dictionary(uniqueKeysWithValues: classes.enumerated().map { ($1, $0) })
        hasHazards = !classes.isEmpty
        separations = classes.map { a in
            classes.map { Segregation.separation(code: Segregation.code(a, $0)) }
        }
        let yards = TransportEnd.allCases.map { instance.ends[$0.rawValue] ?? Yard(cranes: 0, handling: 0) }
        cranes = yards.map(\.cranes)
        handling = yards.map(\.handling)
        lanes = instance.lanes.map { lane in
            Lane(
                isSingle: lane.kind == .single, travel: lane.travel, headway: lane.headway,
                crossing: lane.travel + lane.turn, departures: Self.departures(lane))
        }
        vehicles = instance.vehicles.map {
            Vehicle(at: TransportEnd(rawValue: $0.at)?.index ?? 0, available: $0.available, teu: $0.teu)
        }
        jobs = instance.jobs.map { job in
            var allowed: UInt64 = 0
            for (index, lane) in instance.lanes.enumerated()
            where lane.carries(hazard: job.hazard) && (job.unplugged == nil || lane.reefer) {
                allowed |= 1 << UInt64(index)
            }
            let weight = Int(saturating: (job.weight * 1000).rounded())
            return Job(
                from: TransportEnd(rawValue: job.from)?.index ?? 0, teu: job.teu, release: job.release,
                target: job.target, latest: job.latest, weight: weight,
                hazard: job.hazard.flatMap { numbers[$0] } ?? -1, unplugged: job.unplugged ?? -1, lanes: allowed,
                unplacedCost: weight * Int(saturating: PlanCost.unplacedMinutes) * 60)
        }
    }

    func tardiness(_ job: Int, at end: Int) -> Int { jobs[job].weight * max(0, end - jobs[job].target) }

    func mayShare(_ a: Int, _ b: Int) -> Bool {
        let (x, y) = (jobs[a].hazard, jobs[b].hazard)
        return jobs[a].from == jobs[b].from && jobs[a].lanes & jobs[b].lanes != 0
            && (x < 0 || y < 0 || separations[x][y] == 0)
    }

    /// Whole departures, in order, that keep to a window and out of every closure.
    private static func departures(_ lane: TransportLane) -> [ClosedRange<Int>] {
        var open = lane.windows.filter { $0[0] <= $0[1] - lane.travel }.map { $0[0]...($0[1] - lane.travel) }
        for closure in lane.closures where closure[0] - lane.travel < closure[1] {
            // A trip that ends as the closure begins, or begins as it ends, is outside of it.
            let (before, after) = (closure[0] - lane.travel, closure[1])
            open = open.flatMap { range -> [ClosedRange<Int>] in
                var parts: [ClosedRange<Int>] = []
                if range.lowerBound <= min(range.upperBound, before) {
                    parts.append(range.lowerBound...min(range.upperBound, before))
                }
                if max(range.lowerBound, after) <= range.upperBound {
                    parts.append(max(range.lowerBound, after)...range.upperBound)
                }
                return parts
            }
        }
        var merged: [ClosedRange<Int>] = []
        for range in open.sorted(by: { ($0.lowerBound, $0.upperBound) < ($1.lowerBound, $1.upperBound) }) {
            if let last = merged.last, range.lowerBound <= last.upperBound {
                merged[merged.count - 1] = last.lowerBound...max(last.upperBound, range.upperBound)
            } else {
                merged.append(range)
            }
        }
        return merged
    }
}
