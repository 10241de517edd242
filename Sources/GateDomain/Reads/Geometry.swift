/// A point in a picture, in pixels; x to the right, y down, (0, 0) the top-left corner of the top-left pixel.
public struct Point: Hashable, Codable, Sendable {
    public var x: Double
    public var y: Double

    public init(x: Double, y: Double) {
        self.x = x
        self.y = y
    }

    public init(from decoder: any Decoder) throws {
        var container = try decoder.unkeyedContainer()
        x = try container.decode(Double.self)
        y = try container.decode(Double.self)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.unkeyedContainer()
        try container.encode(x)
        try container.encode(y)
    }
}

/// Four corners of a region as written: top-left, top-right, bottom-right, bottom-left of the text, whatever its rotation.
public struct Quad: Hashable, Codable, Sendable {
    public var topLeft: Point
    public var topRight: Point
    public var bottomRight: Point
    public var bottomLeft: Point

    public init(topLeft: Point, topRight: Point, bottomRight: Point, bottomLeft: Point) {
        self.topLeft = topLeft
        self.topRight = topRight
        self.bottomRight = bottomRight
        self.bottomLeft = bottomLeft
    }

    public init(from decoder: any Decoder) throws {
        var container = try decoder.unkeyedContainer()
        topLeft = try container.decode(Point.self)
        topRight = try container.decode(Point.self)
        bottomRight = try container.decode(Point.self)
        bottomLeft = try container.decode(Point.self)
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.unkeyedContainer()
        for corner in corners { try container.encode(corner) }
    }

    public var corners: [Point] { [topLeft, topRight, bottomRight, bottomLeft] }

    public var centre: Point {
        Point(
            x: (topLeft.x + topRight.x + bottomRight.x + bottomLeft.x) / 4,
            y: (topLeft.y + topRight.y + bottomRight.y + bottomLeft.y) / 4)
    }

    /// The upright box around the corners.
    public var bounds: Box {
        let xs = corners.map(\.x)
        let ys = corners.map(\.y)
        let (left, top) = (xs.min() ?? 0, ys.min() ?? 0)
        return Box(x: left, y: top, width: (xs.max() ?? 0) - left, height: (ys.max() ?? 0) - top)
    }
}

/// An upright box in a picture, in pixels.
public struct Box: Hashable, Codable, Sendable {
    public var x: Double
    public var y: Double
    public var width: Double
    public var height: Double

    public init(x: Double, y: Double, width: Double, height: Double) {
        self.x = x
        self.y = y
        self.width = width
        self.height = height
    }

    public var area: Double { max(0, width) * max(0, height) }

    /// From centre to centre.
    public func distance(to other: Box) -> Double {
        let (dx, dy) = (x + width / 2 - other.x - other.width / 2, y + height / 2 - other.y - other.height / 2)
        return (dx * dx + dy * dy).squareRoot()
    }

    /// Intersection over union, 0…1.
    public func overlap(with other: Box) -> Double {
        let w = min(x + width, other.x + other.width) - max(x, other.x)
        let h = min(y + height, other.y + other.height) - max(y, other.y)
        guard w > 0, h > 0 else { return 0 }
        return w * h / (area + other.area - w * h)
    }
}

extension Quad {
    /// An upright box.
    public init(box: Box) {
        self.init(
            topLeft: Point(x: box.x, y: box.y), topRight: Point(x: box.x + box.width, y: box.y),
            bottomRight: Point(x: box.x + box.width, y: box.y + box.height),
            bottomLeft: Point(x: box.x, y: box.y + box.height))
    }
}
