import GateDomain
import Testing

@testable import GateRecognition

/// A camera's view against what it saw of the empty lane.
@Suite("Camera view") struct ViewWatchTests {
    private static let lane = (0..<2304).map { Float(($0 * 37) % 41) - 20 }
    private static let truck = (0..<2304).map { Float(($0 * 53) % 47) - 23 }

    private static func measures(
        fineness: Float = 0.06, flatness: Float = 0.3, brightness: Float = 100, fingerprint: UInt64 = 0,
        texture: [Float] = lane
    ) -> ViewMeasures {
        ViewMeasures(
            fineness: fineness, flatness: flatness, brightness: brightness, fingerprint: fingerprint, texture: texture)
    }

    /// Twenty seconds of empty lane, then `damaged` for so many seconds.
    private static func watch(
        _ damaged: ViewMeasures, seconds: Int, isAlive: Bool = true, hasRead: Bool = false
    ) -> (found: ViewProblem?, after: Int?) {
        var watch = ViewWatch()
        var after: Int?
        var found: ViewProblem?
        for second in 0..<20 + seconds {
            let now = Instant(microseconds: 1_772_413_200_000_000).advanced(bySeconds: Double(second))
            var view = second < 20 ? measures() : damaged
            if isAlive || second < 20 { view.fingerprint = UInt64(second) }
            let trouble = watch.look(view, isEmpty: second < 20, hasRead: hasRead && second % 7 == 0, at: now)
            #expect(second >= 20 || trouble == nil)
            if let trouble, after == nil { (found, after) = (trouble.problem, second - 20) }
        }
        return (found, after)
    }

    static let damages: [(String, ViewMeasures, ViewProblem, ClosedRange<Int>)] = [
        ("blurred", measures(fineness: 0.014), .blurred, 5...6),
        ("dark", measures(fineness: 0.1, brightness: 12), .tooDark, 5...6),
        ("dim", measures(fineness: 0.05, brightness: 24), .tooDark, 5...6),
        ("half covered", measures(flatness: 0.65), .covered, 5...6),
        (
            "covered whole", measures(fineness: 0, flatness: 0.99, texture: [Float](repeating: 0, count: 2304)),
            .covered, 5...6
        ),
        ("turned away", measures(texture: truck), .turnedAway, 120...121),
    ]

    @Test("damage is noticed in time", arguments: damages)
    func noticed(damage: (String, ViewMeasures, ViewProblem, ClosedRange<Int>)) throws {
        let outcome = Self.watch(damage.1, seconds: 300)
        #expect(outcome.found == damage.2)
        #expect(damage.3.contains(try #require(outcome.after)), "\(outcome)")
    }

    @Test("a picture that stays the same to the byte is frozen")
    func frozen() {
        #expect(Self.watch(Self.measures(), seconds: 300, isAlive: false) == (.frozen, 60))
        #expect(Self.watch(Self.measures(), seconds: 300).found == nil)
    }

    @Test("a truck that stands before the camera for minutes, and is read, is no damage")
    func truckStands() {
        #expect(
            Self.watch(Self.measures(fineness: 0.03, flatness: 0.45, texture: Self.truck), seconds: 100).found == nil)
        #expect(
            Self.watch(Self.measures(fineness: 0.03, texture: Self.truck), seconds: 900, hasRead: true).found == nil)
    }

    @Test("a view that is whole again is said to be")
    func recovers() {
        var watch = ViewWatch()
        for second in 0..<60 {
            let view = Self.measures(fineness: (20..<40).contains(second) ? 0.01 : 0.06, fingerprint: UInt64(second))
            let now = Instant(microseconds: 1_772_413_200_000_000).advanced(bySeconds: Double(second))
            let trouble = watch.look(view, isEmpty: true, hasRead: false, at: now)
            #expect((trouble?.problem == .blurred) == (25..<40).contains(second), "at \(second)")
        }
    }
}
