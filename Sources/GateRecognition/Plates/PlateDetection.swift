import GateDomain

/// A place that looks like a plate: four corners and how sure the detector is.
struct PlateDetection {
    var score: Double
    var quad: Quad
    /// The detector's pixels for each of the picture's.
    var scale = 1.0

    static let (columns, rows) = (640, 384)
    static let stride = 8.0

    /// Finds plates: 3×3 peaks of the heat map, their corners, overlapping ones dropped; most certain first.
    /// - Parameter share: of the size at which the picture just fits the network.
    static func find(
        in view: GreyView, with request: NetworkRequest, least: Float, largestGrowth: Double, share: Double = 1
    ) throws(RecognitionError) -> [PlateDetection] {
        let k = view.letterbox(
            into: request.input, columns: columns, rows: rows, largestGrowth: largestGrowth, share: share)
        try request.infer()
        var found: [PlateDetection] = []
        let peaks = try request.output(0) { (heat, shape) throws(RecognitionError) in
            guard shape.count == 4, shape[1] == 1, heat.count >= shape[2] * shape[3] else {
                throw RecognitionError(
                    "plate-detector.xml: output \"heat\" has shape \(shape); export the models again")
            }
            return Self.peaks(heat, rows: shape[2], columns: shape[3], least: least)
        }
        try request.output(1) { (corners, shape) throws(RecognitionError) in
            guard shape.count == 4, shape[1] == 8, corners.count >= 8 * shape[2] * shape[3] else {
                throw RecognitionError(
                    "plate-detector.xml: output \"corners\" has shape \(shape); export the models again")
            }
            let plane = shape[2] * shape[3]
            for peak in peaks {
                let cell = peak.row * shape[3] + peak.column
                func corner(_ index: Int) -> Point {
                    Point(
                        x: (Double(corners[2 * index * plane + cell]) + Double(peak.column) + 0.5) * stride / k,
                        y: (Double(corners[(2 * index + 1) * plane + cell]) + Double(peak.row) + 0.5) * stride / k)
                }
                let quad = Quad(topLeft: corner(0), topRight: corner(1), bottomRight: corner(2), bottomLeft: corner(3))
                if quad.corners.allSatisfy({ $0.x.isFinite && $0.y.isFinite }) {
                    found.append(PlateDetection(score: Double(peak.value), quad: quad, scale: k))
                }
            }
        }
        var kept: [PlateDetection] = []
        for one in found.sorted(by: { $0.score > $1.score }).prefix(64)
        where kept.allSatisfy({ $0.quad.bounds.overlap(with: one.quad.bounds) < 0.3 }) {
            kept.append(one)
        }
        return Array(kept.prefix(12))
    }

    /// The same in a picture of which this one is a part with its corner at `corner`.
    func moved(by corner: Point) -> PlateDetection {
        var moved = self
        moved.quad = quad.moved(by: corner)
        return moved
    }

    static func peaks(
        _ heat: UnsafeBufferPointer<Float>, rows: Int, columns: Int, least: Float
    ) -> [(row: Int, column: Int, value: Float)] {
        var peaks: [(row: Int, column: Int, value: Float)] = []
        for row in 0..<rows {
            for column in 0..<columns where heat[row * columns + column] >= least {
                let value = heat[row * columns + column]
                var isPeak = true
                for y in max(0, row - 1)...min(rows - 1, row + 1) {
                    for x in max(0, column - 1)...min(columns - 1, column + 1) where heat[y * columns + x] > value {
                        isPeak = false
                    }
                }
                if isPeak { peaks.append((row, column, value)) }
            }
        }
        return peaks
    }
}
