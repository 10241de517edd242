import Foundation
import GateDomain

/// Reads lines of text that may be a container number: cuts them out in several ways, and reads each crop under the number's grammar.
final class NumberReader {
    private let readers: [CodeCandidates.Layout: NetworkRequest]
    let alphabet: [Character?]
    /// Of a crop, as a share of its line's height.
    let margin: Double
    /// Where attempts are noted; nil on streams.
    var attempts: [ReadingAttempt]?

    private static let sizes: [CodeCandidates.Layout: (columns: Int, rows: Int)] = [
        .oneRow: (192, height), .twoRows: (112, 2 * height), .column: (256, height),
    ]
    /// Height of a line's crop, and the columns of it that a step of the reader covers.
    static let (height, stride) = (32, 4)
    /// Log-likelihood a character from which other readings of the same lines are not tried.
    private static let sure = -0.05
    /// A line whose strip is this much thinner than its rectangle slants.
    private static let slanting = 0.8
    /// ISO 6346: numbers are at least 100 mm high, weights 50 mm; what is this much smaller than a number is none.
    private static let smallPrint = 0.65
    /// Crops that are read in a frame of a stream.
    private static let mostReads = 8
    /// Other ways to cut out what was read with doubt: with more around it, and leaning.
    private static let variants: [(margin: Double, lean: Double)] = [(2.5, 0), (1, 0.15), (1, -0.15)]
    /// Log-likelihood a character below which a number is looked at in these ways.
    private static let doubtful = -0.05
    /// How far beyond its line a check digit in a box may stand, in heights of the line.
    private static let beyond = 2.4

    var usage: [NetworkUsage] { CodeCandidates.Layout.allCases.compactMap { readers[$0]?.usage } }

    init(networks: CodeNetworks) throws(RecognitionError) {
        readers = [
            .oneRow: try networks.oneRow.makeRequest(), .twoRows: try networks.twoRows.makeRequest(),
            .column: try networks.column.makeRequest(),
        ]
        alphabet = networks.description.alphabet.map(\.first)
        margin = networks.description.cropMargin
    }

    /// Whatever may be a number on these lines.
    /// - Parameters:
    ///   - look: which look at the picture the lines are from.
    ///   - around: factor on the margin of the crops.
    func numbers(
        on lines: TextLines, look: Int, _ view: GreyView, isPicture: Bool, around: Double = 1
    ) throws(RecognitionError) -> [NumberCrop] {
        var found: [NumberCrop] = []
        func isKnown(_ candidate: CodeCandidates.Candidate) -> Bool {
            found.contains { one in
                guard one.choice.isValid, one.choice.score > Self.sure else { return false }
                if !isPicture, candidate.line < Self.smallPrint * one.candidate.line { return true }
                return (one.candidate.layout == .column) == (candidate.layout == .column)
                    && !Set(one.candidate.members).isDisjoint(with: candidate.members)
            }
        }
        for candidate in CodeCandidates.all(rows: lines.rows, columns: lines.columns).prefix(
            isPicture ? CodeCandidates.most : Self.mostReads)
        where !isKnown(candidate) {
            var crops: [NumberCrop] = []
            for outline in outlines(of: candidate, isPicture: isPicture)
            where !crops.contains(where: { $0.choice.isValid && $0.choice.score >= Self.doubtful }) {
                crops += try read(candidate, outline, view, around: around)
            }
            if isPicture, let best = crops.max(by: { $0.choice.rank < $1.choice.rank }),
                !best.choice.isValid || best.choice.score < Self.doubtful
            {
                crops += try again(best, view)
            }
            for var one in crops {
                one.look = look
                found.append(one)
            }
        }
        return found
    }

    /// How a line of text may lie in the picture.
    private enum Outline {
        case strip, rectangle
    }

    /// A slanting line is read as a strip first; a stream's frame is read once.
    private func outlines(of candidate: CodeCandidates.Candidate, isPicture: Bool) -> [Outline] {
        guard let strip = candidate.box.strip else { return [.rectangle] }
        if isPicture { return [.strip, .rectangle] }
        return strip.thickness < Self.slanting * candidate.box.height ? [.strip] : [.rectangle]
    }

    /// Reads a candidate along one outline; where the check digit seems to be missing, once more further along.
    private func read(
        _ candidate: CodeCandidates.Candidate, _ outline: Outline, _ view: GreyView, around: Double
    ) throws(RecognitionError) -> [NumberCrop] {
        var found: [NumberCrop] = []
        // The check digit's box stands apart and may have been missed: look further once.
        for extra in [0, Self.beyond] {
            let quad =
                if outline == .strip, let strip = candidate.box.strip {
                    strip.quad(margin: around * margin * strip.thickness, extra: extra * strip.thickness)
                } else {
                    candidate.box.quad(margin: around * margin * candidate.line, extra: extra * candidate.line)
                }
            guard let emissions = try emissions(view, quad, candidate.layout) else { break }
            let greedy = emissions.greedy()
            let text = greedy.peaks.compactMap { alphabet[$0.symbol] }
            if let one = crop(candidate, quad, emissions, greedy, text) {
                found.append(one)
            } else {
                note(candidate, quad, text)
            }
            guard candidate.layout != .twoRows, text.count == 9 || text.count == 10,
                text.prefix(3).allSatisfy(\.isLetter),
                text.suffix(5).allSatisfy(\.isNumber)
            else { break }
        }
        return found
    }

    /// A doubtful number, read once more on other crops.
    private func again(_ one: NumberCrop, _ view: GreyView) throws(RecognitionError) -> [NumberCrop] {
        var found: [NumberCrop] = []
        for variant in Self.variants {
            let quad = one.candidate.box.quad(margin: variant.margin * margin * one.candidate.line).leaning(
                variant.lean)
            guard let emissions = try emissions(view, quad, one.candidate.layout) else { continue }
            let greedy = emissions.greedy()
            let text = greedy.peaks.compactMap { alphabet[$0.symbol] }
            if var other = crop(one.candidate, quad, emissions, greedy, text) {
                other.look = one.look
                found.append(other)
            }
        }
        return found
    }

    private func crop(
        _ candidate: CodeCandidates.Candidate, _ quad: Quad, _ emissions: Emissions,
        _ greedy: (peaks: [Emissions.Peak], logLikelihood: Float), _ text: [Character]
    ) -> NumberCrop? {
        guard Self.mayBeNumber(text),
            let choice = NumberBeam.choose(emissions, alphabet: alphabet, greedyLikelihood: greedy.logLikelihood)
        else { return nil }
        return NumberCrop(
            choice: choice, raw: raw(choice, emissions, greedy.peaks), free: String(text), quad: quad,
            candidate: candidate, emissions: emissions)
    }

    /// What the reader gives for a place.
    func emissions(
        _ view: GreyView, _ quad: Quad, _ layout: CodeCandidates.Layout
    ) throws(RecognitionError) -> Emissions? {
        guard let reader = readers[layout], let size = Self.sizes[layout], quad.textHeight > 3, quad.textWidth > 3
        else { return nil }
        let wide = Int(saturating: (Double(size.rows) * quad.textWidth / quad.textHeight).rounded())
        Crop.warp(
            view, quad, into: reader.input, columns: size.columns, rows: size.rows,
            textColumns: min(size.columns, max(size.rows, wide)))
        try reader.infer()
        return try reader.output(0) { (logits, shape) throws(RecognitionError) in
            Emissions(logits: logits, shape: shape)
        }
    }

    private func note(_ candidate: CodeCandidates.Candidate, _ quad: Quad, _ text: [Character]) {
        attempts?.append(
            ReadingAttempt(
                kind: .container, layout: candidate.layout.rawValue, region: quad, text: String(text), final: "",
                scores: ["height": candidate.line], refusal: "not the shape of a container number"))
    }

    private static func mayBeNumber(_ text: [Character]) -> Bool {
        (9...14).contains(text.count) && text.prefix(4).count(where: \.isLetter) >= 2
            && text.dropFirst(4).count(where: \.isNumber) >= text.count - 7
    }

    /// The chosen text with alternatives where the greedy reading has as many characters.
    private func raw(_ choice: NumberBeam.Choice, _ emissions: Emissions, _ peaks: [Emissions.Peak]) -> ReadText {
        let characters = Array(choice.text)
        guard peaks.count == characters.count else {
            return ReadText(characters.map { ReadCharacter($0, probability: exp(choice.score)) })
        }
        return ReadText(zip(peaks, characters).map { emissions.character($0, alphabet: alphabet, chosen: $1) })
    }
}
