import GateDomain
import GatePipeline

/// The luma of a picture as 0…255, whatever its range, sampled without copying the picture.
struct GreyView {
    let base: UnsafePointer<UInt8>
    let width: Int
    let height: Int
    let stride: Int
    /// Stretches limited range 16…235 to 0…255.
    let scale: Float
    let offset: Float

    init(_ frame: VideoFrame) {
        base = frame.luma.base
        width = frame.luma.width
        height = frame.luma.height
        stride = frame.luma.stride
        scale = frame.isFullRange ? 1 : 255 / 219
        offset = frame.isFullRange ? 0 : -16 * 255 / 219
    }

    private init(_ whole: GreyView, left: Int, top: Int, width: Int, height: Int) {
        base = whole.base + top * whole.stride + left
        self.width = width
        self.height = height
        (stride, scale, offset) = (whole.stride, whole.scale, whole.offset)
    }

    /// What lies in `box`, and where its corner is in this view.
    func part(_ box: Box) -> (view: GreyView, corner: Point) {
        // Bounded before it becomes a whole number: boxes may come from a network.
        func whole(_ value: Double, _ most: Int) -> Int { value > 0 ? Int(saturating: min(value, Double(most))) : 0 }
        let (left, top) = (whole(box.x, width - 1), whole(box.y, height - 1))
        let right = max(left + 1, whole(box.x + box.width, width))
        let bottom = max(top + 1, whole(box.y + box.height, height))
        let part = GreyView(self, left: left, top: top, width: right - left, height: bottom - top)
        return (part, Point(x: Double(left), y: Double(top)))
    }

    /// All of it.
    var bounds: Box { Box(x: 0, y: 0, width: Double(width), height: Double(height)) }

    /// Four overlapping parts of a picture, to find what is lost where the whole is shrunk.
    var parts: [Box] {
        let (w, h) = (Double(width) * 0.6, Double(height) * 0.6)
        return [0, Double(height) - h].flatMap { y in
            [0, Double(width) - w].map { x in Box(x: x, y: y, width: w, height: h) }
        }
    }

    func value(_ raw: Float) -> Float { min(255, max(0, raw * scale + offset)) }

    /// Fills the top-left of a `columns`×`rows` buffer with the picture, shrunk (area-averaged) or grown (bilinear), the rest with 0.
    /// - Returns: how many times smaller the buffer's picture is.
    func letterbox(
        into target: UnsafeMutableBufferPointer<Float>, columns: Int, rows: Int, largestGrowth: Double,
        share: Double = 1
    ) -> Double {
        guard target.count >= columns * rows, let out = target.baseAddress else { return 1 }
        let k = min(Double(columns) / Double(width), Double(rows) / Double(height), largestGrowth) * share
        let (w, h) = (
            max(1, min(columns, Int(saturating: Double(width) * k))),
            max(1, min(rows, Int(saturating: Double(height) * k)))
        )
        target.update(repeating: 0)
        if k == 0.5, width == 2 * w || width == 2 * w + 1 {
            halve(out, columns, w, h)
        } else if k < 1 {
            shrink(out, columns, w, h)
        } else {
            grow(out, columns, w, h)
        }
        return k
    }

    private func halve(_ out: UnsafeMutablePointer<Float>, _ columns: Int, _ w: Int, _ h: Int) {
        let factor = scale / (4 * 255)
        let shift = offset / 255
        for y in 0..<h {
            let upper = base + 2 * y * stride
            let lower = upper + stride
            let row = out + y * columns
            for x in 0..<w {
                let sum = Int32(upper[2 * x]) + Int32(upper[2 * x + 1]) + Int32(lower[2 * x]) + Int32(lower[2 * x + 1])
                row[x] = min(1, max(0, Float(sum) * factor + shift))
            }
        }
    }

    private func shrink(_ out: UnsafeMutablePointer<Float>, _ columns: Int, _ w: Int, _ h: Int) {
        let factor = scale / 255
        let shift = offset / 255
        // Every source pixel belongs to the cell its centre falls into: exact enough at these sizes, and one pass.
        let lefts = (0...w).map { $0 * width / w }
        var sums = [Int32](repeating: 0, count: w)
        for y in 0..<h {
            let (top, bottom) = (y * height / h, max(y * height / h + 1, (y + 1) * height / h))
            for x in 0..<w { sums[x] = 0 }
            for line in top..<bottom {
                let source = base + line * stride
                for x in 0..<w {
                    var sum: Int32 = 0
                    for column in lefts[x]..<max(lefts[x] + 1, lefts[x + 1]) { sum &+= Int32(source[column]) }
                    sums[x] &+= sum
                }
            }
            let row = out + y * columns
            for x in 0..<w {
                let count = Float((bottom - top) * max(1, lefts[x + 1] - lefts[x]))
                row[x] = min(1, max(0, Float(sums[x]) / count * factor + shift))
            }
        }
    }

    private func grow(_ out: UnsafeMutablePointer<Float>, _ columns: Int, _ w: Int, _ h: Int) {
        let (sx, sy) = (Double(width) / Double(w), Double(height) / Double(h))
        for y in 0..<h {
            for x in 0..<w {
                let raw = bilinear((Double(x) + 0.5) * sx - 0.5, (Double(y) + 0.5) * sy - 0.5)
                out[y * columns + x] = value(raw) / 255
            }
        }
    }

    /// As `bilinear`, quicker between the pixel centres of the picture.
    @inline(__always)
    func inner(_ x: Double, _ y: Double) -> Float {
        guard x >= 0, y >= 0, x < Double(width - 1), y < Double(height - 1) else { return bilinear(x, y) }
        let (left, top) = (Int32(saturating: x), Int32(saturating: y))
        let (fx, fy) = (Float(x - Double(left)), Float(y - Double(top)))
        let upper = base + (Int(top) * stride + Int(left))
        let lower = upper + stride
        let a = Float(upper[0]) + (Float(upper[1]) - Float(upper[0])) * fx
        let b = Float(lower[0]) + (Float(lower[1]) - Float(lower[0])) * fx
        return a + (b - a) * fy
    }

    /// The raw luma at a point in pixel centres; outside the picture its border goes on.
    @inline(__always)
    func bilinear(_ x: Double, _ y: Double) -> Float {
        // No number is not in the picture either.
        let cx = x > 0 ? min(x, Double(width - 1)) : 0
        let cy = y > 0 ? min(y, Double(height - 1)) : 0
        let (left, top) = (Int(saturating: cx), Int(saturating: cy))
        let (right, bottom) = (min(left + 1, width - 1), min(top + 1, height - 1))
        let (fx, fy) = (Float(cx - Double(left)), Float(cy - Double(top)))
        let upper = base + top * stride
        let lower = base + bottom * stride
        let a = Float(upper[left]) + (Float(upper[right]) - Float(upper[left])) * fx
        let b = Float(lower[left]) + (Float(lower[right]) - Float(lower[left])) * fx
        return a + (b - a) * fy
    }
}
