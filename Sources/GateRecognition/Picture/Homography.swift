import GateDomain

/// The perspective map of the unit square onto a quad.
struct Homography {
    private let a: Double, b: Double, c: Double, d: Double, e: Double, f: Double, g: Double, h: Double

    /// Heckbert's square-to-quad mapping (Fundamentals of Texture Mapping, 1989, 2.2.3).
    init(_ quad: Quad) {
        let (p0, p1, p2, p3) = (quad.topLeft, quad.topRight, quad.bottomRight, quad.bottomLeft)
        let (dx1, dx2, dx3) = (p1.x - p2.x, p3.x - p2.x, p0.x - p1.x + p2.x - p3.x)
        let (dy1, dy2, dy3) = (p1.y - p2.y, p3.y - p2.y, p0.y - p1.y + p2.y - p3.y)
        let determinant = dx1 * dy2 - dx2 * dy1
        if determinant == 0 || (dx3 == 0 && dy3 == 0) {
            (g, h) = (0, 0)
        } else {
            g = (dx3 * dy2 - dx2 * dy3) / determinant
            h = (dx1 * dy3 - dx3 * dy1) / determinant
        }
        (a, b, c) = (p1.x - p0.x + g * p1.x, p3.x - p0.x + h * p3.x, p0.x)
        (d, e, f) = (p1.y - p0.y + g * p1.y, p3.y - p0.y + h * p3.y, p0.y)
    }

    /// The point of the quad at (u, v) of the unit square.
    @inline(__always)
    func point(_ u: Double, _ v: Double) -> Point {
        let w = g * u + h * v + 1
        return Point(x: (a * u + b * v + c) / w, y: (d * u + e * v + f) / w)
    }

    /// The points of the quad at one v of the unit square.
    struct Line {
        fileprivate let (x, y, w): (Double, Double, Double)
        fileprivate let (stepX, stepY, stepW): (Double, Double, Double)

        @inline(__always)
        func point(_ u: Double) -> (x: Double, y: Double) {
            let inverse = 1 / (w + stepW * u)
            return ((x + stepX * u) * inverse, (y + stepY * u) * inverse)
        }
    }

    func line(_ v: Double) -> Line {
        Line(x: b * v + c, y: e * v + f, w: h * v + 1, stepX: a, stepY: d, stepW: g)
    }

    /// The quad grown by shares of its width and height on each side.
    func expanded(_ x: Double, _ y: Double) -> Quad {
        Quad(
            topLeft: point(-x, -y), topRight: point(1 + x, -y), bottomRight: point(1 + x, 1 + y),
            bottomLeft: point(-x, 1 + y))
    }
}

extension Quad {
    /// Mean length of the upper and lower side.
    var textWidth: Double { (distance(topLeft, topRight) + distance(bottomLeft, bottomRight)) / 2 }
    /// Mean length of the left and right side.
    var textHeight: Double { (distance(topLeft, bottomLeft) + distance(topRight, bottomRight)) / 2 }

    /// The same in a picture of which this one is a part with its corner at `corner`.
    func moved(by corner: Point) -> Quad {
        func moved(_ point: Point) -> Point { Point(x: point.x + corner.x, y: point.y + corner.y) }
        return Quad(
            topLeft: moved(topLeft), topRight: moved(topRight), bottomRight: moved(bottomRight),
            bottomLeft: moved(bottomLeft))
    }

    /// The same with its upper side moved along the text by `share` of the height, its lower side as far the other way.
    func leaning(_ share: Double) -> Quad {
        let length = max(textWidth, 1e-6)
        let (x, y) = (
            (topRight.x - topLeft.x) / length * textHeight * share / 2,
            (topRight.y - topLeft.y) / length * textHeight * share / 2
        )
        return sheared(Point(x: x, y: y), (1, 1, -1, -1))
    }

    /// The same with its end moved down across the text by `share` of half the height, its beginning as far up.
    func falling(_ share: Double) -> Quad {
        let (x, y) = (
            (bottomLeft.x - topLeft.x + bottomRight.x - topRight.x) * share / 4,
            (bottomLeft.y - topLeft.y + bottomRight.y - topRight.y) * share / 4
        )
        return sheared(Point(x: x, y: y), (-1, 1, 1, -1))
    }

    /// Corners moved by so many times `step`, in reading order.
    private func sheared(_ step: Point, _ times: (Double, Double, Double, Double)) -> Quad {
        func moved(_ point: Point, _ times: Double) -> Point {
            Point(x: point.x + times * step.x, y: point.y + times * step.y)
        }
        return Quad(
            topLeft: moved(topLeft, times.0), topRight: moved(topRight, times.1),
            bottomRight: moved(bottomRight, times.2), bottomLeft: moved(bottomLeft, times.3))
    }
}

func distance(_ a: Point, _ b: Point) -> Double { ((a.x - b.x) * (a.x - b.x) + (a.y - b.y) * (a.y - b.y)).squareRoot() }
