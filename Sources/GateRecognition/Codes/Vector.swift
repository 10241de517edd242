import GateDomain

/// Points as vectors.
struct Vector: Hashable {
    var x: Double
    var y: Double

    init(_ x: Double, _ y: Double) { (self.x, self.y) = (x, y) }
    init(_ point: Point) { (x, y) = (point.x, point.y) }

    static func + (a: Vector, b: Vector) -> Vector { Vector(a.x + b.x, a.y + b.y) }
    static func - (a: Vector, b: Vector) -> Vector { Vector(a.x - b.x, a.y - b.y) }
    static func * (a: Vector, k: Double) -> Vector { Vector(a.x * k, a.y * k) }
    /// Scalar product.
    static func • (a: Vector, b: Vector) -> Double { a.x * b.x + a.y * b.y }

    var length: Double { (self • self).squareRoot() }
    /// Turned by 90° clockwise as seen (y down).
    var normal: Vector { Vector(-y, x) }
    var point: Point { Point(x: x, y: y) }
}

infix operator • : MultiplicationPrecedence
