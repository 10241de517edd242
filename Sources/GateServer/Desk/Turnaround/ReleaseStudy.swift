import GateDomain
import GatePipeline

/// The time release study over some passages; pure.
struct ReleaseStudy {
    struct Line: Hashable {
        var count: Int
        /// Seconds.
        var p50: Double
        var p90: Double
        var p99: Double
        /// Share under 24 hours, 0…1.
        var withinDay: Double
    }

    struct RuleLine: Hashable {
        var rule: Int
        var hits: Int
        /// Refused, and released although it hit.
        var confirmed: Int
        var overruled: Int
        var precision: Double? {
            confirmed + overruled == 0 ? nil : Double(confirmed) / Double(confirmed + overruled)
        }
    }

    let rows: [DeskTimes]

    /// Seconds from arrival to release; nil when it is not released.
    static func release(_ row: DeskTimes) -> Double? {
        let judged = row.decided.seconds(since: row.arrived)
        switch row.state {
        case .none: return max(0, judged)
        // A recording is judged long after it was made: what came after is counted from when the desk had it.
        case .released: return row.resolved.map { max(0, judged) + max(0, $0.seconds(since: row.queued)) }
        case .opened, .claimed, .referred, .refused: return nil
        }
    }

    static func line(_ seconds: [Double]) -> Line? {
        guard !seconds.isEmpty else { return nil }
        let sorted = seconds.sorted()
        /// Nearest rank.
        func percentile(_ share: Double) -> Double {
            sorted[min(sorted.count - 1, max(0, Int(saturating: (share * Double(sorted.count)).rounded(.up)) - 1))]
        }
        return Line(
            count: sorted.count, p50: percentile(0.5), p90: percentile(0.9), p99: percentile(0.99),
            withinDay: Double(sorted.filter { $0 < 86_400 }.count) / Double(sorted.count))
    }

    var all: Line? { Self.line(rows.compactMap(Self.release)) }

    func grouped<Key: Hashable & Comparable>(_ key: (DeskTimes) -> Key?) -> [(key: Key, line: Line)] {
        var groups: [Key: [Double]] = [:]
        for row in rows {
            if let key = key(row), let seconds = Self.release(row) { groups[key, default: []].append(seconds) }
        }
        return groups.sorted { $0.key < $1.key }.compactMap { group in Self.line(group.value).map { (group.key, $0) } }
    }

    var toJudged: Line? { Self.line(rows.map { max(0, $0.decided.seconds(since: $0.arrived)) }) }
    var toClaimed: Line? {
        Self.line(rows.compactMap { row in row.claimed.map { max(0, $0.seconds(since: row.queued)) } })
    }
    var toDecided: Line? {
        Self.line(
            rows.compactMap { row in
                row.claimed.flatMap { claimed in row.resolved.map { max(0, $0.seconds(since: claimed)) } }
            })
    }

    static func hour(_ row: DeskTimes) -> Int {
        let seconds = row.arrived.microseconds / 1_000_000 + Int64(saturating: Times.offset)
        return Int(truncatingIfNeeded: (seconds % 86_400 + 86_400) % 86_400 / 3600)
    }

    /// By local hour of arrival: all, and those that were stopped.
    var hours: [(all: Int, stopped: Int)] {
        var hours = [(all: Int, stopped: Int)](repeating: (0, 0), count: 24)
        for row in rows {
            hours[Self.hour(row)].all += 1
            if row.state != .none { hours[Self.hour(row)].stopped += 1 }
        }
        return hours
    }

    var rules: [RuleLine] {
        var lines: [Int: RuleLine] = [:]
        for row in rows {
            for rule in row.rules {
                var line = lines[rule] ?? RuleLine(rule: rule, hits: 0, confirmed: 0, overruled: 0)
                line.hits += 1
                if row.state == .refused { line.confirmed += 1 }
                if row.state == .released { line.overruled += 1 }
                lines[rule] = line
            }
        }
        return lines.values.sorted { ($1.hits, $0.rule) < ($0.hits, $1.rule) }
    }

    func count(_ states: Set<DeskRow.State>) -> Int { rows.filter { states.contains($0.state) }.count }
}
