import GateDomain
import Testing

@testable import GateRecognition

/// Texts of the camera's own against those of the world.
@Suite("Burnt-in text") struct StillTextTests {
    private static let box = Box(x: 40, y: 20, width: 300, height: 30)
    private static func at(_ second: Double) -> Instant {
        Instant(microseconds: 1_772_413_200_000_000).advanced(bySeconds: second)
    }

    /// A look each half second while vehicles pass, each for ten seconds, one a minute.
    private static func watch(minutes: Int, shift: (Double) -> Double, surroundings: (Double, Int) -> [Float?])
        -> Double?
    {
        var texts = StillText()
        for minute in 0..<minutes {
            for look in 0..<20 {
                let second = Double(minute) * 60 + Double(look) / 2
                texts.nextLook()
                var box = Self.box
                box.x += shift(second)
                if texts.isStill(box, surroundings: surroundings(second, look), at: at(second)) { return second }
            }
        }
        return nil
    }

    private static func passing(_ second: Double, _ look: Int) -> [Float?] {
        (0..<8).map { patch in Float(UInt32(truncatingIfNeeded: (look + 1) * (patch + 3) &* 2_654_435_761) % 230) }
    }

    @Test(
        "the camera's time and name are known after a minute of vehicles behind them, also at the picture's edge, and jittering by a pixel"
    )
    func learns() throws {
        let known = try #require(Self.watch(minutes: 5, shift: { _ in 0 }, surroundings: Self.passing))
        #expect(known >= 60 && known < 80)
        let edge: (Double, Int) -> [Float?] = { second, look in
            Self.passing(second, look).enumerated().map { $0 < 3 ? nil : $1 }
        }
        #expect(Self.watch(minutes: 5, shift: { Double(Int(saturating: $0 * 2) % 2) }, surroundings: edge) != nil)
    }

    @Test(
        "a number on a truck that stands for an hour is read, with a person beside it, under lights that go on and off")
    func standing() {
        let truck: [Float] = [100, 110, 120, 90, 95, 80, 85, 70]
        #expect(Self.watch(minutes: 60, shift: { _ in 0 }, surroundings: { _, _ in truck }) == nil)
        #expect(
            Self.watch(minutes: 60, shift: { _ in 0 }) { _, look in
                truck.enumerated().map { $0 < 5 ? $1 : $1 + (look % 2 == 0 ? 90 : 0) }
            } == nil)
        #expect(
            Self.watch(minutes: 60, shift: { _ in 0 }) { _, look in truck.map { $0 + (look % 2 == 0 ? 60 : 0) } } == nil
        )
    }

    @Test("trucks that stop one after the other at the same line are read")
    func queue() {
        // Each stands still with a truck of its own around its plate, and moves in and out of the place.
        #expect(
            Self.watch(minutes: 60, shift: { Double(Int(saturating: $0) % 10 < 3 ? 80 : 0) }) { second, _ in
                (0..<8).map { Float((Int(saturating: second / 60) * 53 + $0 * 31) % 230) }
            } == nil)
    }

    @Test("a text that moves with its truck is read")
    func moving() {
        #expect(
            Self.watch(minutes: 60, shift: { $0.truncatingRemainder(dividingBy: 60) * 20 }, surroundings: Self.passing)
                == nil)
    }
}
