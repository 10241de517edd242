import COpenVINO
import Foundation
public import GateDomain
public import GatePipeline

/// Finds printed forms (machine-readable zones) in pictures of documents and reads them character by character. One call at a time.
public final class DocumentReader {
    private struct Description: Decodable {
        var alphabet: [String]
        var cropMargin: Double
        var shape: [Int]
    }
    private struct DetectorDescription: Decodable {
        var input: [Int]
        var shrink: Double
    }

    private let core: OpaquePointer
    private let detector: NetworkRequest
    private let reader: NetworkRequest
    private let characters: [Character?]
    private let description: Description
    private let side: Int
    private let shrink: Double

    /// What a character costs that does not belong where it stands, in nats: a clear one is read all the same.
    private static let misplaced: Float = 4
    /// Mean loss a character above which no form is believed, in nats.
    private static let mostLoss = 1.0
    /// Blocks that are read, best first.
    private static let mostBlocks = 4
    /// Height of a capital in widths of a character: 2.4 mm of 2.54.
    private static let capital = 0.94

    /// - Parameter models: the folder with `document-detector.xml` and `document-reader.xml`.
    public init(models: String) throws(RecognitionError) {
        var created: OpaquePointer?
        guard ov_core_create(&created).rawValue == 0, let created else {
            throw RecognitionError("OpenVINO cannot be started; run deploy/install-dependencies.sh")
        }
        core = created
        detector = try Network(core: core, path: models + "/document-detector.xml").makeRequest()
        reader = try Network(core: core, path: models + "/document-reader.xml").makeRequest()
        description = try PlateReaderDescription.read(Description.self, models + "/document-reader.json")
        let found = try PlateReaderDescription.read(DetectorDescription.self, models + "/document-detector.json")
        guard description.shape.count == 2, found.input.count == 2, description.alphabet.count > 2 else {
            throw RecognitionError(
                "\(models): document-reader.json and document-detector.json do not fit; export again")
        }
        characters = description.alphabet.map(\.first)
        (side, shrink) = (found.input[0], found.shrink)
    }

    deinit { ov_core_free(core) }

    /// The likeliest of the forms in a picture, in whichever turn; nil where none is seen.
    public func read(_ frame: VideoFrame, forms: [PrintedForm]) throws(RecognitionError) -> FormRead? {
        let view = GreyView(frame)
        if let read = try best(view, part: view.bounds, forms) { return read }
        for part in view.parts {
            if let read = try best(view, part: part, forms) { return read }
        }
        return nil
    }

    private func best(_ view: GreyView, part: Box, _ forms: [PrintedForm]) throws(RecognitionError) -> FormRead? {
        var best: FormRead?
        let blocks = try blocks(view, part: part)
        // A line that was not seen at all lies above or below those that were.
        for block in blocks.prefix(Self.mostBlocks) + blocks.prefix(1).flatMap(\.extended) {
            for upright in [block, block.turned] {
                guard let read = try read(view, upright, forms), read.loss < min(best?.loss ?? .infinity, Self.mostLoss)
                else { continue }
                best = read
            }
            if let best, best.loss < 0.15 { break }
        }
        return best
    }

    /// Lines under each other, in the whole picture's pixels.
    func blocks(_ view: GreyView, part: Box) throws(RecognitionError) -> [PrintedBlock] {
        let (piece, corner) = view.part(part)
        let k = piece.letterbox(into: detector.input, columns: side, rows: side, largestGrowth: 2.5)
        try detector.infer()
        let side = side
        let shrink = shrink
        return try detector.output(0) { (map, shape) throws(RecognitionError) in
            guard shape.count == 4, shape[1] == 2, map.count >= 2 * shape[2] * shape[3] else {
                throw RecognitionError("document-detector.xml: output has shape \(shape); export the models again")
            }
            let plane = shape[2] * shape[3]
            let cell = Double(side) / Double(shape[3]) / k
            return [false, true].flatMap { isVertical in
                let map = UnsafeBufferPointer(rebasing: map[(isVertical ? plane : 0)..<(isVertical ? 2 : 1) * plane])
                let boxes = TextComponents.boxes(
                    map, rows: shape[2], columns: shape[3], isVertical: isVertical, cell: cell, shrink: shrink)
                return PrintedBlock.all(
                    of: boxes.map { box in
                        var box = box
                        box.centre = box.centre + Vector(corner)
                        return box
                    })
            }
        }
    }

    /// One block, in the turn it has.
    private func read(
        _ view: GreyView, _ block: PrintedBlock, _ forms: [PrintedForm]
    ) throws(RecognitionError) -> FormRead? {
        var best: FormRead?
        let counts = Set(forms.filter { $0.lines.count == block.axes.count }.flatMap { $0.lines.map(\.count) })
        for count in counts {
            for shape in Shape.allCases where shape != .aligned || block.isRagged {
                let quads = quads(block, characters: count, shape)
                var emissions: [Emissions] = []
                for quad in quads { emissions.append(try self.emissions(view, quad)) }
                for form in forms where form.lines.map(\.count) == quads.map({ _ in count }) {
                    guard let read = fitted(emissions, quads, form), read.loss < best?.loss ?? .infinity else {
                        continue
                    }
                    best = read
                }
            }
        }
        return best
    }

    /// How the crops of a block's lines stand.
    private enum Shape: CaseIterable {
        /// At right angles to each line, from its own beginning to its own end.
        case square
        /// Upright as the ends of the lines stand under each other: paper seen from the side.
        case slanted
        /// From the beginning to the end of the longest line: of the others a part was not seen.
        case aligned
    }

    private func quads(_ block: PrintedBlock, characters count: Int, _ shape: Shape) -> [Quad] {
        guard let first = block.axes.first, let last = block.axes.last else { return [] }
        func direction(_ way: Vector, _ fallback: Vector) -> Vector {
            way.length > 1 ? way * (1 / way.length) : fallback
        }
        return block.axes.map { own in
            let axis = shape == .aligned ? block.aligned(own) : own
            let pitch = axis.length / Double(count)
            let margin = description.cropMargin * Self.capital * pitch
            let half = Self.capital * pitch / 2 + margin
            let normal = axis.along.normal
            let (left, right) =
                shape == .slanted
                ? (direction(last.start - first.start, normal), direction(last.end - first.end, normal))
                : (normal, normal)
            let (near, far) = (axis.start - axis.along * margin, axis.end + axis.along * margin)
            return Quad(
                topLeft: (near - left * half).point, topRight: (far - right * half).point,
                bottomRight: (far + right * half).point, bottomLeft: (near + left * half).point)
        }
    }

    private func emissions(_ view: GreyView, _ quad: Quad) throws(RecognitionError) -> Emissions {
        let (rows, columns) = (description.shape[0], description.shape[1])
        Crop.warp(view, quad, into: reader.input, columns: columns, rows: rows, textColumns: columns)
        try reader.infer()
        return try reader.output(0) { (logits, shape) in Emissions(logits: logits, shape: shape) }
    }

    private func fitted(_ emissions: [Emissions], _ quads: [Quad], _ form: PrintedForm) -> FormRead? {
        var lines: [[ReadCharacter?]] = []
        var (loss, count) = (0.0, 0)
        for (emission, line) in zip(emissions, form.lines) {
            guard emission.classes == characters.count else { return nil }
            let hidden = characters.count - 1
            let penalty = line.map { allowed in
                (1..<characters.count).map { symbol in
                    symbol == hidden || characters[symbol].map(allowed.contains) ?? false ? 0 : Self.misplaced
                }
            }
            guard let (places, likelihood) = emission.fitted(penalty) else { return nil }
            loss -= Double(likelihood)
            count += line.count
            lines.append(
                zip(places, penalty).map { place, penalty in
                    guard place.symbol != hidden, let chosen = characters[place.symbol] else { return nil }
                    return character(emission, place, chosen, penalty)
                })
        }
        guard let first = quads.first, let last = quads.last, count > 0 else { return nil }
        return FormRead(
            form: form.name, lines: lines,
            corners: Quad(
                topLeft: first.topLeft, topRight: first.topRight, bottomRight: last.bottomRight,
                bottomLeft: last.bottomLeft),
            loss: loss / Double(count))
    }

    /// Among the characters that may stand there; the blank between characters says nothing about which one it is.
    private func character(
        _ emission: Emissions, _ place: Emissions.Placed, _ chosen: Character, _ penalty: [Float]
    ) -> ReadCharacter? {
        let row = emission.row(place.step)
        let values = zip(row.dropFirst(), penalty).map { Double($0 - $1) }
        let most = values.max() ?? 0
        let weights = values.map { exp($0 - most) }
        let total = weights.reduce(0, +)
        var alternatives: [ReadCharacter.Alternative] = []
        for (symbol, weight) in weights.enumerated() where weight / total > 0.002 || symbol + 1 == place.symbol {
            guard symbol + 1 < characters.count - 1, let one = characters[symbol + 1] else { continue }
            alternatives.append(ReadCharacter.Alternative(one, weight / total))
        }
        guard let read = ReadCharacter(alternatives), read.best.character == chosen else { return nil }
        return read
    }
}
