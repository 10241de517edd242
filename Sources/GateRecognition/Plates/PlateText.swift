import Foundation
import GateDomain

/// Chooses a plate's text from a reader's emissions. A format wins where it costs little likelihood; no plate is forced into one.
struct PlateText {
    var raw: ReadText
    /// As read without a format.
    var free: String
    var plate: Plate
    /// Geometric mean of the characters' probabilities, less what the format cost: to compare readings, not to trust one.
    var likelihood: Double
    /// Mean and least log-probability of the characters as read freely; what the format cost, in nats.
    var mean: Double
    var least: Double
    var cost: Float

    /// Nats that a format may cost in all, and at one character.
    static let (worst, each): (Float, Float) = (3.2, 2.6)
    /// What taking a letter for the digit that looks like it costs at most, and the other way round: a reader is too sure of these.
    static let lookalike: Float = 2
    private static let lookalikes: [Character: Set<Character>] = [
        "0": ["O", "D", "Q", "U"], "1": ["I", "L"], "2": ["Z"], "4": ["A"], "5": ["S"], "6": ["G"], "7": ["T"],
        "8": ["B"],
    ]

    init?(_ emissions: Emissions, alphabet: [Character?], grammar: PlateGrammar = .standard) {
        let peaks = emissions.greedy().peaks.filter { $0.symbol < alphabet.count && alphabet[$0.symbol] != nil }
        guard !peaks.isEmpty else { return nil }
        let greedy = peaks.compactMap { alphabet[$0.symbol] }
        func probability(_ peak: Emissions.Peak, _ symbol: Int) -> Float {
            emissions.log[peak.step * emissions.classes + symbol]
        }
        let logs = peaks.map { Double(max(probability($0, $0.symbol), -13.8)) }
        mean = logs.reduce(0, +) / Double(logs.count)
        least = logs.min() ?? 0
        var chosen = greedy
        var cost: Float = 0
        if grammar.format(of: String(greedy)) == nil, (6...10).contains(peaks.count) {
            var best: (cost: Float, text: [Character])?
            for format in grammar.formats where format.pattern.count == peaks.count {
                guard let fit = Self.fit(format, peaks, emissions, alphabet), best.map({ fit.cost < $0.cost }) ?? true,
                    grammar.format(of: String(fit.text))?.country == format.country
                else { continue }
                best = fit
            }
            if let best, best.cost <= Self.worst { (cost, chosen) = (best.cost, best.text) }
        }
        guard let plate = Plate(String(chosen), grammar: grammar) else { return nil }
        self.plate = plate
        self.cost = cost
        free = String(greedy)
        raw = ReadText(zip(peaks, chosen).map { emissions.character($0, alphabet: alphabet, chosen: $1) })
        likelihood = exp(mean - Double(cost) / Double(peaks.count))
    }

    /// The cheapest text of a format; nil where a character would cost too much.
    private static func fit(
        _ format: PlateGrammar.Format, _ peaks: [Emissions.Peak], _ emissions: Emissions, _ alphabet: [Character?]
    ) -> (cost: Float, text: [Character])? {
        var cost: Float = 0
        var text: [Character] = []
        for (type, peak) in zip(format.pattern, peaks) {
            let row = peak.step * emissions.classes
            if let character = alphabet[peak.symbol], PlateGrammar.accepts(type, character) {
                text.append(character)
                continue
            }
            var best: (value: Float, character: Character)?
            for symbol in 1..<min(emissions.classes, alphabet.count) {
                guard let character = alphabet[symbol], PlateGrammar.accepts(type, character) else { continue }
                let value = emissions.log[row + symbol]
                if best.map({ value > $0.value }) ?? true { best = (value, character) }
            }
            guard let best else { return nil }
            var step = emissions.log[row + peak.symbol] - max(best.value, -20.7)
            var character = best.character
            // Two letters and digits are too common abroad to be made an army plate.
            if let read = alphabet[peak.symbol], step > lookalike, format.name != "army",
                let like = twin(of: read, where: { PlateGrammar.accepts(type, $0) })
            {
                (step, character) = (lookalike, like)
            }
            guard step <= each else { return nil }
            cost += step
            text.append(character)
        }
        return (cost, text)
    }

    private static func twin(of read: Character, where fits: (Character) -> Bool) -> Character? {
        if let digit = lookalikes.first(where: { $0.value.contains(read) })?.key, fits(digit) { return digit }
        return lookalikes[read]?.sorted().first(where: fits)
    }
}
