import GateDomain

/// How text stands in a quad that was found too upright or too level: where strokes stand upright, the sums of columns change most from one
/// to the next; where a line is level, the sums of rows do.
enum Lean {
    /// Shares of the text's height: by which its top is to the right of its foot, or its end lower than its beginning.
    private static let tried = (-8...8).map { Double($0) / 10 }
    /// How much sharper than the quad's own the best must be.
    private static let clearly: Float = 1.1
    private static let (columns, rows) = (96, 16)

    /// `quad` with its sides along the lines and strokes of the text; nil where they are already.
    static func corrected(_ view: GreyView, _ quad: Quad, lines: Int) -> Quad? {
        let fall = best(
            sharpnessOfRows(view, Homography(quad).expanded(0, slack), lines: lines), scale: 1 + 2 * slack)
        let level = quad.falling(fall)
        let lean = best(sharpnessOfColumns(view, level, lines: lines), scale: 1)
        return fall == 0 && lean == 0 ? nil : level.leaning(lean)
    }

    /// A sloping line leaves a level quad above and below.
    private static let slack = 0.25

    private static func best(_ sharpness: (Double) -> Float, scale: Double) -> Double {
        let own = sharpness(0)
        guard let best = tried.map({ ($0, sharpness($0 / scale)) }).max(by: { $0.1 < $1.1 }), best.1 > own * clearly
        else { return 0 }
        return best.0
    }

    private static func crop(_ view: GreyView, _ quad: Quad, lines: Int) -> [Float] {
        var crop = [Float](repeating: 0, count: columns * rows * lines)
        crop.withUnsafeMutableBufferPointer {
            _ = Crop.warp(view, quad, into: $0, columns: columns, rows: rows * lines, textColumns: columns)
        }
        return crop
    }

    private static func sharpnessOfColumns(_ view: GreyView, _ quad: Quad, lines: Int) -> (Double) -> Float {
        let crop = crop(view, quad, lines: lines)
        let perHeight = Double(columns) * quad.textHeight / max(quad.textWidth, 1e-6) / Double(lines)
        return { lean in
            (0..<lines).reduce(Float(0)) { total, line in
                var sums = [Float](repeating: 0, count: columns)
                for y in 1..<rows - 1 {
                    let shift = (0.5 - (Double(y) + 0.5) / Double(rows)) * lean * perHeight
                    let (whole, part) = (Int(saturating: shift.rounded(.down)), Float(shift - shift.rounded(.down)))
                    let row = (line * rows + y) * columns
                    for x in 0..<columns {
                        let left = crop[row + min(max(x + whole, 0), columns - 1)]
                        let right = crop[row + min(max(x + whole + 1, 0), columns - 1)]
                        sums[x] += left + (right - left) * part
                    }
                }
                return total + change(sums)
            }
        }
    }

    private static func sharpnessOfRows(_ view: GreyView, _ quad: Quad, lines: Int) -> (Double) -> Float {
        let crop = crop(view, quad, lines: lines)
        let height = rows * lines
        return { fall in
            var sums = [Float](repeating: 0, count: height)
            for x in 4..<columns - 4 {
                let shift = ((Double(x) + 0.5) / Double(columns) - 0.5) * fall * Double(height)
                let (whole, part) = (Int(saturating: shift.rounded(.down)), Float(shift - shift.rounded(.down)))
                for y in 0..<height {
                    let upper = crop[min(max(y + whole, 0), height - 1) * columns + x]
                    let lower = crop[min(max(y + whole + 1, 0), height - 1) * columns + x]
                    sums[y] += upper + (lower - upper) * part
                }
            }
            return change(sums)
        }
    }

    private static func change(_ sums: [Float]) -> Float {
        zip(sums, sums.dropFirst()).reduce(0) { $0 + ($1.1 - $1.0) * ($1.1 - $1.0) }
    }
}
