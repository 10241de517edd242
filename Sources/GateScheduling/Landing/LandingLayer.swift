import GateDomain

/// The states in which one plane more has landed; equal states keep the cheaper way.
struct LandingLayer {
    private let order: LandingOrder
    private let runways: Int
    private let upper: Double
    private let span: Int
    private(set) var states: [LandingSearch.State] = []
    /// Per state, runway and class: when one of it may land there next.
    private(set) var ready: [Int32] = []
    private(set) var made = 0
    /// A plane could have landed that lies too far ahead to be noted.
    private(set) var reachedTooFar = false
    private var seen: [UInt64: Int] = [:]
    private var scratch: [Int32]

    init(_ order: LandingOrder, runways: Int, upper: Double) {
        self.order = order
        self.runways = runways
        self.upper = upper
        span = runways * order.classes
        scratch = Array(repeating: 0, count: span)
    }

    mutating func expand(_ state: LandingSearch.State, _ parent: Int, _ given: ArraySlice<Int32>, reach: Int) {
        let base = Int(state.base)
        // Whoever is not landed by now cannot be overtaken by a plane that lands after its latest time.
        var deadline = Int.max
        for place in base..<min(order.planes.count, base + reach) where !isLanded(place, state) {
            deadline = min(deadline, order.planes[place].latest)
        }
        for place in base..<order.planes.count {
            if place - base >= reach {
                if order.planes[place].earliest <= deadline { reachedTooFar = true }
                break
            }
            if isLanded(place, state) || order.before[place].contains(where: { !isLanded($0, state) }) { continue }
            let plane = order.planes[place]
            let own = order.classOf[place]
            var tried: [ArraySlice<Int32>] = []
            for runway in 0..<runways {
                let lane = given[(given.startIndex + runway * order.classes)...].prefix(order.classes)
                // Equal runways are one.
                if tried.contains(where: { $0.elementsEqual(lane) }) { continue }
                tried.append(lane)
                let first = max(
                    plane.earliest, Int(lane[lane.startIndex + own]), state.time == .min ? Int.min : Int(state.time))
                let last = min(plane.latest, deadline, max(first, plane.target))
                guard first <= last else { continue }
                for time in first...last {
                    add(state, parent, given, place, runway, time)
                }
            }
        }
    }

    private func isLanded(_ place: Int, _ state: LandingSearch.State) -> Bool {
        let offset = place - Int(state.base)
        return offset < 0 || (offset < 64 && state.mask & (1 << UInt64(offset)) != 0)
    }

    private mutating func add(
        _ state: LandingSearch.State, _ parent: Int, _ given: ArraySlice<Int32>, _ place: Int, _ runway: Int,
        _ time: Int
    ) {
        made += 1
        var next = state
        next.cost += order.planes[place].cost(time)
        guard next.cost < upper - 1e-9 else { return }
        next.mask |= 1 << UInt64(place - Int(state.base))
        while next.mask & 1 != 0 {
            let landed = (~next.mask).trailingZeroBitCount
            next.base += Int32(landed)
            next.mask = landed == 64 ? 0 : next.mask >> UInt64(landed)
        }
        (next.time, next.plane, next.runway, next.parent) = (Int32(time), Int32(place), Int32(runway), Int32(parent))
        for index in 0..<span { scratch[index] = given[given.startIndex + index] }
        order.land(place, on: runway, at: time, base: Int(next.base), &scratch)
        guard let rest = rest(next, time) else { return }
        next.bound = next.cost + rest
        guard next.bound < upper - 1e-9 else { return }
        order.sortRunways(&scratch)
        next.hash = hash(next)
        keep(next)
    }

    private mutating func keep(_ next: LandingSearch.State) {
        if let index = seen[next.hash] {
            let other = states[index]
            let isSame =
                other.base == next.base && other.mask == next.mask && other.time == next.time
                && ready[(index * span)..<((index + 1) * span)].elementsEqual(scratch)
            if isSame {
                if next.cost < other.cost { states[index] = next }
                return
            }
        } else {
            seen[next.hash] = states.count
        }
        states.append(next)
        ready += scratch
    }

    /// What those to come cost at least, each for itself; nil when one of them cannot land any more.
    private func rest(_ state: LandingSearch.State, _ time: Int) -> Double? {
        var sum = 0.0
        let base = Int(state.base)
        // Beyond these none is late yet.
        for place in base..<min(order.planes.count, base + 64) where !isLanded(place, state) {
            var first = Int32.max
            for lane in 0..<runways { first = min(first, scratch[lane * order.classes + order.classOf[place]]) }
            let plane = order.planes[place]
            if Int(first) > plane.latest { return nil }
            if Int(first) > plane.target { sum += plane.cost(Int(first)) }
        }
        return sum
    }

    private func hash(_ state: LandingSearch.State) -> UInt64 {
        var value = UInt64(bitPattern: Int64(state.base)) &* 0x9E37_79B9_7F4A_7C15 ^ state.mask
        func mix(_ word: UInt64) {
            value = (value ^ (value >> 29) ^ word) &* 0xBF58_476D_1CE4_E5B9
        }
        for word in scratch { mix(UInt64(truncatingIfNeeded: word)) }
        mix(UInt64(truncatingIfNeeded: state.time))
        return value
    }

    /// Keeps the most promising states; whether any went.
    mutating func cut(to width: Int) -> Bool {
        guard states.count > width else { return false }
        let order = states.indices.sorted { (states[$0].bound, $0) < (states[$1].bound, $1) }.prefix(width).sorted()
        ready = order.flatMap { ready[($0 * span)..<(($0 + 1) * span)] }
        states = order.map { states[$0] }
        return true
    }
}
