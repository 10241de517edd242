import Foundation

/// How good a plan is; the last line of `schedule --json`.
struct ScheduleOutcome: Encodable, CustomStringConvertible {
    var cost: Double
    var bound: Double
    /// Share of the cost that the bound leaves open.
    var gap: Double
    var proven: Bool
    var seconds: Double
    var work: Int
    var unplaced: Int

    init(cost: Double, bound: Double, seconds: Double, work: Int, unplaced: Int) {
        self.cost = Self.rounded(cost)
        self.bound = Self.rounded(bound)
        proven = cost - bound < 1e-6
        gap = cost > 0 ? Self.rounded(max(0, cost - bound) / cost) : 0
        self.seconds = Self.rounded(seconds)
        self.work = work
        self.unplaced = unplaced
    }

    static func rounded(_ value: Double) -> Double { (value * 1000).rounded() / 1000 }

    var description: String {
        "cost \(cost), bound \(bound), gap \(String(format: "%.1f%%", gap * 100))\(proven ? ", proven" : ""), "
            + "\(unplaced) unplaced, \(work) trips placed in \(seconds) s"
    }
}
