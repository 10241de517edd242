import GateDomain

/// What was before one passage; what several rules ask is looked up once.
final class Past {
    private let ledger: YardLedger
    private let passage: Passage
    private var known: [Question: (movements: [YardMovement], limit: Int)] = [:]

    private struct Question: Hashable {
        var part: YardMovement.Part
        var text: String
        var seconds: Double
    }

    init(_ ledger: YardLedger, of passage: Passage) {
        self.ledger = ledger
        self.passage = passage
    }

    /// As of `YardLedger`.
    func movements(
        _ part: YardMovement.Part, _ text: String, atMost limit: Int, within seconds: Double = 0
    ) -> [YardMovement] {
        let question = Question(part: part, text: text, seconds: seconds)
        if let (movements, asked) = known[question], limit <= asked || movements.count < asked {
            return Array(movements.prefix(limit))
        }
        let movements = ledger.movements(part, text, before: passage, atMost: limit, within: seconds)
        known[question] = (movements, limit)
        return movements
    }
}
