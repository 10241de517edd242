import GateDomain

/// How far characters lean, from a picture of them: where strokes stand upright, the sums of its columns change most from one to the next.
enum Lean {
    /// Leans that are tried, as shares of the text's height by which its top is to the right of its foot.
    private static let tried = (-8...8).map { Double($0) / 10 }
    /// How much sharper than the quad's own the best lean must be.
    private static let clearly: Float = 1.1

    /// The lean of the text in `quad` beside what the quad has itself; 0 where none is clearly better.
    static func measured(_ view: GreyView, _ quad: Quad, lines: Int) -> Double {
        let (columns, rows) = (96, 16 * lines)
        var crop = [Float](repeating: 0, count: columns * rows)
        crop.withUnsafeMutableBufferPointer {
            _ = Crop.warp(view, quad, into: $0, columns: columns, rows: rows, textColumns: columns)
        }
        let perHeight = Double(columns) * quad.textHeight / max(quad.textWidth, 1e-6) / Double(lines)
        func sharpness(_ lean: Double) -> Float {
            var total: Float = 0
            for line in 0..<lines {
                var sums = [Float](repeating: 0, count: columns)
                for y in 1..<15 {
                    // Whole columns would let some leans gain by their rounding.
                    let shift = (0.5 - (Double(y) + 0.5) / 16) * lean * perHeight
                    let (whole, part) = (Int(shift.rounded(.down)), Float(shift - shift.rounded(.down)))
                    let row = (line * 16 + y) * columns
                    for x in 0..<columns {
                        let left = min(max(x + whole, 0), columns - 1)
                        let right = min(max(x + whole + 1, 0), columns - 1)
                        sums[x] += crop[row + left] * (1 - part) + crop[row + right] * part
                    }
                }
                for (a, b) in zip(sums, sums.dropFirst()) { total += (b - a) * (b - a) }
            }
            return total
        }
        let own = sharpness(0)
        guard let best = tried.map({ ($0, sharpness($0)) }).max(by: { $0.1 < $1.1 }), best.1 > own * clearly else {
            return 0
        }
        return best.0
    }
}
