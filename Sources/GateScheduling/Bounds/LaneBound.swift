import GateDomain

/// What no plan can cost less than, in points, and why.
public struct LaneBound: Sendable, Equatable {
    public var points: Double
    public var reason: String

    /// Boxes that no lane carries, boxes that come late however they ride, and the empty trips that the imbalance of directions forces.
    public static func simple(_ problem: LaneProblem) -> LaneBound {
        let empties = fewestEmptyTrips(problem)
        var cost = empties * LaneProblem.emptyTripCost
        var late = 0
        for job in problem.jobs.indices {
            if problem.whyHopeless(job) != nil {
                cost += problem.jobs[job].unplacedCost
            } else {
                let alone = min(
                    problem.tardiness(job, at: problem.earliestEnd(job)), rejection(problem.jobs[job], empties))
                late += alone > 0 ? 1 : 0
                cost += alone
            }
        }
        return LaneBound(
            points: Double(cost) / Double(LaneProblem.point),
            reason: "\(empties) empty trips balance the directions; \(late) boxes are late even alone, or cannot ride")
    }

    /// The better of the simple bound and the relaxation to the vehicles' time.
    /// - Parameter upper: cost of a known plan in points; guides the steps.
    public static func best(_ problem: LaneProblem, upper: Double, rounds: Int = 300) -> LaneBound {
        let simple = simple(problem)
        guard upper > simple.points + 1e-6, !problem.vehicles.isEmpty, !problem.lanes.isEmpty else { return simple }
        let empties = fewestEmptyTrips(problem)
        var fixed = Double(empties * LaneProblem.emptyTripCost)
        var boxes: [[Int]] = [[], []]
        for job in problem.jobs.indices {
            if problem.whyHopeless(job) != nil {
                fixed += Double(problem.jobs[job].unplacedCost)
            } else {
                boxes[problem.jobs[job].from].append(job)
            }
        }
        let target = upper * Double(LaneProblem.point) - fixed
        let apart = [0, 1].map { end in
            VehicleRelaxation(problem, boxes[end], returningTo: end, empties: empties).solve(
                target: target, rounds: rounds)
        }
        let both = VehicleRelaxation(problem, boxes[0] + boxes[1], returningTo: nil, empties: empties).solve(
            target: target, rounds: rounds)
        let strongest = max(apart[0] + apart[1], both)
        // Rounded down by far more than the sums can err.
        let points = ((fixed + strongest) / Double(LaneProblem.point) * 1000).rounded(.down) / 1000 - 0.001
        guard points > simple.points else { return simple }
        let reason =
            apart[0] + apart[1] >= both
            ? "vehicles' time, each direction with the way back" : "vehicles' time, both directions"
        return LaneBound(points: points, reason: "\(reason) (Lagrangian relaxation), and \(empties) empty trips")
    }

    /// What leaving a box out costs in a bound that already counts the empty trips: it may save one of them.
    static func rejection(_ job: LaneProblem.Job, _ empties: Int) -> Int {
        max(0, job.unplacedCost - (empties > 0 ? LaneProblem.emptyTripCost : 0))
    }

    /// A vehicle's directions alternate: what one direction has in trips beyond the other, less the vehicles that need not come back.
    static func fewestEmptyTrips(_ problem: LaneProblem) -> Int {
        let most = problem.vehicles.map(\.teu).max() ?? 0
        guard most > 0 else { return 0 }
        var boxes = [0, 0]
        var large = [0, 0]
        var small = [0, 0]
        for job in problem.jobs.indices where problem.whyHopeless(job) == nil {
            let from = problem.jobs[job].from
            boxes[from] += 1
            // More than half a vehicle: rides alone. The rest is packed as if boxes could be cut.
            if problem.jobs[job].teu * 2 > most { large[from] += 1 } else { small[from] += problem.jobs[job].teu }
        }
        var fewest = 0
        for end in 0...1 {
            let free = most == 2 || small[end] == 0 ? large[end] : 0
            let packed = small[end] + (free == 0 ? large[end] * (most / 2 + 1) : 0)
            let trips = free + (packed + most - 1) / most
            let standing = problem.vehicles.count { $0.at == end }
            fewest = max(fewest, trips - boxes[1 - end] - standing)
        }
        return fewest
    }
}

extension LaneProblem {
    /// Fastest crossing among the lanes that may carry a box.
    func fastestTravel(_ job: Int) -> Int {
        lanes.indices.filter { jobs[job].lanes & (1 << UInt64($0)) != 0 }.map { lanes[$0].travel }.min() ?? 0
    }

    /// End of a box's unload if it had everything to itself, windows and closures kept.
    func earliestEnd(_ job: Int) -> Int {
        let ready = jobs[job].release + handling[jobs[job].from]
        var end = Int.max
        for lane in lanes.indices where jobs[job].lanes & (1 << UInt64(lane)) != 0 {
            guard let open = lanes[lane].departures.first(where: { $0.upperBound >= ready }) else { continue }
            end = min(end, max(open.lowerBound, ready) + lanes[lane].travel + handling[1 - jobs[job].from])
        }
        return end == Int.max ? jobs[job].latest : end
    }
}
