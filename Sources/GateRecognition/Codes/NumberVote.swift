import Foundation
import GateDomain

/// One crop in which a container number was read.
struct NumberCrop {
    var choice: NumberBeam.Choice
    var raw: ReadText
    /// As read without grammar.
    var free: String
    var quad: Quad
    var candidate: CodeCandidates.Candidate
    var emissions: Emissions
    /// Which look at the picture its candidate is from: the whole, or one of its parts.
    var look = 0
}

extension NumberCrop {
    /// The crop reads ten characters and no eleventh.
    var isShort: Bool { !choice.isCheckDigitSeen }

    /// How surely the crop is read without grammar, whatever it reads: log-likelihood a character.
    var freedom: Double { choice.score + choice.loss }

    /// Log-likelihood of a number on this crop, a character; of its first ten where the crop shows no more.
    func likelihood(of symbols: [Int]) -> Double {
        let text = isShort ? Array(symbols.prefix(NumberBeam.length - 1)) : symbols
        return emissions.logLikelihood(of: text) / Double(text.count)
    }

    /// What this crop gives each character of a number, and at which step; none where it is too short for it.
    func seen(_ symbols: [Int]) -> [(probability: Double, step: Int)] {
        let text = isShort ? Array(symbols.prefix(NumberBeam.length - 1)) : symbols
        return emissions.aligned(text).map {
            (exp(Double(emissions.log[$0.step * emissions.classes + $0.symbol])), $0.step)
        }
    }

    /// The middle of a step, in the picture.
    func place(of step: Int) -> Point {
        let rows = candidate.layout == .twoRows ? 2 : 1
        let columns = emissions.steps / rows
        // A crop of one line fills its input from the left as far as its shape goes.
        let wide = Double(NumberReader.height) * quad.textWidth / max(quad.textHeight, 1e-6)
        let filled =
            rows == 2 ? 1 : min(1, max(Double(NumberReader.height), wide) / Double(columns * NumberReader.stride))
        let u = (Double(step % max(1, columns)) + 0.5) / Double(max(1, columns)) / filled
        return Homography(quad).point(min(1, u), (Double(step / max(1, columns)) + 0.5) / Double(rows))
    }
}

/// A number that was read at a place, judged by all crops of that place.
struct NumberVote {
    var text: String
    var isValid: Bool
    /// The crop that reads it best.
    var crop: NumberCrop
    /// Log-likelihood a character, on that crop and in the mean over all crops of the place.
    var score: Double
    var joint: Double
    /// Lead over the best other number of the place, in nats; negative for all but the best.
    var margin: Double
    /// Crops on which it was the best number.
    var agreeing: Int
    /// What each character rests on.
    var sights: [CharacterSight] = []
    /// A likelier text has a wrong check digit: the sum was believed, where no character of it is clear.
    var isChosenBySum = false

    /// What a number costs at most on a crop that does not show it, a character.
    private static let worst = -1.5
    /// Less for a number whose check digit fails, a character.
    private static let invalid = 0.35
    /// Numbers of one place that are compared.
    private static let most = 12
    /// Crops that say what is seen, and which share of them has to show the check digit.
    private static let (clearest, shown) = (3, 0.34)

    /// False where nobody can see the check digit: then the text ends in the one that the rest asks for.
    var isCheckDigitSeen: Bool { sights.last.map { $0.state != .computed } ?? true }
    /// Of the ten characters that the check digit would prove, one is not seen either.
    var isGuess: Bool { !isCheckDigitSeen && sights.dropLast().contains { $0.state == .computed } }
    var isISO: Bool { ContainerNumber(text)?.isISO ?? false }

    /// Why it is lettering, and no number; nil for a number.
    var lettering: String? {
        let word = Self.words.first { crop.free.hasPrefix($0) }
        if let word { return "begins with \(word), as a camera's own lines do" }
        let loss = crop.choice.loss * Double(NumberBeam.length)
        return loss > Self.mostLoss ? "reads \(crop.free): the grammar leaves out what is plainly there" : nil
    }
    /// What no owner is called, and cameras write before a number.
    private static let words = ["LANE", "PLATE", "CONT", "SPEED", "GATE", "CAMERA", "HOTLINE", "CHANNEL", "DEVICE"]
    /// Nats that the grammar may cost a number against reading freely.
    private static let mostLoss = 12.0

    /// Positions at which another number differs.
    func differences(to other: String) -> [Int] {
        zip(sights, other).enumerated().filter { $0.element.0.character != $0.element.1 }.map(\.offset)
    }

    /// The numbers of every place; those of a place in order, best first.
    static func all(of crops: [NumberCrop], alphabet: [Character?]) -> [NumberVote] {
        let sorted = crops.sorted {
            $0.choice.rank != $1.choice.rank ? $0.choice.rank > $1.choice.rank : $0.choice.text < $1.choice.text
        }
        var places: [[NumberCrop]] = []
        for crop in sorted {
            let place = places.firstIndex { $0[0].quad.bounds.overlap(with: crop.quad.bounds) > 0.05 }
            if let place { places[place].append(crop) } else { places.append([crop]) }
        }
        return places.flatMap { at($0, alphabet) }
    }

    private static func at(_ crops: [NumberCrop], _ alphabet: [Character?]) -> [NumberVote] {
        var classes: [Character: Int] = [:]
        for (index, character) in alphabet.enumerated() { if let character { classes[character] = index } }
        func symbols(_ text: String) -> [Int] { text.compactMap { classes[$0] } }
        var votes: [NumberVote] = []
        func add(_ text: String, of crop: NumberCrop, score: Double) {
            guard votes.count < most, !votes.contains(where: { $0.text == text }) else { return }
            let symbols = symbols(text)
            let each = crops.map { max(worst, $0.likelihood(of: symbols)) }
            let joint = each.reduce(0, +) / Double(each.count)
            votes.append(
                NumberVote(
                    text: text, isValid: ContainerNumber(text)?.isCheckDigitValid ?? false, crop: crop, score: score,
                    joint: joint, margin: 0, agreeing: crops.count { $0.choice.text == text },
                    sights: sights(of: text, symbols, on: crops, best: crop)))
        }
        for crop in crops { add(crop.choice.text, of: crop, score: crop.choice.score) }
        for crop in crops {
            guard let printed = crop.choice.printed, printed != crop.choice.text else { continue }
            add(printed, of: crop, score: crop.likelihood(of: symbols(printed)))
        }
        func plain(_ vote: NumberVote) -> Double { (vote.joint + vote.score) / 2 }
        func worth(_ vote: NumberVote) -> Double { plain(vote) - (vote.isValid ? 0 : invalid) }
        votes.sort { worth($0) != worth($1) ? worth($0) > worth($1) : $0.text < $1.text }
        if let best = votes.first, best.isValid,
            let index = votes.indices.max(by: { plain(votes[$0]) < plain(votes[$1]) }), index > 0, !votes[index].isValid
        {
            let printed = votes[index]
            if printed.differences(to: best.text).contains(where: { printed.sights[$0].state == .seen }) {
                votes.insert(votes.remove(at: index), at: 0)
            } else {
                votes[0].isChosenBySum = true
            }
        }
        let isPrinted = votes.first.map { !$0.isValid } ?? false
        func rank(_ vote: NumberVote) -> Double { isPrinted ? plain(vote) : worth(vote) }
        for index in votes.indices {
            let rival = index == 0 ? votes.dropFirst().max { rank($0) < rank($1) } : votes[0]
            let own = min(votes[index].crop.choice.margin, NumberBeam.lonely)
            votes[index].margin =
                rival.map { min(own, (rank(votes[index]) - rank($0)) * Double(NumberBeam.length)) } ?? own
        }
        return votes
    }

    /// The mean over the crops that read best, whatever they read: what another cuts off or blurs says nothing. A crop that ends before the
    /// check digit does not speak of it, unless most do.
    private static func sights(
        of text: String, _ symbols: [Int], on crops: [NumberCrop], best: NumberCrop
    ) -> [CharacterSight] {
        var sums = [Double](repeating: 0, count: symbols.count)
        var counts = [Int](repeating: 0, count: symbols.count)
        let clear = crops.sorted { $0.freedom > $1.freedom }.prefix(clearest)
        for crop in clear {
            for (place, one) in crop.seen(symbols).enumerated() {
                sums[place] += one.probability
                counts[place] += 1
            }
        }
        if let last = counts.indices.last, Double(counts[last]) < shown * Double(clear.count) { sums[last] = 0 }
        let places = best.seen(symbols).map { best.place(of: $0.step) }
        let end = places.last ?? best.quad.centre
        return text.enumerated().map { index, character in
            CharacterSight(
                character, probability: sums[index] / Double(max(1, counts[index])),
                place: index < places.count ? places[index] : end)
        }
    }
}
