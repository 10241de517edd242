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
    private let numbers: NumberReader
    private let second: SecondReader
    private let confidence: NumberConfidence
    private let shrink: Double
    /// Where attempts are noted; nil on streams.
    var attempts: [ReadingAttempt]? {
        get { numbers.attempts }
        set { numbers.attempts = newValue }
    }
    /// Who reads what stands beside the numbers of single pictures.
    var smallPrint = SmallPrint.network

    /// The most that is given for a number which the camera may have written into the picture itself.
    private static let mostBurntIn = 0.6
    /// Characters in which the second reader may differ.
    private static let disputed = 2
    /// Margins of a stream's crops, in turn: a standing vehicle shows the same picture again and again, and reads of the same crop would
    /// repeat the same mistake.
    private static let turns = [1, 1.5, 0.6]

    var usage: [NetworkUsage] { [detector.usage] + numbers.usage }

    init(networks: CodeNetworks) throws(RecognitionError) {
        detector = try networks.detector.makeRequest()
        numbers = try NumberReader(networks: networks)
        second = try SecondReader()
        confidence = NumberConfidence(calibration: networks.description.calibration)
        shrink = networks.shrink
    }

    /// Container numbers of a picture, best first.
    /// - Parameter isPicture: a single picture, where doubtful numbers are read on several crops; a stream has its next frame.
    func find(in frame: VideoFrame, isPicture: Bool) throws(RecognitionError) -> [ContainerRead] {
        let view = GreyView(frame)
        var looks = [try TextLines.find(in: view, part: view.bounds, with: detector, shrink: shrink)]
        // By event time: a recording gives the same crops again.
        let turn = Int(frame.time.instant.microseconds / 100_000 & 0xFFFF)
        let around = isPicture ? 1 : Self.turns[turn % Self.turns.count]
        var found = try numbers.numbers(on: looks[0], look: 0, view, isPicture: isPicture, around: around)
        if isPicture, vote(found).allSatisfy({ confidence.refusal(of: $0, isPicture: true) != nil }) {
            for part in view.parts {
                looks.append(try TextLines.find(in: view, part: part, with: detector, shrink: shrink))
                found += try numbers.numbers(on: looks[looks.count - 1], look: looks.count - 1, view, isPicture: true)
            }
        }
        var reads: [ContainerRead] = []
        let votes = vote(found)
        for one in votes {
            let refusal = confidence.refusal(of: one, isPicture: isPicture)
            note(one, refusal)
            let crop = one.crop
            guard refusal == nil, let number = number(one, view), !reads.contains(where: { $0.number == number }),
                !reads.contains(where: { $0.corners.bounds.overlap(with: crop.quad.bounds) > 0.05 })
            else { continue }
            let others = votes.filter { isPicture && $0.text == one.text && $0.crop.quad != crop.quad }.map(\.crop)
            reads.append(
                ContainerRead(
                    raw: crop.raw, number: number,
                    sizeType: try SizeTypeReader(numbers: numbers, second: second, readers: smallPrint)
                        .read(view, beside: [crop] + others, looks),
                    confidence: isPicture && BurntIn.isLikely(view, crop.quad)
                        ? min(confidence.value(of: one), Self.mostBurntIn) : confidence.value(of: one),
                    corners: crop.quad,
                    weights: isPicture ? try weights(one, among: votes, view) : nil,
                    isCheckDigitSeen: one.isCheckDigitSeen))
        }
        return reads
    }

    private func vote(_ found: [NumberCrop]) -> [NumberVote] { NumberVote.all(of: found, alphabet: numbers.alphabet) }

    /// The number read; where its check digit fails, Tesseract is asked: a valid number that it reads almost the same there is right.
    private func number(_ vote: NumberVote, _ view: GreyView) -> ContainerNumber? {
        let number = ContainerNumber(vote.text)
        guard let number, !number.isCheckDigitValid, vote.crop.candidate.layout != .column else { return number }
        let lines = vote.crop.candidate.layout == .twoRows ? 2 : 1
        guard let text = second.read(view, vote.crop.quad, lines: lines),
            let other = ContainerNumber(text.prefix(11)), other.isCheckDigitValid,
            // What is seen clearly is not traded for a sum, whoever proposes it.
            vote.differences(to: other.text).allSatisfy({ vote.sights[$0].state != .seen }),
            zip(other.text, number.text).count(where: { $0 != $1 }) <= Self.disputed
        else { return number }
        return other
    }

    private func note(_ vote: NumberVote, _ refusal: String?) {
        guard attempts != nil else { return }
        let scores = [
            "height": vote.crop.candidate.line, "score": vote.score, "joint": vote.joint, "margin": vote.margin,
            "valid": vote.isValid ? 1 : 0, "agreeing": Double(vote.agreeing), "confidence": confidence.value(of: vote),
            "checkDigitSeen": vote.isCheckDigitSeen ? 1 : 0, "chosenBySum": vote.isChosenBySum ? 1 : 0,
            "loss": vote.crop.choice.loss,
        ]
        attempts?.append(
            ReadingAttempt(
                kind: .container, layout: vote.crop.candidate.layout.rawValue, region: vote.crop.quad,
                text: vote.crop.free, final: vote.text, scores: scores, refusal: refusal, characters: vote.sights))
    }

    /// The weight table under a number: under the lowest place that shows it, for the roof's is read as well as the door's.
    private func weights(
        _ vote: NumberVote, among votes: [NumberVote], _ view: GreyView
    ) throws(RecognitionError) -> WeightTable? {
        guard smallPrint != .none else { return nil }
        let places = votes.filter { $0.text == vote.text && $0.crop.candidate.layout != .column }.map(\.crop)
        guard let lowest = places.max(by: { $0.quad.centre.y < $1.quad.centre.y }) else { return nil }
        let reader = WeightTableReader(
            detector: detector, shrink: shrink, margin: numbers.margin, second: second, readers: smallPrint
        ) { [self] (view, quad) throws(RecognitionError) in
            try numbers.emissions(view, quad, .oneRow)
                .map { PrintedLine.Reading.likeliest($0, alphabet: numbers.alphabet) } ?? []
        }
        let found = try reader.read(view, under: lowest.quad, rows: lowest.candidate.layout == .twoRows ? 2 : 1)
        attempts?.append(contentsOf: found.attempts)
        return found.table
    }
}
