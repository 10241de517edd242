import Foundation
import GateDomain

/// From a reader's emissions on the crops of one place to a plate's text.
///
/// Each crop offers texts: what a beam search finds, and what becomes of it where a look-alike is taken (O for 0, B for 8) so that a known
/// format fits or the shape is a commoner one. All crops then judge every text by its whole likelihood, and how rare its format
/// is counts against it: no plate is forced into a format, and none is read against the sum of the evidence.
struct PlateDecoder: Sendable {
    /// A crop as the reader saw it.
    struct Look {
        var emissions: Emissions
        /// The same with nothing held for impossible.
        var doubting: Emissions
        var lines: Int
        var quad: Quad
        /// Probability that a character of the crop is hidden: by mud, glare, a rope. nil of a reader that knows of none.
        var hidden: Double?
        /// What this crop offers, best first.
        var offers: [Offer] = []
    }

    struct Offer {
        var symbols: [Int]
        /// The text that it is where look-alikes are taken, and what these cost.
        var source: [Int]
        var flips: Double
        var plate: Plate
        /// Nats that the text's rarity counts against it.
        var rarity: Double
        /// Log-likelihood on the crop that offers it, less the rarity.
        var score: Double
    }

    /// What all looks together make of a place.
    struct Choice {
        var plate: Plate
        var symbols: [Int]
        /// Mean over the looks of the text's log-likelihood.
        var joint: Double
        /// Lead over the next text, nats.
        var margin: Double
        /// The look that reads it best.
        var look: Int
        /// Looks that would have chosen it alone.
        var agreeing: Int
        /// Probability that a character is hidden, as those readers see it that know of such.
        var hidden: Double
    }

    private let alphabet: [Character?]
    private let grammar: PlateGrammar
    private let twins: [[Int]]
    private let anywhere: [[Int]]
    /// What a hidden character may be.
    private let plain: [Int]

    /// What taking a look-alike costs at most, in nats: a reader is too sure of these. On many plates O and 0 are one shape, and I and 1.
    private static let (flip, flipOfOne) = (2.5, 0.6)
    private static let one: Set<Set<Character>> = [["O", "0"], ["I", "1"]]
    /// No symbol is less likely than this, in nats.
    private static let least: Float = -11
    /// The worst that one look may say of a text, in nats.
    static let worst = -12.0
    private static let lookalikes: [(Character, String)] = [
        ("0", "ODQU"), ("1", "IL"), ("2", "Z"), ("4", "A"), ("5", "S"), ("6", "G"), ("7", "T"), ("8", "B"),
    ]
    /// Longest text of a plate.
    private static let longest = 11
    private static let (width, hopeless) = (10, 10.0)
    /// Texts of a place that are compared, and changes of a character that a text may need to fit a format.
    private static let (most, mostFlips) = (10, 2)
    /// A lead that needs no more.
    static let ample = 8.0

    init(alphabet: [Character?], grammar: PlateGrammar = .standard) {
        self.alphabet = alphabet
        self.grammar = grammar
        var symbols: [Character: Int] = [:]
        for (index, character) in alphabet.enumerated() { if let character { symbols[character] = index } }
        var twins = [[Int]](repeating: [], count: alphabet.count)
        for (digit, letters) in Self.lookalikes {
            for letter in letters {
                guard let a = symbols[digit], let b = symbols[letter] else { continue }
                twins[a].append(b)
                twins[b].append(a)
            }
        }
        self.twins = twins
        plain = alphabet.indices.filter { alphabet[$0]?.isASCII ?? false }
        anywhere = Array(repeating: Array(1..<max(2, alphabet.count)), count: Self.longest)
    }

    /// A crop with what it offers; nil where nothing is read. A class beyond the alphabet is that of hidden characters.
    func look(_ seen: Emissions, lines: Int, quad: Quad) -> Look? {
        guard seen.classes <= alphabet.count + 1 else { return nil }
        let (emissions, hidden): (Emissions, Double?) =
            seen.classes > alphabet.count ? seen.sharingHidden(among: plain) : (seen, nil)
        var look = Look(
            emissions: emissions, doubting: doubting(emissions), lines: lines, quad: quad, hidden: hidden)
        var texts: [(symbols: [Int], source: [Int], flips: Double)] = []
        for found in PrefixBeam.search(
            look.doubting, width: Self.width, hopeless: Self.hopeless, allowed: anywhere)
        where !found.symbols.isEmpty {
            for one in [(found.symbols, 0)] + variants(of: found.symbols, lines: lines)
            where !texts.contains(where: { $0.symbols == one.0 }) {
                texts.append((one.0, found.symbols, one.1))
            }
        }
        look.offers = texts.compactMap { symbols, source, flips in
            guard let plate = Plate(text(symbols), grammar: grammar) else { return nil }
            var offer = Offer(
                symbols: symbols, source: source, flips: flips, plate: plate,
                rarity: grammar.rarity(of: plate.text, lines: lines),
                score: 0)
            offer.score = likelihood(of: offer, in: look) - offer.rarity
            return offer
        }
        look.offers.sort { $0.score != $1.score ? $0.score > $1.score : $0.plate.text < $1.plate.text }
        return look.offers.isEmpty ? nil : look
    }

    private func likelihood(of offer: Offer, in look: Look) -> Double {
        let own = look.doubting.logLikelihood(of: offer.symbols)
        guard offer.flips > 0 else { return own }
        return max(own, look.doubting.logLikelihood(of: offer.source) - offer.flips)
    }

    /// The text that all looks together find best.
    func choose(_ looks: [Look]) -> Choice? {
        var offers: [Offer] = []
        for rank in 0..<Self.most {
            for look in looks where rank < look.offers.count && offers.count < Self.most {
                let offer = look.offers[rank]
                if !offers.contains(where: { $0.symbols == offer.symbols }) { offers.append(offer) }
            }
        }
        let hidden = looks.compactMap(\.hidden)
        var choices = offers.map { offer in
            let each = looks.map { max(Self.worst, likelihood(of: offer, in: $0)) }
            let joint = each.reduce(0, +) / Double(each.count)
            let best = each.indices.max { each[$0] < each[$1] } ?? 0
            return (
                score: joint - offer.rarity,
                choice: Choice(
                    plate: offer.plate, symbols: offer.symbols, joint: joint, margin: Self.ample, look: best,
                    agreeing: looks.count { $0.offers.first?.symbols == offer.symbols },
                    hidden: hidden.isEmpty ? 0 : hidden.reduce(0, +) / Double(hidden.count))
            )
        }
        choices.sort { $0.score != $1.score ? $0.score > $1.score : $0.choice.plate.text < $1.choice.plate.text }
        guard var best = choices.first else { return nil }
        if choices.count > 1 { best.choice.margin = min(Self.ample, best.score - choices[1].score) }
        return best.choice
    }

    /// The chosen text character by character, with alternatives, and the log-probability of each.
    func characters(of choice: Choice, in look: Look) -> (raw: ReadText, logs: [Double]) {
        let peaks = look.emissions.aligned(choice.symbols)
        let characters = peaks.compactMap { peak in
            alphabet[peak.symbol].map { look.emissions.character(peak, alphabet: alphabet, chosen: $0) }
        }
        let logs = peaks.map { Double(max(look.emissions.log[$0.step * look.emissions.classes + $0.symbol], -13.8)) }
        return (ReadText(characters), logs)
    }

    /// What each character of the chosen text rests on, on that look.
    func sights(of choice: Choice, in look: Look) -> [CharacterSight] {
        let columns = look.emissions.steps / max(1, look.lines)
        return look.emissions.aligned(choice.symbols).compactMap { peak in
            guard let character = alphabet[peak.symbol], columns > 0 else { return nil }
            let place = Homography(look.quad).point(
                (Double(peak.step % columns) + 0.5) / Double(columns),
                (Double(peak.step / columns) + 0.5) / Double(look.lines))
            let log = look.emissions.log[peak.step * look.emissions.classes + peak.symbol]
            return CharacterSight(character, probability: exp(Double(log)), place: place)
        }
    }

    func text(_ symbols: [Int]) -> String { String(symbols.compactMap { alphabet[$0] }) }

    private func doubting(_ emissions: Emissions) -> Emissions {
        Emissions(
            steps: emissions.steps, classes: emissions.classes, log: emissions.log.map { max($0, Self.least) })
    }

    private func cost(_ a: Int, _ b: Int) -> Double {
        Self.one.contains(Set([alphabet[a], alphabet[b]].compactMap { $0 })) ? Self.flipOfOne : Self.flip
    }

    /// The text with look-alikes taken where a known format asks for them, or where they make a rarer shape a commoner one.
    private func variants(of symbols: [Int], lines: Int) -> [(symbols: [Int], flips: Double)] {
        let characters = symbols.compactMap { alphabet[$0] }
        guard (6...10).contains(characters.count), grammar.format(of: String(characters)) == nil else { return [] }
        var found: [(symbols: [Int], flips: Double)] = []
        // Two letters and digits are too common abroad to be made an army plate.
        for format in grammar.formats where format.pattern.count == characters.count && format.name != "army" {
            var flipped = symbols
            var (count, flips) = (0, 0.0)
            for (place, type) in format.pattern.enumerated()
            where !PlateGrammar.accepts(type, characters[place]) {
                let twin = twins[symbols[place]].first { twin in
                    alphabet[twin].map { PlateGrammar.accepts(type, $0) } ?? false
                }
                count += twin == nil ? Self.mostFlips + 1 : 1
                flips += twin.map { cost($0, symbols[place]) } ?? 0
                flipped[place] = twin ?? symbols[place]
            }
            if count <= Self.mostFlips, grammar.format(of: text(flipped))?.country == format.country {
                found.append((flipped, flips))
            }
        }
        let plain = grammar.rarity(of: String(characters), lines: lines)
        for place in symbols.indices {
            for twin in twins[symbols[place]] {
                var flipped = symbols
                flipped[place] = twin
                let text = text(flipped)
                if grammar.rarity(of: text, lines: lines) < plain, grammar.format(of: text) == nil {
                    found.append((flipped, cost(twin, symbols[place])))
                }
            }
        }
        return found
    }
}
