import GateDomain

/// Where a passage is sent: criteria first, then the random quota, then a top-up to the expected rate, else green.
struct Selectivity {
    let configuration: RuleConfiguration

    struct Decision: Equatable {
        var channel: Channel
        var reason: ChannelReason
    }

    /// - Parameters:
    ///   - selected: passages of the last hours in this direction at this gate, and how many of them officers had to see.
    ///   - draw: the passage's keyed random number for the top-up, 0..<1, another one than R45's.
    func decide(_ discrepancies: [Discrepancy], selected: (all: Int, selected: Int), draw: Double) -> Decision {
        let criteria = discrepancies.filter { $0.rule.number != R45Random.number }
        let worst = criteria.map(channel).max { $0.strictness < $1.strictness }
        if let worst, worst != .blue { return Decision(channel: worst, reason: .criteria) }
        if criteria.count < discrepancies.count { return Decision(channel: .yellow, reason: .random) }
        if isToppedUp(selected, draw: draw) { return Decision(channel: .yellow, reason: .topUp) }
        return worst == nil ? Decision(channel: .green, reason: .none) : Decision(channel: .blue, reason: .criteria)
    }

    private func channel(_ discrepancy: Discrepancy) -> Channel {
        if let channel = configuration.setting(discrepancy.rule).channel { return channel }
        switch discrepancy.severity {
        case 3...: return .red
        case 2: return .yellow
        // A likely misread plate is a note too, and only an officer can confirm it.
        default: return discrepancy.rule.number == R02PlateOneOff.number ? .yellow : .blue
        }
    }

    /// Chosen with the probability that closes the gap in as many passages again: the rate is met without a foreseeable pattern.
    private func isToppedUp(_ past: (all: Int, selected: Int), draw: Double) -> Bool {
        let expected = configuration.expectedShare
        guard expected > 0 else { return false }
        let missing = expected * Double(past.all + 1) - Double(past.selected)
        return missing > 0 && draw < min(1, expected + missing / Double(past.all + 1))
    }
}

extension Channel {
    /// Red over yellow over blue over green.
    var strictness: Int {
        switch self {
        case .green: 0
        case .blue: 1
        case .yellow: 2
        case .red: 3
        }
    }

    /// An officer has to look at the vehicle before it goes on.
    var opensCase: Bool { self == .yellow || self == .red }
}
