import GateDomain

/// A line that the document detector marks, by the middle of its left and right end. Which end is the left one is not known yet.
struct PrintedAxis {
    var start: Vector
    var end: Vector
    /// As the mask has it: coarse.
    var thickness: Double

    var length: Double { (end - start).length }
    var along: Vector { (end - start) * (1 / max(length, 1e-6)) }
    var middle: Vector { (start + end) * 0.5 }
    var turned: PrintedAxis { PrintedAxis(start: end, end: start, thickness: thickness) }

    init(start: Vector, end: Vector, thickness: Double) {
        (self.start, self.end, self.thickness) = (start, end, thickness)
    }

    init(_ box: TextBox) { self.init(start: box.start, end: box.end, thickness: box.height) }

    /// How far a point lies beside the line (downwards as read) and along it from its middle.
    func offset(of point: Vector) -> (across: Double, along: Double) {
        let way = point - middle
        return (way • along.normal, way • along)
    }
}

/// Lines that may be one machine-readable zone, top first as read from `axes[0].start`; the zone may also stand on its head.
struct PrintedBlock {
    var axes: [PrintedAxis]

    var turned: PrintedBlock { PrintedBlock(axes: axes.reversed().map(\.turned)) }
    /// Of the longest line.
    var length: Double { axes.map(\.length).max() ?? 0 }

    /// Two lines with a third one above and below them.
    var extended: [PrintedBlock] {
        guard axes.count == 2 else { return [] }
        func beyond(_ axis: PrintedAxis, _ other: PrintedAxis) -> PrintedAxis {
            PrintedAxis(
                start: axis.start + (axis.start - other.start), end: axis.end + (axis.end - other.end),
                thickness: axis.thickness)
        }
        return [
            PrintedBlock(axes: [beyond(axes[0], axes[1])] + axes),
            PrintedBlock(axes: axes + [beyond(axes[1], axes[0])]),
        ]
    }

    /// Lines of different length, which no zone has.
    var isRagged: Bool {
        let lengths = axes.map(\.length)
        return (lengths.min() ?? 0) < 0.97 * (lengths.max() ?? 0)
    }

    /// A line from where the longest one begins to where it ends.
    func aligned(_ axis: PrintedAxis) -> PrintedAxis {
        guard let longest = axes.max(by: { $0.length < $1.length }), axis.along • longest.along > 0.1 else {
            return axis
        }
        func moved(_ from: Vector, to end: Vector) -> Vector {
            from + axis.along * (((end - from) • longest.along) / (axis.along • longest.along))
        }
        return PrintedAxis(
            start: moved(axis.start, to: longest.start), end: moved(axis.end, to: longest.end),
            thickness: axis.thickness)
    }

    /// Pieces of one line joined, then lines that stand under each other and are as long.
    static func all(of boxes: [TextBox]) -> [PrintedBlock] {
        let lines = joined(boxes.filter { $0.aspect > 4 }.map(PrintedAxis.init)).filter { $0.length > 9 * $0.thickness }
        var blocks: [PrintedBlock] = []
        for (index, line) in lines.enumerated() {
            var group = [line]
            for (other, next) in lines.enumerated() where other != index && line.isNeighbour(of: next) {
                group.append(line.along • next.along < 0 ? next.turned : next)
            }
            group.sort { line.offset(of: $0.middle).across < line.offset(of: $1.middle).across }
            for count in [3, 2] where group.count >= count {
                for first in 0...(group.count - count) {
                    let block = PrintedBlock(axes: Array(group[first..<first + count]))
                    if block.isEven, !blocks.contains(where: { $0.isSame(as: block) }) { blocks.append(block) }
                }
            }
        }
        return blocks.sorted { ($0.axes.count, $0.length) > ($1.axes.count, $1.length) }
    }

    /// Lines equally far apart.
    private var isEven: Bool {
        guard let first = axes.first, axes.count > 2 else { return true }
        let places = axes.map { first.offset(of: $0.middle).across }
        let (a, b) = (places[1] - places[0], places[2] - places[1])
        return min(a, b) > 0.6 * max(a, b)
    }

    private func isSame(as other: PrintedBlock) -> Bool {
        axes.count == other.axes.count
            && zip(axes, other.axes).allSatisfy { ($0.middle - $1.middle).length < $0.thickness }
    }

    /// Pieces on one line, less than a fifth of it apart.
    private static func joined(_ pieces: [PrintedAxis]) -> [PrintedAxis] {
        var lines = pieces.sorted { $0.length > $1.length }
        var index = 0
        while index < lines.count {
            let line = lines[index]
            let other = lines.indices.first { other in
                guard other > index else { return false }
                let next = lines[other]
                let (across, along) = line.offset(of: next.middle)
                let gap = abs(along) - (line.length + next.length) / 2
                return abs(across) < 0.7 * max(line.thickness, next.thickness) + 0.01 * abs(along)
                    && abs(line.along • next.along) > 0.97
                    && gap > -0.3 * next.length && gap < 0.25 * (line.length + next.length)
            }
            guard let other else {
                index += 1
                continue
            }
            let ends = [line.start, line.end, lines[other].start, lines[other].end]
            let order = ends.sorted { line.offset(of: $0).along < line.offset(of: $1).along }
            lines[index] = PrintedAxis(
                start: order[0], end: order[3], thickness: max(line.thickness, lines[other].thickness))
            lines.remove(at: other)
        }
        return lines
    }
}

extension PrintedAxis {
    /// Stands under or above, as long and in the same direction.
    fileprivate func isNeighbour(of other: PrintedAxis) -> Bool {
        let (across, way) = offset(of: other.middle)
        return abs(along • other.along) > 0.97 && min(length, other.length) > 0.7 * max(length, other.length)
            && abs(way) < 0.2 * length && abs(across) > length / 44 * 1.4 && abs(across) < length / 30 * 6.5
    }
}
