import Foundation
import GateDomain
import GateIngest
import GatePipeline
import Testing

@Suite("Pictures held askew stand upright") struct OrientationTests {
    private static let (width, height) = (70, 35)

    /// Where a pixel of the upright picture lies in the stored one, by EXIF's number (CIPA DC-008, tag 0x0112).
    private static func stored(_ number: Int, _ x: Int, _ y: Int) -> (x: Int, y: Int) {
        let (right, bottom) = (width - 1, height - 1)
        return switch number {
        case 2: (right - x, y)
        case 3: (right - x, bottom - y)
        case 4: (x, bottom - y)
        case 5: (y, x)
        case 6: (y, bottom - x)
        case 7: (right - y, bottom - x)
        case 8: (right - y, x)
        default: (x, y)
        }
    }

    private static func picture(_ number: Int) throws -> String {
        let path = "\(Fixture.folder)/\(UUID().uuidString).jpg"
        try Fixture.run(
            "/usr/bin/ffmpeg",
            [
                "-v", "error", "-f", "lavfi", "-i", "testsrc=size=\(width)x\(height)", "-frames:v", "1", "-pix_fmt",
                "yuvj420p", path,
            ])
        var data = try Data(contentsOf: URL(fileURLWithPath: path))
        let exif: [UInt8] =
            [0xFF, 0xE1, 0, 34] + Array("Exif\0\0MM\0*".utf8) + [0, 0, 0, 8, 0, 1, 1, 0x12, 0, 3, 0, 0, 0, 1]
            + [0, UInt8(number), 0, 0, 0, 0, 0, 0]
        data.insert(contentsOf: exif, at: 2)
        try data.write(to: URL(fileURLWithPath: path))
        return path
    }

    @Test("JPEG", arguments: 0...9)
    func pictures(number: Int) throws {
        let plain = try PictureReader.read(path: try Self.picture(1))
        let turned = try PictureReader.read(path: try Self.picture(number))
        let isTurned = (5...8).contains(number)
        #expect(turned.width == (isTurned ? Self.height : Self.width))
        #expect(turned.height == (isTurned ? Self.width : Self.height))
        #expect(turned.isFullRange == plain.isFullRange)
        var wrong = 0
        for y in 0..<turned.height {
            for x in 0..<turned.width {
                let from = Self.stored(number, x, y)
                let want = plain.luma.base[from.y * plain.luma.stride + from.x]
                wrong += turned.luma.base[y * turned.luma.stride + x] == want ? 0 : 1
            }
        }
        #expect(wrong == 0)
        #expect(turned.blue.width == (turned.width + 1) / 2 && turned.red.height == (turned.height + 1) / 2)
    }

    @Test("Every frame of a recording, colours as well")
    func recordings() throws {
        let plain = try Fixture.clip("upright.mp4")
        let path = "\(Fixture.folder)/\(UUID().uuidString).mp4"
        try Fixture.run(
            "/usr/bin/ffmpeg", ["-v", "error", "-i", plain, "-c", "copy", "-metadata:s:v:0", "rotate=180", path])
        func frames(_ path: String) throws -> [VideoFrame] {
            var frames: [VideoFrame] = []
            try FFmpegSource(location: path, clock: .recording(start: Instant(microseconds: 0), offset: 0)).run(
                epoch: 0,
                deliver: {
                    frames.append($0)
                    return true
                }, notice: { _ in })
            return frames
        }
        let (upright, turned) = (try frames(plain), try frames(path))
        #expect(turned.count == upright.count && turned.count > 10)
        for (a, b) in zip(upright, turned) {
            for (from, to) in [(a.luma, b.luma), (a.blue, b.blue), (a.red, b.red)] {
                let last = (from.height - 1) * from.stride + from.width - 1
                #expect(to.base[0] == from.base[last])
                #expect(to.base[(to.height - 1) * to.stride + 3] == from.base[from.width - 4])
            }
        }
    }
}
