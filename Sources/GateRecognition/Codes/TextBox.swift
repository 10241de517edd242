import GateDomain

/// A rotated rectangle around a line of text, in the picture's pixels.
///
/// `along` is the reading direction (rows: rightwards, columns: downwards), `across` its normal (rows: downwards, columns: leftwards).
struct TextBox {
    var centre: Vector
    var along: Vector
    var length: Double
    var height: Double
    /// The line's upright strip; nil for more than one row.
    var strip: TextStrip?

    var across: Vector { along.normal }
    var aspect: Double { length / max(height, 1e-6) }
    var start: Vector { centre - along * (length / 2) }
    var end: Vector { centre + along * (length / 2) }

    /// Corners in reading order, grown by `margin` pixels on every side and by `extra` at the end.
    func quad(margin: Double = 0, extra: Double = 0) -> Quad {
        let near = centre - along * (length / 2 + margin)
        let far = centre + along * (length / 2 + margin + extra)
        let half = across * (height / 2 + margin)
        return Quad(
            topLeft: (near - half).point, topRight: (far - half).point, bottomRight: (far + half).point,
            bottomLeft: (near + half).point)
    }

    /// The box around several, in the given direction.
    static func around(_ boxes: [TextBox], along: Vector) -> TextBox {
        let across = along.normal
        let points = boxes.flatMap { $0.quad().corners.map { Vector($0) } }
        let (a, b) = (points.map { $0 • along }, points.map { $0 • across })
        let (a0, a1, b0, b1) = (a.min() ?? 0, a.max() ?? 0, b.min() ?? 0, b.max() ?? 0)
        return TextBox(
            centre: along * ((a0 + a1) / 2) + across * ((b0 + b1) / 2), along: along, length: a1 - a0, height: b1 - b0)
    }
}
