import Foundation
import GateDomain

/// Groups lines of text into what may be a whole container number: rows, columns, and pairs of rows.
enum CodeCandidates {
    enum Layout: String, CaseIterable {
        case oneRow = "1"
        case twoRows = "2"
        case column = "v"
    }

    struct Candidate {
        var layout: Layout
        var box: TextBox
        /// Height of one line (columns: width), in pixels.
        var line: Double
        /// Indices of the boxes it is made of.
        var members: [Int]
        /// How unlike a number's usual shape it is; 0 is most promising.
        var strangeness: Double
    }

    static let most = 48
    private static let longestRun = 4
    private static let (rowGap, columnGap) = (2.6, 3.6)

    /// All candidates, most promising first.
    static func all(rows: [TextBox], columns: [TextBox]) -> [Candidate] {
        var candidates: [Candidate] = []
        let rowRuns = runs(rows, gap: rowGap)
        for (box, members) in rowRuns {
            // The rectangle around a slanting line is too high.
            let aspect = max(box.aspect, box.strip?.aspect ?? 0)
            guard aspect > 4, aspect < 20 else { continue }
            candidates.append(
                Candidate(
                    layout: .oneRow, box: box, line: box.height, members: members, strangeness: abs(log(aspect / 9))))
        }
        for (box, members) in runs(columns, gap: columnGap) where box.aspect > 8 && box.aspect < 45 {
            candidates.append(
                Candidate(
                    layout: .column, box: box, line: box.height, members: members,
                    strangeness: abs(log(box.aspect / 20))))
        }
        candidates += pairs(rowRuns.filter { $0.box.aspect < 12 })
        return Array(candidates.sorted { $0.strangeness < $1.strangeness }.prefix(most))
    }

    /// Whether `b` goes on where `a` ends, in one line.
    static func joins(_ a: TextBox, _ b: TextBox, gap: Double) -> Bool {
        let ratio = a.height / max(b.height, 1e-6)
        guard ratio > 0.6, ratio < 1.67 else { return false }
        let h = max(a.height, b.height)
        let (big, other) = a.length > b.length ? (a, b) : (b, a)
        if min(a.length, b.length) > 2 * h, abs(a.along • b.along) < 0.978 { return false }
        let offset = other.centre - big.centre
        guard abs(offset • big.across) <= 0.35 * h + 0.06 * abs(offset • big.along) else { return false }
        let between = (b.start - a.end) • big.along
        return between > -0.5 * h && between < gap * h && (b.centre - a.centre) • big.along > 0
    }

    /// Every run of one to four neighbours.
    static func runs(_ boxes: [TextBox], gap: Double) -> [(box: TextBox, members: [Int])] {
        var next: [Int: Int] = [:]
        for (i, a) in boxes.enumerated() {
            var best: (gap: Double, index: Int)?
            for (j, b) in boxes.enumerated() where i != j && joins(a, b, gap: gap) {
                let between = (b.start - a.end) • a.along
                if best.map({ between < $0.gap }) ?? true { best = (between, j) }
            }
            next[i] = best?.index
        }
        var found: [(box: TextBox, members: [Int])] = []
        for start in boxes.indices {
            var chain = [start]
            while true {
                found.append((merged(chain.map { boxes[$0] }), chain))
                guard chain.count < longestRun, let last = chain.last, let index = next[last], !chain.contains(index)
                else { break }
                chain.append(index)
            }
        }
        return found
    }

    /// One box over boxes in a line, along the direction their ends lie in.
    static func merged(_ boxes: [TextBox]) -> TextBox {
        guard let first = boxes.first, boxes.count > 1 else {
            return boxes.first ?? TextBox(centre: Vector(0, 0), along: Vector(1, 0), length: 0, height: 0)
        }
        let ends = boxes.flatMap { [($0.start, $0.length), ($0.end, $0.length)] }
        let weight = ends.map(\.1).reduce(0, +)
        let mean = ends.reduce(Vector(0, 0)) { $0 + $1.0 * ($1.1 / weight) }
        var (xx, xy, yy) = (0.0, 0.0, 0.0)
        for (point, w) in ends {
            let d = point - mean
            xx += w * d.x * d.x
            xy += w * d.x * d.y
            yy += w * d.y * d.y
        }
        let angle = 0.5 * atan2(2 * xy, xx - yy)
        var along = Vector(cos(angle), sin(angle))
        if along • first.along < 0 { along = along * -1 }
        var box = TextBox.around(boxes, along: along)
        box.strip = boxes.dropFirst().reduce(first.strip) { strip, box in
            strip.flatMap { one in box.strip.map(one.joined) }
        }
        return box
    }

    private static func pairs(_ rows: [(box: TextBox, members: [Int])]) -> [Candidate] {
        var found: [Candidate] = []
        for (i, upper) in rows.enumerated() {
            for (j, lower) in rows.enumerated() where i != j && Set(upper.members).isDisjoint(with: lower.members) {
                let (a, b) = (upper.box, lower.box)
                let ratio = a.height / max(b.height, 1e-6)
                let h = (a.height + b.height) / 2
                guard ratio > 0.55, ratio < 1.8, a.length >= 1.3 * h, b.length >= 2 * h, a.length <= 9 * h,
                    b.length <= 12 * h,
                    abs(a.along • b.along) >= 0.96
                else { continue }
                let offset = b.centre - a.centre
                let gap = offset • b.across - h
                guard gap > -0.25 * h, gap < 1.4 * h else { continue }
                let shift = offset • b.along
                let overlap = min(a.length / 2, shift + b.length / 2) - max(-a.length / 2, shift - b.length / 2)
                guard overlap >= 0.6 * min(a.length, b.length) else { continue }
                let box = TextBox.around([a, b], along: b.length > a.length ? b.along : a.along)
                guard box.aspect > 0.9, box.aspect < 5.5 else { continue }
                found.append(
                    Candidate(
                        layout: .twoRows, box: box, line: h, members: upper.members + lower.members,
                        strangeness: 0.3 + abs(log(box.aspect / 2.2))))
            }
        }
        return found
    }
}
