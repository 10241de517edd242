import GateDomain
import GatePipeline
import Testing

/// The machine's clock is set while the gate runs.
@Suite("Event clock") struct EventClockTests {
    private static let wall: Int64 = 1_772_413_200_000_000

    /// - Parameter steps: microseconds by which the wall clock is set, by the second at which that happens.
    private static func run(_ steps: [Int: Int64], seconds: Int) -> (
        instants: [Instant], uncertain: [Bool], notices: [(second: Int, notice: EventClock.Notice)]
    ) {
        var clock = EventClock(wall: wall, monotonic: 50_000_000)
        var offset: Int64 = 0
        var result: (instants: [Instant], uncertain: [Bool], notices: [(second: Int, notice: EventClock.Notice)]) = (
            [], [], []
        )
        for tenth in 1...seconds * 10 {
            if tenth % 10 == 0 { offset += steps[tenth / 10] ?? 0 }
            let passed = Int64(tenth) * 100_000
            let (instant, notice) = clock.read(wall: wall + passed + offset, monotonic: 50_000_000 + passed)
            result.instants.append(instant)
            result.uncertain.append(clock.isUncertain)
            if let notice { result.notices.append((tenth / 10, notice)) }
        }
        return result
    }

    @Test(
        "an hour back and forward again, either way and twice: time runs on, and all of it is said",
        arguments: [-3600, 3600, -2, 86_400])
    func stepped(by seconds: Int64) {
        let outcome = Self.run(
            [60: seconds * 1_000_000, 120: -seconds * 1_000_000, 300: seconds * 1_000_000, 360: -seconds * 1_000_000],
            seconds: 600)
        for (earlier, later) in zip(outcome.instants, outcome.instants.dropFirst()) {
            let passed = later.seconds(since: earlier)
            #expect(passed >= 0.0949 && passed <= 0.1051)
        }
        let steps = outcome.notices.compactMap {
            if case .stepped(let size) = $0.notice { (second: $0.second, size: size) } else { nil }
        }
        #expect(steps.map(\.second) == [60, 120, 300, 360])
        #expect(steps.map { Int64(saturating: $0.size.rounded()) } == [seconds, -seconds, seconds, -seconds])
        #expect(outcome.uncertain[..<599].allSatisfy { !$0 } && outcome.uncertain[605] && outcome.uncertain[3005])
        #expect(!(outcome.uncertain.last ?? true), "what lies behind is certain again")
        #expect(abs((outcome.instants.last?.seconds(since: Instant(microseconds: Self.wall)) ?? 0) - 600) < 0.01)
    }

    @Test("a step that stays is taken over a twentieth at a time, and then said to be")
    func takenOver() {
        let outcome = Self.run([10: 30_000_000], seconds: 700)
        #expect(outcome.notices.map(\.notice) == [.stepped(seconds: 30), .agreed])
        #expect((590...610).contains(outcome.notices.last?.second ?? 0))
        #expect(outcome.instants.last == Instant(microseconds: Self.wall + 730_000_000))
    }

    @Test("small corrections are followed without a word")
    func corrected() {
        let outcome = Self.run(
            Dictionary(uniqueKeysWithValues: (1...60).map { ($0, $0 % 2 == 0 ? 20_000 : -10_000) }), seconds: 100)
        #expect(outcome.notices.isEmpty && outcome.uncertain.allSatisfy { !$0 })
    }

    @Test("cameras that ask in turn, one of them late, never see time run back")
    func outOfTurn() {
        var clock = EventClock(wall: Self.wall, monotonic: 0)
        let first = clock.read(wall: Self.wall + 2_000_000, monotonic: 2_000_000).instant
        let second = clock.read(wall: Self.wall + 1_900_000, monotonic: 1_900_000).instant
        #expect(second >= first)
    }
}
