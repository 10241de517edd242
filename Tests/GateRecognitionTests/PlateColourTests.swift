import GateDomain
import GatePipeline
import Testing

@testable import GateRecognition

@Suite("Plate colour") struct PlateColourTests {
    struct RGB {
        var (red, green, blue): (Double, Double, Double)

        init(_ red: Double, _ green: Double, _ blue: Double) { (self.red, self.green, self.blue) = (red, green, blue) }

        /// Rec. 601, full range, in other light.
        func yuv(light: Double) -> (luma: Double, blue: Double, red: Double) {
            let (r, g, b) = (min(255, red * light), min(255, green * light), min(255, blue * light))
            let luma = 0.299 * r + 0.587 * g + 0.114 * b
            return (luma, 128 + 0.564 * (b - luma), 128 + 0.713 * (r - luma))
        }
    }

    /// A plate that fills the picture: strokes of ink on a third of it.
    static func plate(ground: RGB, ink: RGB, light: Double) -> VideoFrame {
        let (width, height) = (160, 40)
        func isInk(_ x: Int, _ y: Int) -> Bool { x % 18 < 6 && y > 6 && y < 34 }
        let pixels = Pixels(width * height * 3 / 2)
        for y in 0..<height {
            for x in 0..<width {
                let colour = (isInk(x, y) ? ink : ground).yuv(light: light)
                pixels.base[y * width + x] = UInt8(clamping: Int(saturating: colour.luma))
                guard x % 2 == 0, y % 2 == 0 else { continue }
                let chroma = width * height + y / 2 * (width / 2) + x / 2
                pixels.base[chroma] = UInt8(clamping: Int(saturating: colour.blue.rounded()))
                pixels.base[chroma + width * height / 4] = UInt8(clamping: Int(saturating: colour.red.rounded()))
            }
        }
        func plane(_ offset: Int, _ width: Int, _ height: Int) -> PicturePlane {
            PicturePlane(base: pixels.base + offset, width: width, height: height, stride: width)
        }
        return VideoFrame(
            time: CaptureTime(instant: Instant(microseconds: 0), quality: .recorded, epoch: 0),
            luma: plane(0, width, height), blue: plane(width * height, width / 2, height / 2),
            red: plane(width * height * 5 / 4, width / 2, height / 2), isFullRange: true, owner: pixels)
    }

    @Test(
        "Every ground is told by day and in dim light",
        arguments: [
            (RGB(235, 235, 230), RGB(20, 20, 20), PlateColour.white), (RGB(240, 190, 30), RGB(20, 20, 20), .yellow),
            (RGB(20, 60, 150), RGB(230, 230, 230), .blue), (RGB(190, 30, 35), RGB(230, 230, 225), .red),
            (RGB(95, 190, 110), RGB(25, 25, 25), .green), (RGB(25, 25, 28), RGB(230, 230, 230), .black),
        ], [1.0, 0.5])
    func grounds(_ colour: (ground: RGB, ink: RGB, name: PlateColour), light: Double) {
        let frame = Self.plate(ground: colour.ground, ink: colour.ink, light: light)
        #expect(PlateColour.sampled(frame, Quad(box: Box(x: 0, y: 0, width: 160, height: 40))) == colour.name)
    }
}
