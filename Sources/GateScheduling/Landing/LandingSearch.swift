import GateDomain

/// Dynamic programming over who has landed and when each runway is next ready for each class of planes, layer by layer.
/// Kept whole, it proves its best plan; cut to a beam it is a search that any work limit suits.
public struct LandingSearch {
    public struct Result: Sendable {
        public var plan: [Landing]
        public var cost: Double
        public var isProven: Bool
        /// No plan costs less: what planes cost that cannot meet their targets whatever the others do.
        public var bound: Double
        /// States made.
        public var work: Int
    }

    struct State {
        /// All before it have landed.
        var base: Int32
        /// Who else has landed: bit k for the plane at `base + k`; bit 0 is never set.
        var mask: UInt64
        var time: Int32
        var plane: Int32
        var runway: Int32
        var parent: Int32
        var cost: Double
        /// Cost plus what those to come must cost at least.
        var bound: Double
        var hash: UInt64
    }

    private let problem: LandingProblem
    let order: LandingOrder
    private(set) var work = 0
    private static let longAgo: Int32 = -1_500_000_000
    /// How far ahead of the first that has not landed one may land.
    private static let reach = 64

    public init(_ problem: LandingProblem) {
        self.problem = problem
        order = LandingOrder(problem)
    }

    /// Wider and wider beams until one was never cut, the cost is nothing, or the rule says stop.
    /// - Parameter widest: states a layer that memory allows.
    public mutating func run(until stop: StopRule, widest: Int = 2_000_000) -> Result? {
        var best: Result?
        var width = 64
        while true {
            let upper = best?.cost ?? .infinity
            let (plan, isWhole) = layers(width: width, upper: upper, stop: best == nil ? .work(.max) : stop)
            if let plan {
                let cost = problem.judge(plan).cost
                if cost < upper { best = Result(plan: plan, cost: cost, isProven: false, bound: 0, work: 0) }
            }
            if isWhole || best?.cost == 0 {
                best?.isProven = true
                break
            }
            if width >= widest || (best != nil && stop.isOver(work)) { break }
            width = min(widest, width * 4)
        }
        best?.work = work
        return best
    }

    /// One pass; nil when nothing below `upper` was found. `isWhole`: nothing was cut away.
    private mutating func layers(width: Int, upper: Double, stop: StopRule) -> (plan: [Landing]?, isWhole: Bool) {
        var isWhole = true
        let span = problem.runways * order.classes
        var trail: [[State]] = [
            [State(base: 0, mask: 0, time: .min, plane: -1, runway: -1, parent: -1, cost: 0, bound: 0, hash: 0)]
        ]
        var ready: [Int32] = Array(repeating: Self.longAgo, count: span)
        for _ in 0..<problem.count {
            guard let last = trail.last, !last.isEmpty else { return (nil, isWhole) }
            var layer = LandingLayer(order, runways: problem.runways, upper: upper)
            for (index, state) in last.enumerated() {
                if index % 64 == 0, stop.isOver(work + layer.made) { return (nil, false) }
                let base = index * span
                layer.expand(state, index, ready[base..<(base + span)], reach: Self.reach)
            }
            work += layer.made
            if layer.reachedTooFar { isWhole = false }
            if layer.cut(to: width) { isWhole = false }
            ready = layer.ready
            trail.append(layer.states)
        }
        guard let last = trail.last, let end = last.indices.min(by: { last[$0].cost < last[$1].cost }) else {
            return (nil, isWhole)
        }
        var path: [State] = []
        var index = end
        for layer in trail.dropFirst().reversed() {
            path.append(layer[index])
            index = Int(layer[index].parent)
        }
        return (plan(path.reversed()), isWhole)
    }

    /// Gives the runways of a path, which were sorted in every state, their names back.
    private func plan(_ path: [State]) -> [Landing] {
        var ready = Array(repeating: Self.longAgo, count: problem.runways * order.classes)
        var names = Array(0..<problem.runways)
        return path.map { state in
            let landing = Landing(
                plane: order.original[Int(state.plane)], runway: names[Int(state.runway)], time: Int(state.time))
            order.land(Int(state.plane), on: Int(state.runway), at: landing.time, base: Int(state.base), &ready)
            names = order.sortRunways(&ready).map { names[$0] }
            return landing
        }
    }
}
