import GateDomain

/// A schedule that is built trip by trip: each takes the earliest place that vehicles, cranes and lanes leave it, gaps included.
/// Every step is noted, so that the search goes back to any point for the price of what came after.
struct Timeline {
    struct Run {
        var depart: Int
        var hazardA: Int32
        var hazardB: Int32
    }

    enum Step {
        case crane(end: Int, index: Int)
        case run(calendar: Int, index: Int)
        case vehicle(Int, at: Int, free: Int)
    }

    let problem: LaneProblem
    var at: [Int]
    var free: [Int]
    /// Starts of the handlings of an end, ascending; which crane does which is settled at the end.
    var handlings: [[Int]] = [[], []]
    /// Departures by lane and direction (`lane * 2 + from`), ascending.
    var runs: [[Run]]
    private(set) var steps: [Step] = []
    /// Trips placed so far: the measure of work.
    var work = 0

    init(_ problem: LaneProblem) {
        self.problem = problem
        at = problem.vehicles.map(\.at)
        free = problem.vehicles.map(\.available)
        runs = Array(repeating: [], count: problem.lanes.count * 2)
    }

    var mark: Int { steps.count }

    mutating func rollBack(to mark: Int) {
        while steps.count > mark, let step = steps.popLast() {
            switch step {
            case .crane(let end, let index): handlings[end].remove(at: index)
            case .run(let calendar, let index): runs[calendar].remove(at: index)
            case .vehicle(let vehicle, let end, let time):
                at[vehicle] = end
                free[vehicle] = time
            }
        }
    }

    mutating func addHandling(_ start: Int, at end: Int) {
        let index = Self.firstIndex(handlings[end], from: start)
        handlings[end].insert(start, at: index)
        steps.append(.crane(end: end, index: index))
    }

    mutating func addRun(_ depart: Int, lane: Int, from: Int, hazards: (Int32, Int32)) {
        let calendar = lane * 2 + from
        let index = Self.firstIndex(runs[calendar], from: depart)
        runs[calendar].insert(Run(depart: depart, hazardA: hazards.0, hazardB: hazards.1), at: index)
        steps.append(.run(calendar: calendar, index: index))
    }

    mutating func moveVehicle(_ vehicle: Int, to end: Int, free time: Int) {
        steps.append(.vehicle(vehicle, at: at[vehicle], free: free[vehicle]))
        at[vehicle] = end
        free[vehicle] = time
    }

    /// Puts a trip as placed elsewhere into the calendars.
    mutating func commit(_ trip: TripGene, _ placement: TripPlacement) {
        if trip.isEmpty {
            addRun(placement.emptyDepart, lane: placement.emptyLane, from: trip.emptyFrom, hazards: (-1, -1))
            moveVehicle(placement.vehicle, to: 1 - trip.emptyFrom, free: placement.free)
            return
        }
        let from = problem.jobs[Int(trip.first)].from
        if placement.emptyLane >= 0 {
            addRun(placement.emptyDepart, lane: placement.emptyLane, from: 1 - from, hazards: (-1, -1))
        }
        addHandling(placement.firstLoad, at: from)
        addHandling(placement.firstUnload, at: 1 - from)
        if trip.second >= 0 {
            addHandling(placement.secondLoad, at: from)
            addHandling(placement.secondUnload, at: 1 - from)
        }
        addRun(placement.depart, lane: placement.lane, from: from, hazards: hazards(of: trip))
        moveVehicle(placement.vehicle, to: 1 - from, free: placement.free)
    }

    func hazards(of trip: TripGene) -> (Int32, Int32) {
        (
            Int32(problem.jobs[Int(trip.first)].hazard),
            trip.second >= 0 ? Int32(problem.jobs[Int(trip.second)].hazard) : -1
        )
    }

    static func firstIndex(_ starts: [Int], from time: Int) -> Int {
        var (low, high) = (0, starts.count)
        while low < high {
            let middle = (low + high) >> 1
            if starts[middle] < time { low = middle + 1 } else { high = middle }
        }
        return low
    }

    static func firstIndex(_ runs: [Run], from time: Int) -> Int {
        var (low, high) = (0, runs.count)
        while low < high {
            let middle = (low + high) >> 1
            if runs[middle].depart < time { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
