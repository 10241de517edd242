import Foundation
import GateDomain
import GatePipeline

/// The container code networks for one thread.
final class CodeEngine {
    struct Description: Decodable {
        var alphabet: [String]
        var cropMargin: Double
    }
    struct DetectorDescription: Decodable { var shrink: Double }

    private let detector: NetworkRequest
    private let readers: [CodeCandidates.Layout: NetworkRequest]
    private let second: SecondReader
    private let alphabet: [Character?]
    private let margin: Double
    private let shrink: Double
    /// Where attempts are noted; nil on streams.
    var attempts: [ReadingAttempt]?

    private static let (columns, rows) = (960, 544)
    private static let sizes: [CodeCandidates.Layout: (columns: Int, rows: Int)] = [
        .oneRow: (192, 32), .twoRows: (112, 64), .column: (256, 32),
    ]
    /// Log-likelihood a character from which a number is reported; a number whose check digit is wrong has to be read much better.
    private static let (acceptValid, acceptInvalid) = (-0.30, -0.06)
    /// Log-likelihood a character from which other readings of the same lines are not tried.
    private static let sure = -0.05
    /// Characters in which the second reader may differ.
    private static let disputed = 2

    init(networks: CodeNetworks) throws(RecognitionError) {
        detector = try networks.detector.makeRequest()
        readers = [
            .oneRow: try networks.oneRow.makeRequest(), .twoRows: try networks.twoRows.makeRequest(),
            .column: try networks.column.makeRequest(),
        ]
        second = try SecondReader()
        alphabet = networks.description.alphabet.map(\.first)
        margin = networks.description.cropMargin
        shrink = networks.shrink
    }

    private struct Found {
        var choice: NumberBeam.Choice
        var raw: ReadText
        var quad: Quad
        var candidate: CodeCandidates.Candidate
    }

    /// Container numbers of a picture, best first.
    func find(in frame: VideoFrame, mostReads: Int) throws(RecognitionError) -> [ContainerRead] {
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
        for candidate in CodeCandidates.all(rows: rows, columns: columns).prefix(mostReads)
        where !isKnown(candidate) {
            // The check digit's box stands apart and may have been missed: look further once.
            for extra in [0, 2.4] {
                let quad = candidate.box.quad(margin: margin * candidate.line, extra: extra * candidate.line)
                guard let emissions = try emissions(view, quad, candidate.layout) else { break }
                let greedy = emissions.greedy()
                let text = greedy.peaks.compactMap { alphabet[$0.symbol] }
                let choice =
                    Self.mayBeNumber(text)
                    ? NumberBeam.choose(emissions, alphabet: alphabet, greedyLikelihood: greedy.logLikelihood) : nil
                let refusal = Self.refusal(of: choice)
                note(candidate, quad, text, choice, refusal)
                if let choice, refusal == nil {
                    let raw = Self.raw(choice, emissions, greedy.peaks, alphabet)
                    found.append(Found(choice: choice, raw: raw, quad: quad, candidate: candidate))
                }
                guard candidate.layout != .twoRows, text.count == 9 || text.count == 10,
                    text.prefix(3).allSatisfy(\.isLetter),
                    text.suffix(5).allSatisfy(\.isNumber)
                else { break }
            }
        }
        found.sort {
            $0.choice.rank != $1.choice.rank ? $0.choice.rank > $1.choice.rank : $0.choice.text < $1.choice.text
        }
        var reads: [ContainerRead] = []
        for one in found {
            guard let number = number(one, view), !reads.contains(where: { $0.number == number }),
                !reads.contains(where: { $0.corners.bounds.overlap(with: one.quad.bounds) > 0.05 })
            else { continue }
            reads.append(
                ContainerRead(
                    raw: one.raw, number: number, sizeType: try sizeType(view, one, rows, columns),
                    confidence: exp(one.choice.score * 3) / (1 + exp(-one.choice.margin)), corners: one.quad))
        }
        return reads
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

    private static func refusal(of choice: NumberBeam.Choice?) -> String? {
        guard let choice else { return "not the shape of a container number" }
        if choice.isValid { return choice.score > acceptValid ? nil : "read with too much doubt" }
        return choice.score > acceptInvalid ? nil : "the check digit fails, and it is not read surely enough to say so"
    }

    private func note(
        _ candidate: CodeCandidates.Candidate, _ quad: Quad, _ text: [Character], _ choice: NumberBeam.Choice?,
        _ refusal: String?
    ) {
        guard attempts != nil else { return }
        var scores = ["height": candidate.line]
        if let choice {
            scores["score"] = choice.score
            scores["margin"] = choice.margin
            scores["loss"] = choice.loss
            scores["valid"] = choice.isValid ? 1 : 0
        }
        attempts?.append(
            ReadingAttempt(
                kind: .container, layout: candidate.layout.rawValue, region: quad,
                text: String(text), final: choice?.text ?? "", scores: scores, refusal: refusal))
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
