import Foundation
import GateDomain

/// One crop in which a container number was read.
struct NumberCrop {
    var choice: NumberBeam.Choice
    var raw: ReadText
    var quad: Quad
    var candidate: CodeCandidates.Candidate
    var emissions: Emissions
    /// Which look at the picture its candidate is from: the whole, or one of its parts.
    var look = 0
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

    /// What a number costs at most on a crop that does not show it, a character.
    private static let worst = -1.5
    /// Less for a number whose check digit fails, a character.
    private static let invalid = 0.35
    /// Numbers of one place that are compared.
    private static let most = 12

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
        var votes: [NumberVote] = []
        for crop in crops where votes.count < most && !votes.contains(where: { $0.text == crop.choice.text }) {
            let symbols = crop.choice.text.compactMap { classes[$0] }
            let each = crops.map { max(worst, $0.emissions.logLikelihood(of: symbols) / Double(symbols.count)) }
            let joint = each.reduce(0, +) / Double(each.count)
            votes.append(
                NumberVote(
                    text: crop.choice.text, isValid: crop.choice.isValid, crop: crop, score: crop.choice.score,
                    joint: joint,
                    margin: 0, agreeing: crops.count { $0.choice.text == crop.choice.text }))
        }
        func worth(_ vote: NumberVote) -> Double { (vote.joint + vote.score) / 2 - (vote.isValid ? 0 : invalid) }
        votes.sort { worth($0) != worth($1) ? worth($0) > worth($1) : $0.text < $1.text }
        for index in votes.indices {
            let rival = index == 0 ? (votes.count > 1 ? votes[1] : nil) : votes[0]
            let own = min(votes[index].crop.choice.margin, NumberBeam.lonely)
            votes[index].margin =
                rival.map { min(own, (worth(votes[index]) - worth($0)) * Double(NumberBeam.length)) } ?? own
        }
        return votes
    }
}
