import Foundation
import GateDomain
import Testing

@Suite struct SaturatingTests {
    @Test(arguments: [
        (0.0, 0), (-0.0, 0), (1.9, 1), (-1.9, -1), (1e19, Int.max), (-1e19, Int.min), (1e308, Int.max),
        (.infinity, Int.max), (-.infinity, Int.min), (.nan, 0), (0x1p63, Int.max), (-0x1p63, Int.min),
        (0x1.fffffffffffffp62, 9_223_372_036_854_774_784),
    ])
    func wholeNumbers(_ value: Double, _ expected: Int) {
        #expect(Int(saturating: value) == expected)
    }

    @Test func narrowTypes() {
        #expect(UInt8(saturating: 255.9) == 255 && UInt8(saturating: -0.5) == 0 && UInt8(saturating: 254.9) == 254)
        #expect(UInt64(saturating: 1e20) == .max && UInt64(saturating: 0x1p63) == 1 << 63)
        #expect(Int32(saturating: Float.infinity) == .max && Int32(saturating: -2147483648.5) == .min)
    }

    /// Where GateDomain is imported, the compiler warns of every conversion that could end the process, and warnings are errors.
    @Test func everyFileThatConvertsIsWatchedByTheCompiler() throws {
        let sources = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .deletingLastPathComponent().appendingPathComponent("Sources")
        let labels = "saturating:|exactly:|clamping:|truncatingIfNeeded:|bitPattern:|ascii:|\\)"
        let conversion = try Regex("\\bU?Int(8|16|32|64)?(\\.init\\b|\\((?!\(labels)))")
        var files = 0
        for case let file as URL in FileManager.default.enumerator(at: sources, includingPropertiesForKeys: nil)
            ?? .init()
        where file.pathExtension == "swift" && !file.path.contains("/GateDomain/") {
            let text = try String(contentsOf: file, encoding: .utf8)
            files += 1
            if text.contains("import GateDomain") { continue }
            let isWatched = !text.contains(conversion)
            #expect(isWatched, "\(file.path) converts numbers; import GateDomain in it")
        }
        #expect(files > 200)
    }
}
