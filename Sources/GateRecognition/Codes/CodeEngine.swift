import Foundation
import GateDomain
import GatePipeline

/// The container code networks for one thread.
final class CodeEngine {
    struct Description: Decodable {
        /// Logistic regression of a number's scores: how often numbers like it were right (Models/training/codes/calibrate.py).
        struct Calibration: Decodable {
            var score: Double
            var margin: Double
            var loss: Double
            var again: Double
            var contradicted: Double
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

    private static let (columns, rows) = (960, 544)
    private static let sizes: [CodeCandidates.Layout: (columns: Int, rows: Int)] = [
        .oneRow: (192, 32), .twoRows: (112, 64), .column: (256, 32),
    ]
    /// Log-likelihood a character from which a number is reported whose check digit is wrong.
    private static let acceptInvalid = -0.06
    /// Probability of being right from which any other is reported.
    private static let acceptValid = 0.5
    /// Log-likelihood a character from which other readings of the same lines are not tried.
    private static let sure = -0.05
    /// Characters in which the second reader may differ.
    private static let disputed = 2
    /// Crops that are read in a frame of a stream.
    private static let mostReads = 12

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

    private struct Found {
        var choice: NumberBeam.Choice
        var raw: ReadText
        var quad: Quad
        var candidate: CodeCandidates.Candidate
        /// Crops on which the same number was read, this one included.
        var agreeing = 1
        /// Another number was read there about as well.
        var isContradicted = false
    }

    /// Other ways to cut out what was read with doubt: with more around it, and leaning.
    private static let variants: [(margin: Double, lean: Double)] = [(2.5, 0), (1, 0.15), (1, -0.15)]
    /// Log-likelihood a character below which a number is looked at in these ways.
    private static let doubtful = -0.05

    /// Container numbers of a picture, best first.
    /// - Parameter isPicture: a single picture, where doubtful numbers are read on several crops; a stream has its next frame.
    func find(in frame: VideoFrame, isPicture: Bool) throws(RecognitionError) -> [ContainerRead] {
        let view = GreyView(frame)
        let k = view.letterbox(into: detector.input, columns: Self.columns, rows: Self.rows, largestGrowth: 2)
        try detector.infer()
        let shrink = shrink
        let (rows, columns) = try detector.output(0) { (map, shape) throws(RecognitionError) in
            guard shape.count == 4, shape[1] == 2, map.count >= 2 * shape[2] * shape[3] else {
                throw RecognitionError("text-detector.xml: output has shape \(shape); export the models again")
            }
            let plane = shape[2] * shape[3]
            let cell = Double(Self.columns) / Double(shape[3]) / k
            let rows = UnsafeBufferPointer(rebasing: map[0..<plane])
            let columns = UnsafeBufferPointer(rebasing: map[plane..<2 * plane])
            return (
                TextComponents.boxes(
                    rows, rows: shape[2], columns: shape[3], isVertical: false, cell: cell, shrink: shrink),
                TextComponents.boxes(
                    columns, rows: shape[2], columns: shape[3], isVertical: true, cell: cell, shrink: shrink)
            )
        }
        var found: [Found] = []
        func isKnown(_ candidate: CodeCandidates.Candidate) -> Bool {
            found.contains { one in
                one.choice.isValid && one.choice.score > Self.sure
                    && (one.candidate.layout == .column) == (candidate.layout == .column)
                    && !Set(one.candidate.members).isDisjoint(with: candidate.members)
            }
        }
        for candidate in CodeCandidates.all(rows: rows, columns: columns).prefix(
            isPicture ? CodeCandidates.most : Self.mostReads)
        where !isKnown(candidate) {
            // The check digit's box stands apart and may have been missed: look further once.
            for extra in [0, 2.4] {
                let quad = candidate.box.quad(margin: margin * candidate.line, extra: extra * candidate.line)
                guard let emissions = try emissions(view, quad, candidate.layout) else { break }
                let greedy = emissions.greedy()
                let text = greedy.peaks.compactMap { alphabet[$0.symbol] }
                if let one = Self.found(candidate, quad, emissions, greedy, text, alphabet) {
                    found.append(one)
                    if isPicture, !one.choice.isValid || one.choice.score < Self.doubtful {
                        found += try again(one, view)
                    }
                } else {
                    note(candidate, quad, text)
                }
                guard candidate.layout != .twoRows, text.count == 9 || text.count == 10,
                    text.prefix(3).allSatisfy(\.isLetter),
                    text.suffix(5).allSatisfy(\.isNumber)
                else { break }
            }
        }
        var reads: [ContainerRead] = []
        for one in Self.weighed(found) {
            let refusal = refusal(of: one)
            note(one, refusal)
            guard refusal == nil, let number = number(one, view), !reads.contains(where: { $0.number == number }),
                !reads.contains(where: { $0.corners.bounds.overlap(with: one.quad.bounds) > 0.05 })
            else { continue }
            reads.append(
                ContainerRead(
                    raw: one.raw, number: number, sizeType: try sizeType(view, one, rows, columns),
                    confidence: confidence(one), corners: one.quad))
        }
        return reads
    }

    /// A doubtful number, read once more on other crops.
    private func again(_ one: Found, _ view: GreyView) throws(RecognitionError) -> [Found] {
        var found: [Found] = []
        for variant in Self.variants {
            let quad = one.candidate.box.quad(margin: variant.margin * margin * one.candidate.line).leaning(
                variant.lean)
            guard let emissions = try emissions(view, quad, one.candidate.layout) else { continue }
            let greedy = emissions.greedy()
            let text = greedy.peaks.compactMap { alphabet[$0.symbol] }
            if let other = Self.found(one.candidate, quad, emissions, greedy, text, alphabet) { found.append(other) }
        }
        return found
    }

    private static func found(
        _ candidate: CodeCandidates.Candidate, _ quad: Quad, _ emissions: Emissions,
        _ greedy: (peaks: [Emissions.Peak], logLikelihood: Float), _ text: [Character], _ alphabet: [Character?]
    ) -> Found? {
        guard mayBeNumber(text),
            let choice = NumberBeam.choose(emissions, alphabet: alphabet, greedyLikelihood: greedy.logLikelihood)
        else { return nil }
        return Found(
            choice: choice, raw: raw(choice, emissions, greedy.peaks, alphabet), quad: quad, candidate: candidate)
    }

    /// The best reading of each number at a place, with what agrees and disagrees with it there; best first.
    private static func weighed(_ found: [Found]) -> [Found] {
        func isNear(_ a: Found, _ b: Found) -> Bool { a.quad.bounds.overlap(with: b.quad.bounds) > 0.05 }
        let sorted = found.sorted {
            $0.choice.rank != $1.choice.rank ? $0.choice.rank > $1.choice.rank : $0.choice.text < $1.choice.text
        }
        var best: [Found] = []
        for var one in sorted where !best.contains(where: { $0.choice.text == one.choice.text && isNear($0, one) }) {
            one.agreeing = sorted.count { $0.choice.text == one.choice.text && isNear($0, one) }
            one.isContradicted = sorted.contains {
                $0.choice.text != one.choice.text && isNear($0, one) && $0.choice.rank > one.choice.rank - 0.15
            }
            best.append(one)
        }
        return best
    }

    /// How often such a number is right, 0…1. A failing check digit is a finding: then the reading alone has to be sure.
    private func confidence(_ found: Found) -> Double {
        let choice = found.choice
        guard choice.isValid else { return exp(choice.score * 3) / (1 + exp(-choice.margin)) }
        var sum = calibration.bias + calibration.score * max(choice.score, -3)
        sum += calibration.margin * min(choice.margin, 8) + calibration.loss * max(0, choice.loss)
        sum += calibration.again * min(3, Double(found.agreeing - 1))
        sum += found.isContradicted ? calibration.contradicted : 0
        return 1 / (1 + exp(-sum))
    }

    /// The number read; where its check digit fails, Tesseract is asked: a valid number that it reads almost the same there is right.
    private func number(_ found: Found, _ view: GreyView) -> ContainerNumber? {
        let number = ContainerNumber(found.choice.text)
        guard let number, !number.isCheckDigitValid, found.candidate.layout != .column else { return number }
        let lines = found.candidate.layout == .twoRows ? 2 : 1
        guard let text = second.read(view, found.quad, lines: lines),
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
        let wide = Int((Double(size.rows) * quad.textWidth / quad.textHeight).rounded())
        Crop.warp(
            view, quad, into: reader.input, columns: size.columns, rows: size.rows,
            textColumns: min(size.columns, max(size.rows, wide)))
        try reader.infer()
        return try reader.output(0) { (logits, shape) throws(RecognitionError) in
            Emissions(logits: logits, shape: shape)
        }
    }

    private func refusal(of found: Found) -> String? {
        if found.choice.isValid { return confidence(found) >= Self.acceptValid ? nil : "read with too much doubt" }
        return found.choice.score > Self.acceptInvalid
            ? nil : "the check digit fails, and it is not read surely enough to say so"
    }

    private func note(_ found: Found, _ refusal: String?) {
        let choice = found.choice
        let scores = [
            "height": found.candidate.line, "score": choice.score, "margin": choice.margin, "loss": choice.loss,
            "valid": choice.isValid ? 1 : 0, "agreeing": Double(found.agreeing),
            "contradicted": found.isContradicted ? 1 : 0, "confidence": confidence(found),
        ]
        attempts?.append(
            ReadingAttempt(
                kind: .container, layout: found.candidate.layout.rawValue, region: found.quad, text: found.raw.text,
                final: choice.text, scores: scores, refusal: refusal))
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

    /// The nearest four characters that are a size/type code.
    private func sizeType(
        _ view: GreyView, _ found: Found, _ rows: [TextBox], _ columns: [TextBox]
    ) throws(RecognitionError) -> SizeTypeCode? {
        var near: [(distance: Double, layout: CodeCandidates.Layout, box: TextBox)] = []
        let line = found.candidate.line
        for (layout, boxes) in [(CodeCandidates.Layout.oneRow, rows), (.column, columns)] {
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
            guard let emissions = try emissions(view, one.box.quad(margin: margin * one.box.height), one.layout) else {
                continue
            }
            let greedy = emissions.greedy()
            let text = String(greedy.peaks.compactMap { alphabet[$0.symbol] })
            if text.count == 4, greedy.logLikelihood / 4 > -0.8, let code = SizeTypeCode(text) { return code }
        }
        return nil
    }
}
