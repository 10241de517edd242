/// A turn, a scale and a shift.
struct Similarity {
    private let a: Double, b: Double
    private let shift: Vector

    /// The one that brings points nearest to others (least squares; no mirroring); nil where the points lie on one spot.
    init?(from: [Vector], to: [Vector]) {
        guard from.count == to.count, from.count > 1 else { return nil }
        let share = 1 / Double(from.count)
        let start = from.reduce(Vector(0, 0), +) * share
        let end = to.reduce(Vector(0, 0), +) * share
        var (along, across, squares) = (0.0, 0.0, 0.0)
        for (p, q) in zip(from, to) {
            let (u, v) = (p - start, q - end)
            along += u • v
            across += u.x * v.y - u.y * v.x
            squares += u • u
        }
        guard squares > 1e-9 else { return nil }
        (a, b) = (along / squares, across / squares)
        shift = Vector(end.x - a * start.x + b * start.y, end.y - b * start.x - a * start.y)
    }

    func point(_ p: Vector) -> Vector { Vector(a * p.x - b * p.y, b * p.x + a * p.y) + shift }
}
