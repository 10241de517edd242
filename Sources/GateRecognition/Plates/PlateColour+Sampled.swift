import GateDomain
import GatePipeline

extension PlateColour {
    /// The plate's ground colour from the brighter or commoner half of its pixels.
    static func sampled(_ frame: VideoFrame, _ quad: Quad) -> PlateColour {
        let map = Homography(quad)
        var samples: [(luma: Float, blue: Float, red: Float)] = []
        let view = GreyView(frame)
        for j in 0..<12 {
            for i in 0..<24 {
                let point = map.point(0.06 + 0.88 * (Double(i) + 0.5) / 24, 0.08 + 0.84 * (Double(j) + 0.5) / 12)
                guard point.x >= 0, point.y >= 0, Int(saturating: point.x) < frame.width,
                    Int(saturating: point.y) < frame.height
                else {
                    continue
                }
                let (x, y) = (
                    min(Int(saturating: point.x) / 2, frame.blue.width - 1),
                    min(Int(saturating: point.y) / 2, frame.blue.height - 1)
                )
                samples.append(
                    (
                        view.value(view.bilinear(point.x, point.y)),
                        Float(frame.blue.base[y * frame.blue.stride + x]) - 128,
                        Float(frame.red.base[y * frame.red.stride + x]) - 128
                    ))
            }
        }
        guard samples.count > 60 else { return .unknown }
        // Characters cover less than half: the ground is the side of the median that spreads less from it.
        let lumas = samples.map(\.luma).sorted()
        let (dark, middle, bright) = (lumas[lumas.count / 10], lumas[lumas.count / 2], lumas[lumas.count * 9 / 10])
        let threshold = (dark + bright) / 2
        let groundIsBright = middle > threshold
        let ground = samples.filter { groundIsBright ? $0.luma >= threshold : $0.luma < threshold }
        guard !ground.isEmpty else { return .unknown }
        func median(_ values: [Float]) -> Float { values.sorted()[values.count / 2] }
        let (luma, blue, red) = (median(ground.map(\.luma)), median(ground.map(\.blue)), median(ground.map(\.red)))
        let strength = max(abs(blue), abs(red)) / max(24, luma) * 255
        if strength < 26 { return groundIsBright ? .white : (luma < 90 ? .black : .unknown) }
        if blue < 0, red > -12, -blue > abs(red) * 0.7 { return .yellow }
        if blue > 0, blue > red { return .blue }
        if red > 0 { return .red }
        return blue < 6 ? .green : .unknown
    }
}
