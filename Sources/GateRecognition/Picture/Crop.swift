import Foundation
import GateDomain

/// Rectified crops for the readers: warped straight from the luma, normalised to (x − mean) / (std + 8).
enum Crop {
    /// Warps `quad` onto the left `textColumns` columns of a `columns`×`rows` input, the rest 0.
    /// - Parameter sharpening: how much of what a blur of two columns takes away is put on top; 0 leaves the crop as it is.
    /// - Returns: standard deviation of the crop's values, 0…255: how much contrast there is.
    @discardableResult
    static func warp(
        _ view: GreyView, _ quad: Quad, into target: UnsafeMutableBufferPointer<Float>, columns: Int, rows: Int,
        textColumns: Int, sharpening: Float = 0
    ) -> Float {
        guard target.count >= columns * rows, textColumns > 0, textColumns <= columns, let out = target.baseAddress
        else { return 0 }
        let map = Homography(quad)
        // Where the source is much larger than the target, several samples a pixel are averaged.
        let shrink = max(quad.textWidth / Double(textColumns), quad.textHeight / Double(rows))
        let samples = shrink <= 1.6 ? 1 : min(6, Int(saturating: (shrink / 1.3).rounded(.up)))
        let step = 1 / Double(samples)
        var sum: Float = 0
        var squares: Float = 0
        let share = 1 / Float(samples * samples)
        let isInside = quad.corners.allSatisfy {
            $0.x >= 1 && $0.y >= 1 && $0.x <= Double(view.width - 1) && $0.y <= Double(view.height - 1)
        }
        for y in 0..<rows {
            let row = out + y * columns
            for x in 0..<textColumns { row[x] = 0 }
            for j in 0..<samples {
                let line = map.line((Double(y) + (Double(j) + 0.5) * step) / Double(rows))
                for x in 0..<textColumns {
                    var total: Float = 0
                    for i in 0..<samples {
                        let (px, py) = line.point((Double(x) + (Double(i) + 0.5) * step) / Double(textColumns))
                        total += isInside ? view.inner(px - 0.5, py - 0.5) : view.bilinear(px - 0.5, py - 0.5)
                    }
                    row[x] += total
                }
            }
            for x in 0..<textColumns { row[x] = view.value(row[x] * share) }
        }
        if sharpening > 0 { sharpen(out, stride: columns, width: textColumns, height: rows, by: sharpening) }
        for y in 0..<rows {
            let row = out + y * columns
            for x in 0..<textColumns {
                sum += row[x]
                squares += row[x] * row[x]
            }
        }
        let count = Float(rows * textColumns)
        let mean = sum / count
        let deviation = max(0, squares / count - mean * mean).squareRoot()
        let factor = 1 / (deviation + 8)
        for y in 0..<rows {
            let row = out + y * columns
            for x in 0..<textColumns { row[x] = (row[x] - mean) * factor }
            for x in textColumns..<columns { row[x] = 0 }
        }
        return deviation
    }

    /// Unsharp mask with a Gaussian of two pixels.
    private static func sharpen(
        _ picture: UnsafeMutablePointer<Float>, stride: Int, width: Int, height: Int, by amount: Float
    ) {
        let reach = 5
        let weights = (-reach...reach).map { exp(-Float($0 * $0) / 8) }
        let total = weights.reduce(0, +)
        var rows = [Float](repeating: 0, count: width * height)
        for y in 0..<height {
            for x in 0..<width {
                var sum: Float = 0
                for (index, weight) in weights.enumerated() {
                    sum += weight * picture[y * stride + min(max(x + index - reach, 0), width - 1)]
                }
                rows[y * width + x] = sum / total
            }
        }
        for y in 0..<height {
            for x in 0..<width {
                var sum: Float = 0
                for (index, weight) in weights.enumerated() {
                    sum += weight * rows[min(max(y + index - reach, 0), height - 1) * width + x]
                }
                let value = picture[y * stride + x]
                picture[y * stride + x] = value + amount * (value - sum / total)
            }
        }
    }

    /// `quad` as a grey picture of dark text on light, with a border of the ground's colour around it.
    static func grey(_ view: GreyView, _ quad: Quad, columns: Int, rows: Int, border: Int) -> [UInt8] {
        var values = [Float](repeating: 0, count: columns * rows)
        values.withUnsafeMutableBufferPointer {
            _ = warp(view, quad, into: $0, columns: columns, rows: rows, textColumns: columns)
        }
        // The rim is mostly ground: text darker than it stays, lighter text is turned over.
        var rim = values[0..<columns] + values[(rows - 1) * columns..<rows * columns]
        rim.sort()
        let ground = rim[rim.startIndex + rim.count / 2]
        let sign: Float = ground >= 0 ? 60 : -60
        let width = columns + 2 * border
        var picture = [UInt8](repeating: 200, count: width * (rows + 2 * border))
        for y in 0..<rows {
            for x in 0..<columns {
                let value = 200 + (values[y * columns + x] - ground) * sign
                picture[(y + border) * width + x + border] = UInt8(saturating: min(255, max(0, value)))
            }
        }
        return picture
    }
}
