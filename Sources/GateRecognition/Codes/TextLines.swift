import GateDomain

/// The lines of text of a picture, as the text detector marks them: horizontal ones and vertical ones.
struct TextLines {
    var rows: [TextBox]
    var columns: [TextBox]

    static let (width, height) = (960, 544)

    /// Finds the lines of a part of a picture, in the whole picture's pixels.
    static func find(
        in view: GreyView, part: Box, with detector: NetworkRequest, shrink: Double, largestGrowth: Double = 2
    ) throws(RecognitionError) -> TextLines {
        let (piece, corner) = view.part(part)
        let k = piece.letterbox(into: detector.input, columns: width, rows: height, largestGrowth: largestGrowth)
        try detector.infer()
        return try detector.output(0) { (map, shape) throws(RecognitionError) in
            guard shape.count == 4, shape[1] == 2, map.count >= 2 * shape[2] * shape[3] else {
                throw RecognitionError("text-detector.xml: output has shape \(shape); export the models again")
            }
            let plane = shape[2] * shape[3]
            let cell = Double(width) / Double(shape[3]) / k
            func boxes(_ map: UnsafeBufferPointer<Float>, isVertical: Bool) -> [TextBox] {
                TextComponents.boxes(
                    map, rows: shape[2], columns: shape[3], isVertical: isVertical, cell: cell, shrink: shrink
                ).map { box in
                    var box = box
                    box.centre = box.centre + Vector(corner)
                    box.strip = box.strip?.moved(by: Vector(corner))
                    return box
                }
            }
            return TextLines(
                rows: boxes(UnsafeBufferPointer(rebasing: map[0..<plane]), isVertical: false),
                columns: boxes(UnsafeBufferPointer(rebasing: map[plane..<2 * plane]), isVertical: true))
        }
    }
}
