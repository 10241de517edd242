import GateDomain

/// Connected parts of a text map as rotated boxes.
enum TextComponents {
    static let threshold: Float = 0.3
    private static let leastPeak: Float = 0.5
    private static let leastCells = 3
    /// More parts than any lane picture has; the largest are kept.
    private static let most = 160

    /// - Parameters:
    ///   - map: probabilities, `rows`×`columns`.
    ///   - cell: size of a cell in the picture's pixels.
    ///   - shrink: share of a line's height by which its mask is smaller on every side.
    static func boxes(
        _ map: UnsafeBufferPointer<Float>, rows: Int, columns: Int, isVertical: Bool, cell: Double, shrink: Double
    ) -> [TextBox] {
        var labels = [Bool](repeating: false, count: rows * columns)
        var found: [(cells: Int, box: TextBox)] = []
        var stack: [Int] = []
        for start in 0..<rows * columns where !labels[start] && map[start] > threshold {
            labels[start] = true
            stack.append(start)
            var cells: [(x: Int, y: Int)] = []
            var peak: Float = 0
            while let index = stack.popLast() {
                let (y, x) = (index / columns, index % columns)
                cells.append((x, y))
                peak = max(peak, map[index])
                for ny in max(0, y - 1)...min(rows - 1, y + 1) {
                    for nx in max(0, x - 1)...min(columns - 1, x + 1) {
                        let next = ny * columns + nx
                        if !labels[next], map[next] > threshold {
                            labels[next] = true
                            stack.append(next)
                        }
                    }
                }
            }
            guard cells.count >= leastCells, peak >= leastPeak else { continue }
            found.append((cells.count, box(of: cells, isVertical: isVertical, cell: cell, shrink: shrink)))
        }
        guard found.count > most else { return found.map(\.box) }
        return found.sorted { $0.cells > $1.cells }.prefix(most).map(\.box)
    }

    private static func box(
        of cells: [(x: Int, y: Int)], isVertical: Bool, cell: Double, shrink: Double
    ) -> TextBox {
        let rectangle = MinimumRectangle(cells.map { Vector(Double($0.x), Double($0.y)) })
        let want = isVertical ? Vector(0, 1) : Vector(1, 0)
        let (a, b) = (rectangle.length + 1, rectangle.width + 1)
        var isFirst = abs(rectangle.direction • want) > abs(rectangle.direction.normal • want)
        if max(a, b) > 1.6 * min(a, b), !isVertical { isFirst = a > b }
        var (along, length, thickness) =
            isFirst ? (rectangle.direction, a, b) : (rectangle.direction.normal, b, a)
        if along • want < 0 { along = along * -1 }
        let full = thickness / (1 - 2 * shrink)
        length += 2 * shrink * full
        return TextBox(
            centre: (rectangle.centre + Vector(0.5, 0.5)) * cell, along: along, length: length * cell,
            height: full * cell, strip: TextStrip(cells, isVertical: isVertical, cell: cell, shrink: shrink))
    }
}

/// The rectangle of least area around points.
struct MinimumRectangle {
    var centre: Vector
    var direction: Vector
    /// Along `direction`, and across it.
    var length: Double
    var width: Double

    /// Tries the direction of every side of the convex hull: one of them carries the least rectangle.
    init(_ points: [Vector]) {
        let hull = Self.hull(points)
        var best: (area: Double, direction: Vector)?
        for (index, point) in hull.enumerated() {
            let side = hull[(index + 1) % hull.count] - point
            guard side.length > 0 else { continue }
            let direction = side * (1 / side.length)
            let (a, b) = Self.spans(hull, direction)
            let area = (a.1 - a.0) * (b.1 - b.0)
            if best.map({ area < $0.area - 1e-9 }) ?? true { best = (area, direction) }
        }
        direction = best?.direction ?? Vector(1, 0)
        let (a, b) = Self.spans(hull, direction)
        length = a.1 - a.0
        width = b.1 - b.0
        centre = direction * ((a.0 + a.1) / 2) + direction.normal * ((b.0 + b.1) / 2)
    }

    private static func spans(_ points: [Vector], _ direction: Vector) -> ((Double, Double), (Double, Double)) {
        let across = direction.normal
        var a = (Double.infinity, -Double.infinity)
        var b = a
        for point in points {
            let (s, t) = (point • direction, point • across)
            a = (min(a.0, s), max(a.1, s))
            b = (min(b.0, t), max(b.1, t))
        }
        return (a, b)
    }

    /// Andrew's monotone chain.
    private static func hull(_ points: [Vector]) -> [Vector] {
        let sorted = Array(Set(points)).sorted { ($0.x, $0.y) < ($1.x, $1.y) }
        guard sorted.count > 2 else { return sorted }
        func chain(_ points: some Sequence<Vector>) -> [Vector] {
            var chain: [Vector] = []
            for point in points {
                while chain.count > 1 {
                    let (a, b) = (chain[chain.count - 2], chain[chain.count - 1])
                    guard (b.x - a.x) * (point.y - a.y) - (b.y - a.y) * (point.x - a.x) <= 0 else { break }
                    chain.removeLast()
                }
                chain.append(point)
            }
            return chain
        }
        return chain(sorted).dropLast() + chain(sorted.reversed()).dropLast()
    }
}
