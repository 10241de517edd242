import GateDomain
import GatePipeline
import Testing

@Suite struct ReconnectStateTests {
    static func at(_ second: Double) -> Instant { Instant(microseconds: Int64(saturating: second * 1e6)) }

    @Test func waitsLongerAndLongerButNeverGivesUp() {
        var state = ReconnectState(seed: 1)
        var waits: [Double] = []
        for attempt in 1...200 {
            let wait = state.next(.ended(at: Self.at(Double(attempt)), healthySince: nil))
            #expect(wait.attempt == attempt)
            waits.append(wait.seconds)
        }
        #expect(waits.allSatisfy { $0 >= 0.25 && $0 <= 7 })
        #expect(waits[0] <= 0.5 && waits[10] >= 3.5)
        #expect(state.reconnects == 200)
    }

    @Test func startsAnewAfterAHealthyPeriod() {
        var state = ReconnectState(seed: 1)
        for second in 0..<8 { _ = state.next(.ended(at: Self.at(Double(second)), healthySince: nil)) }
        #expect(state.next(.ended(at: Self.at(30), healthySince: Self.at(25))).attempt == 9)
        #expect(state.next(.ended(at: Self.at(60), healthySince: Self.at(45))).attempt == 1)
    }

    @Test func camerasDoNotComeBackInStep() {
        let firsts = Set(
            (0..<20).map { seed -> Double in
                var state = ReconnectState(seed: UInt64(seed))
                return state.next(.ended(at: Self.at(0), healthySince: nil)).seconds
            })
        #expect(firsts.count == 20)
    }
}
