import Foundation
import GateScheduling

/// `--work` and `--seconds` as a stop rule, and the clock beside it.
struct SearchLimit {
    let rule: StopRule
    private let begin = ContinuousClock.now

    init(_ arguments: Arguments, work: Int) throws(UsageError) {
        let begin = begin
        var rules: [StopRule] = []
        if let text = arguments.last("--seconds") {
            guard let seconds = Double(text), (0...1_000_000).contains(seconds) else {
                throw UsageError("--seconds takes a number from 0 to 1000000, not \"\(text)\"")
            }
            rules.append(.when { ContinuousClock.now - begin >= .seconds(seconds) })
        }
        if arguments.last("--work") != nil || rules.isEmpty {
            rules.append(.work(try arguments.number("--work", default: work, in: 0...Int.max)))
        }
        rule = rules.dropFirst().reduce(rules[0]) { $0.or($1) }
    }

    var elapsed: Double {
        let (seconds, attoseconds) = (ContinuousClock.now - begin).components
        return Double(seconds) + Double(attoseconds) / 1e18
    }
}
