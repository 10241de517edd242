import GateDomain

/// Aircraft landing as OR-Library states it: each plane lands within its window on one of m equal runways, planes on one runway keep
/// their separations, and every time unit before or after the target costs. A yardstick with proven values for the planner.
public struct LandingProblem: Sendable {
    struct Plane: Sendable {
        var earliest: Int
        var target: Int
        var latest: Int
        var early: Double
        var late: Double

        func cost(_ time: Int) -> Double {
            time < target ? early * Double(target - time) : late * Double(time - target)
        }
    }

    public var runways: Int
    /// In the file's order.
    let planes: [Plane]
    /// `separations[i][j]`: least time from i's landing to j's.
    let separations: [[Int]]

    public var count: Int { planes.count }

    /// - Parameter text: OR-Library's `airland` format: p, freeze time, then per plane appearance, earliest, target, latest,
    ///   costs per unit early and late, and p separations.
    /// - Throws: `LandingError` that says which value cannot be.
    public init(_ text: String, runways: Int) throws(LandingError) {
        var values: [Double] = []
        for word in text.split(whereSeparator: \.isWhitespace) {
            guard let value = Double(word), value.isFinite, abs(value) <= 1e9 else {
                throw LandingError("value \(values.count + 1), \"\(word.prefix(20))\", is no number of this format")
            }
            values.append(value)
        }
        guard values.count >= 2, values[0] >= 1, values[0] <= 5000, values[0] == values[0].rounded() else {
            throw LandingError("the file begins with the number of planes, 1 to 5000, and the freeze time")
        }
        let count = Int(saturating: values[0])
        guard values.count == 2 + count * (6 + count) else {
            throw LandingError("\(count) planes take \(2 + count * (6 + count)) values; the file has \(values.count)")
        }
        var planes: [Plane] = []
        var separations: [[Int]] = []
        for plane in 0..<count {
            let row = Array(values[(2 + plane * (6 + count))...].prefix(6 + count))
            guard row[1...3].allSatisfy({ $0 == $0.rounded() }), row[1] <= row[2], row[2] <= row[3] else {
                throw LandingError("plane \(plane + 1): earliest, target and latest are whole and ascend")
            }
            guard row[4] >= 0, row[5] >= 0 else { throw LandingError("plane \(plane + 1): costs are not negative") }
            planes.append(
                Plane(
                    earliest: Int(saturating: row[1]), target: Int(saturating: row[2]), latest: Int(saturating: row[3]),
                    early: row[4], late: row[5]))
            guard row[6...].allSatisfy({ $0 >= 0 && $0 == $0.rounded() }) else {
                throw LandingError("plane \(plane + 1): separations are whole and not negative")
            }
            separations.append(row[6...].map { Int(saturating: $0) })
        }
        self.planes = planes
        self.separations = separations
        self.runways = runways
    }

    /// Every rule that a plan breaks, and its cost.
    public func judge(_ plan: [Landing]) -> (cost: Double, violations: [String]) {
        var violations: [String] = []
        var cost = 0.0
        if plan.map(\.plane).sorted() != Array(0..<count) { violations.append("not every plane lands once") }
        for landing in plan where planes.indices.contains(landing.plane) {
            let plane = planes[landing.plane]
            if !(plane.earliest...plane.latest).contains(landing.time) {
                violations.append("plane \(landing.plane + 1) lands outside of its window")
            }
            if !(0..<runways).contains(landing.runway) {
                violations.append("plane \(landing.plane + 1) lands on no runway")
            }
            cost += plane.cost(landing.time)
        }
        let sorted = plan.sorted { ($0.time, $0.plane) < ($1.time, $1.plane) }
        for (index, one) in sorted.enumerated() {
            for other in sorted.dropFirst(index + 1) where other.runway == one.runway {
                // At the same time either may be the first.
                let apart = other.time - one.time
                let need = separations[one.plane][other.plane]
                if apart < need && (apart > 0 || separations[other.plane][one.plane] > 0) {
                    violations.append("planes \(one.plane + 1) and \(other.plane + 1) keep \(apart) of \(need)")
                }
            }
        }
        return (cost, violations)
    }
}

/// A landing file that cannot be used.
public struct LandingError: Error, CustomStringConvertible, Sendable {
    public var description: String
    init(_ description: String) { self.description = description }
}

/// One plane's place.
public struct Landing: Codable, Sendable, Equatable {
    /// From 0 in the file's order.
    public var plane: Int
    public var runway: Int
    public var time: Int
}
