import Foundation
import GateDomain
import GatePipeline

/// The container code networks for one thread.
final class CodeEngine {
    struct Description: Decodable {
        /// Logistic regression of a number's scores: how often numbers like it were right (Models/training/codes/calibrate.py).
        struct Calibration: Decodable {
            var score: Double
            var joint: Double
            var margin: Double
            var again: Double
            var bias: Double
        }

        var alphabet: [String]
        var cropMargin: Double
        var calibration: Calibration
    }
    struct DetectorDescription: Decodable { var shrink: Double }

    private let detector: NetworkRequest
    private let readers: [CodeCandidates.Layout: NetworkRequest]
    private let second: SecondReader
    private let alphabet: [Character?]
    private let margin: Double
    private let calibration: Description.Calibration
    private let shrink: Double
    /// Where attempts are noted; nil on streams.
    var attempts: [ReadingAttempt]?
    /// Who reads what stands beside the numbers of single pictures.
    var smallPrint = SmallPrint.network

    private static let sizes: [CodeCandidates.Layout: (columns: Int, rows: Int)] = [
        .oneRow: (192, 32), .twoRows: (112, 64), .column: (256, 32),
    ]
    /// Log-likelihood a character from which a number is reported whose check digit is wrong.
    private static let acceptInvalid = -0.06
    /// A failing check digit is more often a misreading than a wrong mark.
    private static let mostInvalid = 0.85
    /// Probability of being right from which any other is reported.
    private static let acceptValid = 0.5
    /// Log-likelihood a character that a frame of a stream needs: it is read on one crop, and the next frame may show it better.
    private static let streamFloor = -0.30
    /// Log-likelihood a character from which other readings of the same lines are not tried.
    private static let sure = -0.05
    /// A line whose strip is this much thinner than its rectangle slants.
    private static let slanting = 0.8
    /// Characters in which the second reader may differ.
    private static let disputed = 2
    /// ISO 6346: numbers are at least 100 mm high, weights 50 mm; what is this much smaller than a number is none.
    private static let smallPrint = 0.65
    /// Margins of a stream's crops, in turn: a standing vehicle shows the same picture again and again, and reads of the same crop would
    /// repeat the same mistake.
    private static let turns = [1, 1.5, 0.6]
    /// Crops that are read in a frame of a stream.
    private static let mostReads = 8

    var usage: [NetworkUsage] { ([detector] + CodeCandidates.Layout.allCases.compactMap { readers[$0] }).map(\.usage) }

    init(networks: CodeNetworks) throws(RecognitionError) {
        detector = try networks.detector.makeRequest()
        readers = [
            .oneRow: try networks.oneRow.makeRequest(), .twoRows: try networks.twoRows.makeRequest(),
            .column: try networks.column.makeRequest(),
        ]
        second = try SecondReader()
        alphabet = networks.description.alphabet.map(\.first)
        margin = networks.description.cropMargin
        calibration = networks.description.calibration
        shrink = networks.shrink
    }

    /// Other ways to cut out what was read with doubt: with more around it, and leaning.
    private static let variants: [(margin: Double, lean: Double)] = [(2.5, 0), (1, 0.15), (1, -0.15)]
    /// Log-likelihood a character below which a number is looked at in these ways.
    private static let doubtful = -0.05

    /// Container numbers of a picture, best first.
    /// - Parameter isPicture: a single picture, where doubtful numbers are read on several crops; a stream has its next frame.
    func find(in frame: VideoFrame, isPicture: Bool) throws(RecognitionError) -> [ContainerRead] {
        let view = GreyView(frame)
        var looks = [try TextLines.find(in: view, part: view.bounds, with: detector, shrink: shrink)]
        // By event time: a recording gives the same crops again.
        let turn = Int(frame.time.instant.microseconds / 100_000 & 0xFFFF)
        let around = isPicture ? 1 : Self.turns[turn % Self.turns.count]
        var found = try numbers(on: looks[0], look: 0, view, isPicture: isPicture, around: around)
        if isPicture, vote(found).allSatisfy({ refusal(of: $0, isPicture: true) != nil }) {
            for part in view.parts {
                looks.append(try TextLines.find(in: view, part: part, with: detector, shrink: shrink))
                found += try numbers(on: looks[looks.count - 1], look: looks.count - 1, view, isPicture: true)
            }
        }
        var reads: [ContainerRead] = []
        let votes = vote(found)
        for one in votes {
            let refusal = refusal(of: one, isPicture: isPicture)
            note(one, refusal)
            let crop = one.crop
            guard refusal == nil, let number = number(one, view), !reads.contains(where: { $0.number == number }),
                !reads.contains(where: { $0.corners.bounds.overlap(with: crop.quad.bounds) > 0.05 })
            else { continue }
            reads.append(
                ContainerRead(
                    raw: crop.raw, number: number,
                    sizeType: try sizeType(of: one, among: isPicture ? votes : [], looks, view),
                    confidence: confidence(one), corners: crop.quad,
                    weights: isPicture ? try weights(one, among: votes, view) : nil))
        }
        return reads
    }

    private func vote(_ found: [NumberCrop]) -> [NumberVote] { NumberVote.all(of: found, alphabet: alphabet) }

    /// Whatever may be a number on these lines.
    /// - Parameter around: factor on the margin of the crops.
    private func numbers(
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
        for extra in [0, 2.4] {
            let quad =
                if outline == .strip, let strip = candidate.box.strip {
                    strip.quad(margin: around * margin * strip.thickness, extra: extra * strip.thickness)
                } else {
                    candidate.box.quad(margin: around * margin * candidate.line, extra: extra * candidate.line)
                }
            guard let emissions = try emissions(view, quad, candidate.layout) else { break }
            let greedy = emissions.greedy()
            let text = greedy.peaks.compactMap { alphabet[$0.symbol] }
            if let one = Self.found(candidate, quad, emissions, greedy, text, alphabet) {
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
            if var other = Self.found(one.candidate, quad, emissions, greedy, text, alphabet) {
                other.look = one.look
                found.append(other)
            }
        }
        return found
    }

    private static func found(
        _ candidate: CodeCandidates.Candidate, _ quad: Quad, _ emissions: Emissions,
        _ greedy: (peaks: [Emissions.Peak], logLikelihood: Float), _ text: [Character], _ alphabet: [Character?]
    ) -> NumberCrop? {
        guard mayBeNumber(text),
            let choice = NumberBeam.choose(emissions, alphabet: alphabet, greedyLikelihood: greedy.logLikelihood)
        else { return nil }
        return NumberCrop(
            choice: choice, raw: raw(choice, emissions, greedy.peaks, alphabet), quad: quad, candidate: candidate,
            emissions: emissions)
    }

    /// How often such a number is right, 0…1. A failing check digit is a finding: then the reading alone has to be sure.
    private func confidence(_ vote: NumberVote) -> Double {
        guard vote.isValid else { return Self.mostInvalid * exp(vote.score * 3) / (1 + exp(-vote.margin)) }
        var sum = calibration.bias + calibration.score * max(vote.score, -3) + calibration.joint * max(vote.joint, -3)
        sum += calibration.margin * min(max(vote.margin, -4), 2)
        sum += calibration.again * min(3, Double(vote.agreeing - 1))
        return 1 / (1 + exp(-sum))
    }

    /// The number read; where its check digit fails, Tesseract is asked: a valid number that it reads almost the same there is right.
    private func number(_ vote: NumberVote, _ view: GreyView) -> ContainerNumber? {
        let number = ContainerNumber(vote.text)
        guard let number, !number.isCheckDigitValid, vote.crop.candidate.layout != .column else { return number }
        let lines = vote.crop.candidate.layout == .twoRows ? 2 : 1
        guard let text = second.read(view, vote.crop.quad, lines: lines),
            let other = ContainerNumber(text.prefix(11)), other.isCheckDigitValid,
            zip(other.text, number.text).count(where: { $0 != $1 }) <= Self.disputed
        else { return number }
        return other
    }

    private func emissions(
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

    private func refusal(of vote: NumberVote, isPicture: Bool) -> String? {
        if vote.isValid {
            let isSure = confidence(vote) >= Self.acceptValid && (isPicture || vote.score > Self.streamFloor)
            return isSure ? nil : "read with too much doubt"
        }
        return vote.score > Self.acceptInvalid && vote.margin > 0
            ? nil : "the check digit fails, and it is not read surely enough to say so"
    }

    private func note(_ vote: NumberVote, _ refusal: String?) {
        let scores = [
            "height": vote.crop.candidate.line, "score": vote.score, "joint": vote.joint, "margin": vote.margin,
            "valid": vote.isValid ? 1 : 0, "agreeing": Double(vote.agreeing), "confidence": confidence(vote),
        ]
        attempts?.append(
            ReadingAttempt(
                kind: .container, layout: vote.crop.candidate.layout.rawValue, region: vote.crop.quad,
                text: vote.crop.raw.text, final: vote.text, scores: scores, refusal: refusal))
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
    private static func raw(
        _ choice: NumberBeam.Choice, _ emissions: Emissions, _ peaks: [Emissions.Peak], _ alphabet: [Character?]
    ) -> ReadText {
        let characters = Array(choice.text)
        guard peaks.count == characters.count else {
            return ReadText(characters.map { ReadCharacter($0, probability: exp(choice.score)) })
        }
        return ReadText(zip(peaks, characters).map { emissions.character($0, alphabet: alphabet, chosen: $1) })
    }

    /// The weight table under a number: under the lowest place that shows it, for the roof's is read as well as the door's.
    private func weights(
        _ vote: NumberVote, among votes: [NumberVote], _ view: GreyView
    ) throws(RecognitionError) -> WeightTable? {
        guard smallPrint != .none else { return nil }
        let places = votes.filter { $0.text == vote.text && $0.crop.candidate.layout != .column }.map(\.crop)
        guard let lowest = places.max(by: { $0.quad.centre.y < $1.quad.centre.y }) else { return nil }
        let reader = WeightTableReader(
            detector: detector, shrink: shrink, margin: margin, second: second, readers: smallPrint
        ) { [self] (view, quad) throws(RecognitionError) in
            try emissions(view, quad, .oneRow).map { PrintedLine.Reading.likeliest($0, alphabet: alphabet) } ?? []
        }
        let found = try reader.read(view, under: lowest.quad, rows: lowest.candidate.layout == .twoRows ? 2 : 1)
        attempts?.append(contentsOf: found.attempts)
        return found.table
    }

    /// The size/type code beside a number, or beside any other place that shows it: the roof has none.
    /// - Parameter votes: on single pictures, all that was read.
    private func sizeType(
        of vote: NumberVote, among votes: [NumberVote], _ looks: [TextLines], _ view: GreyView
    ) throws(RecognitionError) -> SizeTypeCode? {
        let others = votes.filter { $0.text == vote.text && $0.crop.quad != vote.crop.quad }
        for place in [vote] + others {
            if let code = try sizeType(view, place.crop, looks[place.crop.look]) { return code }
        }
        return nil
    }

    /// The nearest four characters that are a size/type code.
    private func sizeType(
        _ view: GreyView, _ found: NumberCrop, _ lines: TextLines
    ) throws(RecognitionError) -> SizeTypeCode? {
        var near: [(distance: Double, layout: CodeCandidates.Layout, box: TextBox)] = []
        let line = found.candidate.line
        for (layout, boxes) in [(CodeCandidates.Layout.oneRow, lines.rows), (.column, lines.columns)] {
            let isSame = (layout == .column) == (found.candidate.layout == .column)
            for (index, box) in boxes.enumerated() where !(isSame && found.candidate.members.contains(index)) {
                let distance = (box.centre - found.candidate.box.centre).length / line
                let fits = layout == .oneRow ? box.aspect > 1.2 && box.aspect < 6 : box.aspect > 3 && box.aspect < 14
                if fits, box.height / line > 0.5, box.height / line < 2, distance < 22 {
                    near.append((distance, layout, box))
                }
            }
        }
        near.sort { $0.distance < $1.distance }
        for one in near.prefix(6) {
            let quad = one.box.quad(margin: margin * one.box.height)
            if smallPrint == .tesseract {
                if one.layout == .oneRow, let text = second.read(view, quad, lines: 1), let code = SizeTypeCode(text) {
                    return code
                }
                continue
            }
            guard let emissions = try emissions(view, quad, one.layout) else { continue }
            let greedy = emissions.greedy()
            let text = String(greedy.peaks.compactMap { alphabet[$0.symbol] })
            if text.count == 4, greedy.logLikelihood / 4 > -0.8, let code = SizeTypeCode(text) { return code }
        }
        return nil
    }
}
