import GateDomain

/// A line of text as a strip whose characters stand upright in the picture though the line slants.
///
/// A camera above a box's corner shears its lettering: the line runs downhill, the strokes stay vertical. A rotated rectangle around such a
/// line is too high and cuts the characters askew; a straight line through the middles of its columns of cells follows it. Rows are
/// described by x and y; for columns of stacked letters the axes change places.
struct TextStrip {
    private var count = 0.0
    private var (along, across) = (0.0, 0.0)
    private var (alongSquared, product) = (0.0, 0.0)
    private var (from, to) = (Double.infinity, -Double.infinity)
    private var weightedThickness = 0.0
    private let isVertical: Bool

    /// - Parameters:
    ///   - cells: of a component of the text map.
    ///   - cell: size of a cell in the picture's pixels.
    ///   - shrink: share of a line's height by which its mask is smaller on every side.
    init(_ cells: [(x: Int, y: Int)], isVertical: Bool, cell: Double, shrink: Double) {
        self.isVertical = isVertical
        var slices: [Int: (count: Int, sum: Int)] = [:]
        for one in cells {
            let (a, b) = isVertical ? (one.y, one.x) : (one.x, one.y)
            let slice = slices[a] ?? (0, 0)
            slices[a] = (slice.count + 1, slice.sum + b)
        }
        let heights = slices.values.map(\.count).sorted()
        let thickness = Double(heights[heights.count / 2]) * cell / (1 - 2 * shrink)
        for (a, slice) in slices.sorted(by: { $0.key < $1.key }) {
            note((Double(a) + 0.5) * cell, (Double(slice.sum) / Double(slice.count) + 0.5) * cell)
            (from, to) = (min(from, Double(a) * cell), max(to, Double(a + 1) * cell))
        }
        (from, to) = (from - shrink * thickness, to + shrink * thickness)
        weightedThickness = thickness * count
    }

    private mutating func note(_ a: Double, _ b: Double) {
        count += 1
        along += a
        across += b
        alongSquared += a * a
        product += a * b
    }

    /// Mean height of the line, columns: width.
    var thickness: Double { weightedThickness / max(1, count) }
    var length: Double { to - from }
    var aspect: Double { length / max(thickness, 1e-6) }

    /// One strip over both.
    func joined(with other: TextStrip) -> TextStrip {
        var sum = self
        sum.count += other.count
        sum.along += other.along
        sum.across += other.across
        sum.alongSquared += other.alongSquared
        sum.product += other.product
        sum.weightedThickness += other.weightedThickness
        (sum.from, sum.to) = (min(from, other.from), max(to, other.to))
        return sum
    }

    /// The same in a picture of which this one is a part.
    func moved(by corner: Vector) -> TextStrip {
        let (a, b) = isVertical ? (corner.y, corner.x) : (corner.x, corner.y)
        var moved = self
        moved.along += count * a
        moved.across += count * b
        moved.alongSquared += 2 * a * along + count * a * a
        moved.product += a * across + b * along + count * a * b
        (moved.from, moved.to) = (from + a, to + a)
        return moved
    }

    /// Corners in reading order, grown by `margin` pixels on every side and by `extra` at the end.
    func quad(margin: Double, extra: Double = 0) -> Quad {
        let mean = along / max(1, count)
        let spread = alongSquared - along * mean
        let slope = spread > 1e-6 ? (product - across * mean) / spread : 0
        let half = thickness / 2 + margin
        func point(_ a: Double, _ side: Double) -> Point {
            let b = across / max(1, count) + slope * (a - mean)
            // A column is read downwards, turned: its first side is the right one.
            return isVertical ? Point(x: b - side * half, y: a) : Point(x: a, y: b + side * half)
        }
        let (near, far) = (from - margin, to + margin + extra)
        return Quad(
            topLeft: point(near, -1), topRight: point(far, -1), bottomRight: point(far, 1), bottomLeft: point(near, 1))
    }
}
