import Foundation
import GateDomain
import GatePipeline

/// Reads a place that looks like a plate: cuts it out in several ways until two readings agree well.
final class PlaceReader {
    /// By lines of text.
    private let readers: [Int: NetworkRequest]
    private let detector: NetworkRequest
    private let description: PlateReaderDescription
    private let decoder: PlateDecoder

    var usage: [NetworkUsage] { [1, 2].compactMap { readers[$0]?.usage } }

    /// - Parameter detector: finds the corners of plates again.
    init(networks: PlateNetworks, detector: NetworkRequest) throws(RecognitionError) {
        var readers: [Int: NetworkRequest] = [:]
        for (lines, network) in networks.readers { readers[lines] = try network.makeRequest() }
        self.readers = readers
        self.detector = detector
        description = networks.description
        decoder = PlateDecoder(alphabet: networks.description.characters)
    }

    /// Ways to cut out a plate: as detected; wider, for corners that cut characters off; leaning, for slanted plates whose corners were found
    /// upright; tighter, for loose corners; sharpened, for blurred ones.
    private struct Attempt {
        var share = 0.0
        var sharpening: Float = 0
        var lean = 0.0

        static let plain = Attempt()
        static let first = [plain, Attempt(share: 1)]
        static let more = [Attempt(lean: 0.2), Attempt(lean: -0.2), Attempt(share: -0.8), Attempt(sharpening: 2)]
    }

    /// Reads a place on several crops until two agree well.
    func read(_ view: GreyView, _ found: PlateDetection, isPicture: Bool) throws(RecognitionError) -> PlateReading? {
        var looks: [PlateDecoder.Look] = []
        var tries = 0
        var lines: Int?
        func isSettled() -> Bool {
            guard looks.count > 1, let choice = decoder.choose(looks), choice.agreeing > 1 else { return false }
            let reading = self.reading(choice, looks, tries)
            return reading.mean >= Self.clear
                && (choice.plate.format != nil || (choice.agreeing > 2 && choice.agreeing == looks.count))
        }
        func look(_ attempts: [Attempt], _ quad: Quad) throws(RecognitionError) {
            for attempt in attempts {
                if let seen = try self.look(view, quad, lines: lines, attempt) { looks.append(seen) }
                tries += 1
                if isSettled() { return }
            }
        }
        guard isPicture else {
            // A stream's next frame is the better second try; but where the camera stands, characters lean in every frame.
            try look([.plain], found.quad)
            var choice = decoder.choose(looks)
            if let seen = choice, reading(seen, looks, tries).mean < Self.clear,
                let upright = upright(view, found.quad, looks)
            {
                try look([.plain], upright)
                choice = decoder.choose(looks)
            }
            let rules = description.accept.unknownFormat
            if let seen = choice, seen.plate.format == nil, found.score >= rules.streamHeat,
                seen.symbols.count >= rules.characters, !isSettled()
            {
                // Another crop tells a foreign plate from lettering.
                try look([Attempt(share: 1)], found.quad)
                choice = decoder.choose(looks)
            }
            return choice.map { reading($0, looks, tries) }
        }
        var quad = found.quad
        // Corners of a plate that fills the picture are not trusted; those of others only where reading is in doubt.
        let isLarge = quad.bounds.width * found.scale > Self.usual.upperBound
        let known = isLarge ? try again(view, found) : nil
        if let known { try look(Attempt.first, known) }
        if !isSettled() { try look(Attempt.first, found.quad) }
        var upright: Quad?
        if !isSettled(), found.score >= Self.plain {
            upright = self.upright(view, quad, looks)
            if let upright { try look(Attempt.first, upright) }
        }
        // Lamps, badges and grilles give a character or two, or what no two crops agree on: not worth another look.
        let first = decoder.choose(looks).map { reading($0, looks, tries) }
        guard let first, looks.contains(where: { $0.offers[0].symbols.count >= Self.fewest }),
            found.score >= Self.plain || first.confidence(description.calibration, heat: found.score) >= Self.hopeless
        else { return first }
        if !isSettled(), let usual = looks.first?.lines {
            // Pictures squeezed to another shape have two lines on what looks like one.
            let other = try self.look(view, quad, exactly: 3 - usual, .plain)
            if let other, looks.allSatisfy({ $0.offers[0].score + Self.clearly < other.offers[0].score }) {
                (looks, tries, lines) = ([other], 1, 3 - usual)
                try look([Attempt(share: 1)], quad)
            }
        }
        if !isSettled(), !isLarge, let better = try again(view, found) {
            quad = better
            try look(Attempt.first, better)
        }
        quad = known ?? quad
        if !isSettled() {
            if quad == found.quad, let upright {
                quad = upright
            } else if let upright = self.upright(view, quad, looks) {
                quad = upright
                try look([.plain], upright)
            }
        }
        if !isSettled() { try look(Attempt.more, quad) }
        return decoder.choose(looks).map { reading($0, looks, tries) }
    }

    /// The quad with its sides along the strokes of the text; nil where they are already, or where nothing is read.
    private func upright(_ view: GreyView, _ quad: Quad, _ looks: [PlateDecoder.Look]) -> Quad? {
        looks.first.flatMap { Lean.corrected(view, quad, lines: $0.lines) }
    }

    private func reading(_ choice: PlateDecoder.Choice, _ looks: [PlateDecoder.Look], _ tries: Int) -> PlateReading {
        let (raw, logs) = decoder.characters(of: choice, in: looks[choice.look])
        return PlateReading(
            choice: choice, look: looks[choice.look], raw: raw,
            mean: logs.isEmpty ? Double(PlateDecoder.worst) : logs.reduce(0, +) / Double(logs.count),
            least: logs.min() ?? PlateDecoder.worst, tries: tries, looks: looks.count,
            sights: decoder.sights(of: choice, in: looks[choice.look]))
    }

    private static let fewest = 3
    /// Nats by which a plate has the other number of lines.
    private static let clearly = 3.0
    /// Heat of what plainly looks like a plate, and confidence in what does not from which it is worth another look.
    private static let (plain, hopeless) = (0.5, 0.1)
    /// Mean log-probability of the characters of a plate that is read clearly.
    private static let clear = -0.05

    /// The corners of a plate, found again with the plate at the size that the detector knows best; nil where it was seen at about that size.
    private func again(_ view: GreyView, _ found: PlateDetection) throws(RecognitionError) -> Quad? {
        let bounds = found.quad.bounds
        let seen = bounds.width * found.scale
        guard seen < Self.usual.lowerBound || seen > Self.usual.upperBound else { return nil }
        let width = max(bounds.width * 4.5, bounds.height * 6)
        let (part, corner) = view.part(
            Box(
                x: bounds.x + bounds.width / 2 - width / 2, y: bounds.y + bounds.height / 2 - width * 0.3, width: width,
                height: width * 0.6))
        let fit = min(
            Double(PlateDetection.columns) / Double(part.width), Double(PlateDetection.rows) / Double(part.height),
            Self.largestGrowth)
        let known = try PlateDetection.find(
            in: part, with: detector, least: description.detector.heatMin, largestGrowth: Self.largestGrowth,
            share: min(1, Self.best / bounds.width / fit))
        return known.map { $0.quad.moved(by: corner) }.first { $0.bounds.overlap(with: bounds) > Self.overlap }
    }

    /// Widths of plates, in the detector's pixels, at which corners are found well, and the best.
    private static let (usual, best) = (90.0...200.0, 140.0)
    private static let largestGrowth = 4.0
    private static let overlap = 0.3

    /// - Parameter lines: how many there are; nil tries both where the shape leaves it open.
    private func look(
        _ view: GreyView, _ quad: Quad, lines: Int?, _ attempt: Attempt
    ) throws(RecognitionError) -> PlateDecoder.Look? {
        let aspect = quad.textWidth / max(quad.textHeight, 1e-3)
        let usual = aspect >= description.oneLineAspectMin ? 1 : 2
        let band = description.tryBothAspect
        let isOpen = band.count == 2 && band[0] <= aspect && aspect <= band[1]
        var best: PlateDecoder.Look?
        for lines in lines.map({ [$0] }) ?? (isOpen ? [usual, 3 - usual] : [usual]) {
            let look = try self.look(view, quad, exactly: lines, attempt)
            if let look, look.offers[0].score > best?.offers[0].score ?? -.infinity { best = look }
        }
        return best
    }

    private func look(
        _ view: GreyView, _ quad: Quad, exactly lines: Int, _ attempt: Attempt
    ) throws(RecognitionError) -> PlateDecoder.Look? {
        guard let reader = readers[lines] else { return nil }
        let margin = description.cropMargin[String(lines)]
        let extra = description.retry.extraMargin[String(lines)]
        let grown = Homography(quad).expanded(
            (margin?.x ?? 0.03) + attempt.share * (extra?.x ?? 0), (margin?.y ?? 0.05) + attempt.share * (extra?.y ?? 0)
        )
        let (columns, rows) = lines == 1 ? (160, 32) : (96, 64)
        Crop.warp(
            view, grown.leaning(attempt.lean), into: reader.input, columns: columns, rows: rows, textColumns: columns,
            sharpening: attempt.sharpening)
        try reader.infer()
        let emissions = try reader.output(0) { (logits, shape) throws(RecognitionError) in
            Emissions(logits: logits, shape: shape)
        }
        return decoder.look(emissions, lines: lines, quad: quad)
    }
}

/// What was made of a place that looks like a plate.
struct PlateReading {
    var choice: PlateDecoder.Choice
    var look: PlateDecoder.Look
    var raw: ReadText
    /// Mean and least log-probability of the characters.
    var mean: Double
    var least: Double
    /// Crops that were read.
    var tries: Int
    /// Of these, how many gave a text.
    var looks: Int
    /// What each character rests on.
    var sights: [CharacterSight]

    /// How often such a read is right, 0…1.
    func confidence(_ weights: PlateReaderDescription.Calibration, heat: Double) -> Double {
        var sum = weights.bias + weights.mean * Self.sureness(mean)
        sum += weights.least * Self.sureness(least) + weights.joint * Self.sureness(choice.joint)
        sum += weights.margin * choice.margin + (choice.plate.format == nil ? weights.unknown : 0)
        sum += (tries > 2 ? weights.again : 0)
        sum += weights.hidden * -log(max(1e-3, choice.hidden))
        sum += weights.disagreeing * (1 - Double(choice.agreeing) / Double(looks))
        sum += weights.heat * min(0, heat - 0.8) + weights.small * min(0, look.quad.textHeight / 24 - 1)
        return 1 / (1 + exp(-sum))
    }

    /// A log-likelihood as the digits of certainty (nats): 0.99 and 0.999 differ in it, as they do in how often a read is wrong.
    private static func sureness(_ logLikelihood: Double) -> Double { -log(max(1e-3, 1 - exp(logLikelihood))) }
}
