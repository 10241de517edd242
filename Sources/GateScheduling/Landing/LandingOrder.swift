import GateDomain

/// What the search may take for granted of the planes, in the order of their targets.
struct LandingOrder {
    /// Planes by target.
    let planes: [LandingProblem.Plane]
    /// The plane of the problem at each place.
    let original: [Int]
    /// Planes with the same separations to and from all others.
    let classOf: [Int]
    let classes: Int
    /// Between a plane and a class: from i to any of c.
    let separation: [[Int]]
    /// Planes that land first in some best plan: equal in class and costs, and no later in any bound. Swapping two that do not
    /// keep this order never costs.
    let before: [[Int]]
    /// The last place of each class.
    let lastOfClass: [Int]

    init(_ problem: LandingProblem) {
        let order = problem.planes.indices.sorted {
            let (a, b) = (problem.planes[$0], problem.planes[$1])
            return (a.target, a.earliest, a.latest, $0) < (b.target, b.earliest, b.latest, $1)
        }
        original = order
        planes = order.map { problem.planes[$0] }
        let s = problem.separations
        var representatives: [Int] = []
        var classOf: [Int] = []
        func alike(_ a: Int, _ b: Int) -> Bool {
            guard s[a][b] == s[b][a] else { return false }
            return order.allSatisfy { $0 == a || $0 == b || (s[a][$0] == s[b][$0] && s[$0][a] == s[$0][b]) }
        }
        /// Within a class every pair keeps the same separation.
        var within: [Int?] = []
        for plane in order {
            if let found = representatives.indices.first(where: {
                alike(representatives[$0], plane)
                    && (within[$0] ?? s[plane][representatives[$0]]) == s[plane][representatives[$0]]
            }) {
                within[found] = s[plane][representatives[found]]
                classOf.append(found)
            } else {
                classOf.append(representatives.count)
                representatives.append(plane)
                within.append(nil)
            }
        }
        self.classOf = classOf
        classes = representatives.count
        separation = order.enumerated().map { place, plane in
            representatives.indices.map { k in
                k == classOf[place] ? within[k] ?? 0 : s[plane][representatives[k]]
            }
        }
        let planes = planes
        before = planes.indices.map { place in
            (0..<place).filter { other in
                let (a, b) = (planes[other], planes[place])
                return classOf[other] == classOf[place] && a.early == b.early && a.late == b.late
                    && a.earliest <= b.earliest && a.latest <= b.latest
            }
        }
        lastOfClass = (0..<representatives.count).map { k in classOf.lastIndex(of: k) ?? -1 }
    }

    /// Notes a landing in the times from which on each runway takes each class; what no longer matters becomes the present.
    func land(_ place: Int, on runway: Int, at time: Int, base: Int, _ ready: inout [Int32]) {
        for k in 0..<classes {
            let index = runway * classes + k
            ready[index] = max(ready[index], Int32(time + separation[place][k]))
        }
        for k in 0..<classes {
            let isOver = lastOfClass[k] < base
            for index in stride(from: k, to: ready.count, by: classes) {
                ready[index] = isOver ? Int32(time) : max(ready[index], Int32(time))
            }
        }
    }

    /// Equal runways in the order of their times, so that states that differ by names alone are one.
    /// - Returns: which runway stands at each place now.
    @discardableResult
    func sortRunways(_ ready: inout [Int32]) -> [Int] {
        let runways = ready.count / classes
        guard runways > 1 else { return [0] }
        var names = Array(0..<runways)
        for runway in 1..<runways {
            var k = runway
            while k > 0,
                ready[(k * classes)..<((k + 1) * classes)].lexicographicallyPrecedes(
                    ready[((k - 1) * classes)..<(k * classes)])
            {
                for index in 0..<classes { ready.swapAt(k * classes + index, (k - 1) * classes + index) }
                names.swapAt(k, k - 1)
                k -= 1
            }
        }
        return names
    }
}
