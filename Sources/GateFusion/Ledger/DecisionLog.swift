import GateDomain

/// The decisions of the hours that the top-up looks back over.
struct DecisionLog {
    /// By (decided, id).
    private var decisions: [Decision] = []
    /// What an archive was asked for already.
    private var asked: (from: Instant, through: Instant)?
    private var seconds = 86400.0

    mutating func add(_ decision: Decision) {
        let end = decisions.lastIndex { $0.decided < decision.decided }.map { $0 + 1 } ?? 0
        var place = end
        while place < decisions.endIndex, decisions[place].decided == decision.decided,
            decisions[place].id < decision.id
        {
            place += 1
        }
        if place < decisions.endIndex, decisions[place].decided == decision.decided, decisions[place].id == decision.id
        {
            decisions[place] = decision
        } else {
            decisions.insert(decision, at: place)
        }
    }

    /// Makes sure that `count` knows what an archive does of the time before a passage.
    mutating func prepare(for passage: Passage, within seconds: Double, _ archive: any Archive) {
        self.seconds = max(self.seconds, seconds)
        let (from, through) = (passage.decided.advanced(bySeconds: -seconds), passage.decided)
        var gaps = [(from, through)]
        if let asked, asked.from <= through, from <= asked.through {
            gaps = []
            if from < asked.from { gaps.append((from, asked.from)) }
            if through > asked.through { gaps.append((asked.through, through)) }
            self.asked = (min(from, asked.from), max(through, asked.through))
        } else {
            self.asked = (from, through)
        }
        for gap in gaps { for decision in archive.decisions(from: gap.0, through: gap.1) { add(decision) } }
    }

    /// Decisions of the passage's gate and direction in the seconds before it, and how many of them officers had to see.
    func count(before passage: Passage, within seconds: Double) -> (all: Int, selected: Int) {
        let horizon = passage.decided.advanced(bySeconds: -seconds)
        var result = (all: 0, selected: 0)
        for decision in decisions.reversed() {
            if decision.decided < horizon { break }
            if decision.decided > passage.decided
                || (decision.decided == passage.decided && decision.id >= passage.id)
            {
                continue
            }
            guard decision.direction == passage.direction, decision.gate == passage.place.gate else { continue }
            result.all += 1
            if decision.isSelected { result.selected += 1 }
        }
        return result
    }

    mutating func prune(before newest: Instant) {
        let horizon = newest.advanced(bySeconds: -2 * seconds)
        decisions.removeAll { $0.decided < horizon }
        if let asked, asked.from < horizon { self.asked = asked.through > horizon ? (horizon, asked.through) : nil }
    }
}
