import GateDomain

/// Readings of one text, voted character by character.
///
/// Sum of log-probabilities over aligned readings, weighted by how good a reading is; the length by weighted majority. Readings of a
/// standing vehicle repeat each other's errors, so that a hundred of them do not count as a hundred witnesses.
struct TextVote {
    struct Ballot {
        var characters: [ReadCharacter]
        var text: [Character]
        var weight: Double
        var confidence: Double
    }

    struct Result {
        var text: ReadText
        var confidence: Double
        /// Readings that say exactly this.
        var agreeing: Int
        /// Mean confidence of the agreeing ones.
        var agreeingConfidence: Double
        /// Weight of the agreeing ones over the weight of all, 0…1.
        var share: Double
        /// Weight of the agreeing ones over that of the next text; infinite without one.
        var margin: Double
    }

    private(set) var ballots: [Ballot] = []
    let capacity: Int

    init(capacity: Int) { self.capacity = capacity }

    /// Takes a reading; the lightest one leaves when there are too many.
    mutating func add(_ characters: [ReadCharacter], weight: Double, confidence: Double) {
        guard !characters.isEmpty else { return }
        ballots.append(
            Ballot(
                characters: characters, text: characters.map(\.best.character), weight: max(weight, 1e-6),
                confidence: confidence))
        if ballots.count > capacity, let lightest = ballots.indices.min(by: { ballots[$0].weight < ballots[$1].weight })
        {
            ballots.remove(at: lightest)
        }
    }

    /// The text that has most weight behind it as a whole.
    var leader: [Character]? { ranking.first?.text }

    /// Whether two readings say the same, or the only one there is may do.
    var isPromising: Bool { ballots.count == 1 || Set(ballots.map(\.text)).count < ballots.count }

    private var ranking: [(text: [Character], weight: Double)] {
        var weights: [[Character]: Double] = [:]
        for ballot in ballots { weights[ballot.text, default: 0] += ballot.weight }
        return weights.map { (text: $0.key, weight: $0.value) }
            .sorted { ($1.weight, String($0.text)) < ($0.weight, String($1.text)) }
    }

    /// - Parameter allows: the characters that may stand at a position; considered where at least one reading has such a one.
    func result(matrix: ConfusionMatrix, allows: (Int, Character) -> Bool = { _, _ in true }) -> Result? {
        guard let pivot = pivot() else { return nil }
        var scores = [[Character: Double]](repeating: [:], count: pivot.count)
        let aligned = ballots.map { ballot in
            ballot.text.count == pivot.count
                ? Array(pivot.indices) : Alignment(pivot, ballot.text, matrix: matrix).partners
        }
        let total = ballots.reduce(0) { $0 + $1.weight }
        let witnesses = min(Double(ballots.count), 1 + 2 * log2Approximately(ballots.count))
        var characters: [ReadCharacter] = []
        var certainty = 1.0
        for position in pivot.indices {
            var candidates = Set<Character>()
            for (ballot, partners) in zip(ballots, aligned) {
                guard let partner = partners[position] else { continue }
                for alternative in ballot.characters[partner].alternatives { candidates.insert(alternative.character) }
            }
            let allowed = candidates.filter { allows(position, $0) }
            for candidate in (allowed.isEmpty ? candidates : allowed) {
                var score = 0.0
                for (ballot, partners) in zip(ballots, aligned) {
                    guard let partner = partners[position] else { continue }
                    score += ballot.weight / total * logProbability(of: candidate, in: ballot.characters[partner])
                }
                scores[position][candidate] = score * witnesses
            }
            let best = scores[position].values.max() ?? 0
            let masses = scores[position].mapValues { exponential($0 - best) }
            let sum = masses.sorted { $0.key < $1.key }.reduce(0) { $0 + $1.value }
            let alternatives = masses.map { ReadCharacter.Alternative($0.key, $0.value / sum) }
                .filter { $0.probability >= 0.001 }
            guard let character = ReadCharacter(alternatives) else { return nil }
            characters.append(character)
            certainty *= character.best.probability
        }
        return tally(ReadText(characters), certainty: certainty, witnesses: witnesses, total: total)
    }

    private func tally(_ text: ReadText, certainty: Double, witnesses: Double, total: Double) -> Result {
        let winner = text.characters.map(\.best.character)
        let agreeing = ballots.filter { $0.text == winner }
        let weight = agreeing.reduce(0) { $0 + $1.weight }
        let mean = agreeing.isEmpty ? 0 : agreeing.reduce(0) { $0 + $1.confidence } / Double(agreeing.count)
        let runnerUp = ranking.first { $0.text != winner }?.weight ?? 0
        let share = total > 0 ? weight / total : 0
        // One witness is as sure as it says; each further independent one halves what doubt is left, as far as they agree.
        let doubt = (1 - min(mean, 0.999)) * exponential(-0.7 * (witnesses - 1) * share)
        let floor = agreeing.isEmpty ? 0.5 : 1
        return Result(
            text: text, confidence: min(certainty, (1 - doubt) * floor, 0.999), agreeing: agreeing.count,
            agreeingConfidence: mean, share: share, margin: runnerUp > 0 ? weight / runnerUp : .infinity)
    }

    /// The heaviest text of the heaviest length.
    private func pivot() -> [Character]? {
        var lengths: [Int: Double] = [:]
        for ballot in ballots { lengths[ballot.text.count, default: 0] += ballot.weight }
        let length = lengths.max { ($0.value, $0.key) < ($1.value, $1.key) }?.key
        return ranking.first { $0.text.count == length }?.text
    }

    private func logProbability(of character: Character, in read: ReadCharacter) -> Double {
        let known = read.probability(of: character)
        if known > 0 { return naturalLogarithm(max(known, 0.001)) }
        let rest = 1 - read.alternatives.reduce(0) { $0 + $1.probability }
        return naturalLogarithm(max(rest / 30, 0.001))
    }

    private func log2Approximately(_ count: Int) -> Double {
        naturalLogarithm(Double(max(count, 1))) / 0.693_147_180_559_945_3
    }
}
