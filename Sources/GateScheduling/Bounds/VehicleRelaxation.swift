import GateDomain

/// Lower bound by Lagrangian relaxation: every box chooses its own end, and pays for the vehicles' time that it then surely takes;
/// the prices per slot of time rise where more is taken than there are vehicles. Any prices give a bound; good ones a strong one.
///
/// A box with e of a vehicle's c TEU surely takes e/c of a vehicle from the begin of its load to the end of its unload, and, when only
/// one direction is looked at, for the way back too: shares of boxes that ride together never exceed the one vehicle.
struct VehicleRelaxation {
    private struct Box {
        var first: Int
        var last: Int
        var target: Int
        var weight: Double
        var share: Double
        var before: Int
        var after: Int
        var rejection: Double
    }

    private var boxes: [Box] = []
    private var begin = 0
    private var grain = 60
    /// Vehicle seconds a slot.
    private var capacity: [Double] = []

    init(_ problem: LaneProblem, _ jobs: [Int], returningTo end: Int?, empties: Int) {
        let most = max(1, problem.vehicles.map(\.teu).max() ?? 1)
        let back = end == nil ? 0 : problem.lanes.map(\.travel).min() ?? 0
        for index in jobs {
            let job = problem.jobs[index]
            let first = problem.earliestEnd(index)
            guard first <= job.latest else { continue }
            boxes.append(
                Box(
                    first: first, last: job.latest, target: job.target, weight: Double(job.weight),
                    share: min(1, Double(job.teu) / Double(most)),
                    before: problem.handling[0] + problem.handling[1] + problem.fastestTravel(index), after: back,
                    rejection: Double(LaneBound.rejection(job, empties))))
        }
        guard let start = boxes.map({ $0.first - $0.before }).min(), let close = boxes.map(\.last).max() else { return }
        begin = start
        // Time enough for all of it one after another, or until the last must be off.
        let work = boxes.reduce(0.0) { $0 + $1.share * Double($1.before + $1.after) }
        let latest = boxes.map(\.first).max() ?? close
        let span =
            min(close, latest + 2 * Int(saturating: work / Double(max(1, problem.vehicles.count))) + 7200) - begin
        grain = max(60, span / 800 + 1)
        let slots = span / grain + 2
        capacity = (0..<slots).map { slot in
            let stop = begin + (slot + 1) * grain
            return problem.vehicles.reduce(0.0) { sum, vehicle in
                let away = end.map { vehicle.at != $0 } ?? false
                return sum + Double(min(grain, max(0, stop - vehicle.available - (away ? back : 0))))
            }
        }
    }

    /// - Parameter target: what the bound may reach at most.
    func solve(target: Double, rounds: Int) -> Double {
        guard !boxes.isEmpty else { return 0 }
        let rounds = max(20, min(rounds, 60_000_000 / (boxes.count * capacity.count)))
        var prices = Array(repeating: 0.0, count: capacity.count)
        var best = 0.0
        var bestPrices = prices
        var step = 1.0
        var still = 0
        for _ in 0..<rounds {
            var taken = capacity.map { -$0 }
            let value = price(prices, &taken)
            if value > best {
                (best, bestPrices, still) = (value, prices, 0)
            } else {
                still += 1
                if still >= 8 { (prices, step, still) = (bestPrices, step / 2, 0) }
            }
            // A price that is zero is not pushed below.
            let norm = zip(taken, prices).reduce(0.0) { $1.0 < 0 && $1.1 <= 0 ? $0 : $0 + $1.0 * $1.0 }
            guard norm > 0, target > value else { break }
            let length = step * (target - value) / norm
            for slot in prices.indices { prices[slot] = max(0, prices[slot] + length * taken[slot]) }
        }
        return best
    }

    /// The relaxed cost at the given prices; adds to `taken` what the boxes then take.
    private func price(_ prices: [Double], _ taken: inout [Double]) -> Double {
        var sums = [0.0]
        for price in prices { sums.append((sums.last ?? 0) + price * Double(grain)) }
        /// Price of a vehicle's time before `time`.
        func integral(_ time: Int) -> Double {
            let offset = time - begin
            guard offset > 0 else { return 0 }
            let slot = offset / grain
            guard slot < prices.count else { return sums[prices.count] }
            return sums[slot] + prices[slot] * Double(offset - slot * grain)
        }
        var value = 0.0
        for slot in prices.indices { value -= prices[slot] * capacity[slot] }
        for box in boxes {
            func cost(_ end: Int) -> Double {
                box.weight * Double(max(0, end - box.target))
                    + box.share * (integral(end + box.after) - integral(end - box.before))
            }
            var best = cost(box.first)
            var at = box.first
            func consider(_ end: Int) {
                guard end > box.first, end <= box.last else { return }
                let price = cost(end)
                if price < best { (best, at) = (price, end) }
            }
            consider(box.target)
            consider(box.last)
            // The cost is linear between the points where an edge of the taken time meets the edge of a slot.
            for lead in [box.before, -box.after] {
                var slot = (box.first - lead - begin) / grain
                while slot <= prices.count {
                    let end = begin + slot * grain + lead
                    if box.weight * Double(max(0, end - box.target)) >= best { break }
                    consider(end)
                    slot += 1
                }
            }
            if box.rejection < best {
                value += box.rejection
                continue
            }
            value += best
            take(from: at - box.before, to: at + box.after, box.share, &taken)
        }
        return value
    }

    private func take(from start: Int, to stop: Int, _ share: Double, _ taken: inout [Double]) {
        var time = max(start, begin)
        while time < stop {
            let slot = (time - begin) / grain
            guard slot < taken.count else { return }
            let edge = min(stop, begin + (slot + 1) * grain)
            taken[slot] += share * Double(edge - time)
            time = edge
        }
    }
}
