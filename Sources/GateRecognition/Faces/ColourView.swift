import GateDomain
import GatePipeline

/// A picture's colours as red, green and blue of 0…255 (BT.601), sampled without copying the picture.
struct ColourView {
    private let frame: VideoFrame
    private let luma: GreyView

    init(_ frame: VideoFrame) {
        self.frame = frame
        luma = GreyView(frame)
    }

    /// At a point in pixel centres.
    func colour(_ x: Double, _ y: Double) -> (red: Float, green: Float, blue: Float) {
        let light = luma.value(luma.bilinear(x, y))
        let scale: Float = frame.isFullRange ? 1 : 255 / 224
        let blue = (chroma(frame.blue, x, y) - 128) * scale
        let red = (chroma(frame.red, x, y) - 128) * scale
        func bounded(_ value: Float) -> Float { min(255, max(0, value)) }
        return (
            bounded(light + 1.402 * red), bounded(light - 0.344136 * blue - 0.714136 * red),
            bounded(light + 1.772 * blue)
        )
    }

    private func chroma(_ plane: PicturePlane, _ x: Double, _ y: Double) -> Float {
        let (sx, sy) = (
            Double(plane.width) / Double(max(1, frame.width)), Double(plane.height) / Double(max(1, frame.height))
        )
        let cx = min(max(0, (x + 0.5) * sx - 0.5), Double(plane.width - 1))
        let cy = min(max(0, (y + 0.5) * sy - 0.5), Double(plane.height - 1))
        let (left, top) = (Int(saturating: cx), Int(saturating: cy))
        let (right, bottom) = (min(left + 1, plane.width - 1), min(top + 1, plane.height - 1))
        let (fx, fy) = (Float(cx - Double(left)), Float(cy - Double(top)))
        let (upper, lower) = (plane.base + top * plane.stride, plane.base + bottom * plane.stride)
        let a = Float(upper[left]) + (Float(upper[right]) - Float(upper[left])) * fx
        let b = Float(lower[left]) + (Float(lower[right]) - Float(lower[left])) * fx
        return a + (b - a) * fy
    }
}
