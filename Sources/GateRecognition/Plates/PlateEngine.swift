import Foundation
import GateDomain
import GatePipeline

/// The plate networks for one thread.
final class PlateEngine {
    private let detector: NetworkRequest
    /// By lines of text: two networks, trained apart, so that one's mistakes are not the other's.
    private let readers: [Int: [NetworkRequest]]
    private let description: PlateReaderDescription
    private let decoder: PlateDecoder
    /// Where attempts are noted; nil on streams.
    var attempts: [ReadingAttempt]?

    var usage: [NetworkUsage] { ([detector] + [1, 2].flatMap { readers[$0] ?? [] }).map(\.usage) }

    init(networks: PlateNetworks) throws(RecognitionError) {
        detector = try networks.detector.makeRequest()
        var readers: [Int: [NetworkRequest]] = [:]
        for (lines, networks) in networks.readers {
            for network in networks { readers[lines, default: []].append(try network.makeRequest()) }
        }
        self.readers = readers
        description = networks.description
        decoder = PlateDecoder(alphabet: networks.description.characters)
    }

    /// Plates of a picture, most certain first, and the places that look like plates but gave no text.
    /// - Parameter isPicture: a single picture, which is looked at more closely than a stream's frame: that has its next frame.
    func find(in frame: VideoFrame, isPicture: Bool) throws(RecognitionError) -> (plates: [PlateRead], unread: [Quad]) {
        let view = GreyView(frame)
        let rules = description.detector
        var places = try places(
            try PlateDetection.find(in: view, with: detector, least: rules.heatMin, largestGrowth: rules.maxUpscale),
            frame, isPicture: isPicture)
        if isPicture, places.allSatisfy({ $0.confidence < Self.likely }) {
            // A plate may fill the picture: look from further away.
            places += try self.places(
                try PlateDetection.find(
                    in: view, with: detector, least: rules.heatMin, largestGrowth: rules.maxUpscale,
                    share: rules.secondLook), frame, isPicture: true)
        }
        if isPicture, places.allSatisfy({ $0.confidence < Self.likely }) {
            // Or be lost where the whole picture is shrunk.
            for part in view.parts {
                let (piece, corner) = view.part(part)
                let found = try PlateDetection.find(
                    in: piece, with: detector, least: rules.heatMin, largestGrowth: rules.maxUpscale)
                // What a part cuts off is whole in its neighbour.
                let whole = found.filter { one in
                    one.quad.corners.allSatisfy {
                        $0.x > 1 && $0.y > 1 && $0.x < Double(piece.width) - 1 && $0.y < Double(piece.height) - 1
                    }
                }
                places += try self.places(whole.map { $0.moved(by: corner) }, frame, isPicture: true)
            }
        }
        let aspect = Double(view.width) / Double(view.height)
        if isPicture, view.width * view.height < rules.cropArea, aspect > 0.6, aspect < 7,
            places.allSatisfy({ $0.confidence < Self.sure })
        {
            // A small picture may be nothing but a plate.
            places += try self.places([PlateDetection(score: 1, quad: Quad(box: view.bounds))], frame, isPicture: true)
        }
        // The surer of two that lie on each other.
        places.sort { $0.confidence > $1.confidence }
        var kept: [Place] = []
        for place in places
        where kept.allSatisfy({ $0.found.quad.bounds.overlap(with: place.found.quad.bounds) < Self.overlap }) {
            kept.append(place)
        }
        for place in kept { note(place) }
        return (
            kept.compactMap { $0.refusal == nil ? $0.read : nil },
            kept.filter { $0.refusal != nil && $0.found.score >= 0.5 }.map(\.found.quad)
        )
    }

    /// From here on a place is taken for a plate that is read, and nothing else is looked for.
    private static let likely = 0.5
    private static let sure = 0.97
    private static let overlap = 0.3

    /// A place that looks like a plate, and what was read there.
    private struct Place {
        var found: PlateDetection
        var reading: Reading?
        var read: PlateRead?
        var refusal: String?

        var confidence: Double { refusal == nil ? read?.confidence ?? 0 : 0 }
    }

    private func places(
        _ detections: [PlateDetection], _ frame: VideoFrame, isPicture: Bool
    ) throws(RecognitionError) -> [Place] {
        var places: [Place] = []
        for found in detections {
            guard let reading = try read(GreyView(frame), found, isPicture: isPicture) else {
                places.append(Place(found: found, refusal: "no character is read there"))
                continue
            }
            let read = plate(reading, frame, heat: found.score)
            let place = PlateDetection(score: found.score, quad: read.corners)
            places.append(
                Place(
                    found: place, reading: reading, read: read,
                    refusal: refusal(of: read, reading, heat: found.score, isPicture: isPicture)))
        }
        return places
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

    /// What was made of a place.
    private struct Reading {
        var choice: PlateDecoder.Choice
        var look: PlateDecoder.Look
        var raw: ReadText
        /// Mean and least log-probability of the characters.
        var mean: Double
        var least: Double
        /// Crops that were read.
        var tries: Int
        /// What the readers made of them.
        var looks: Int
    }

    private func plate(_ reading: Reading, _ frame: VideoFrame, heat: Double) -> PlateRead {
        let (plate, quad) = (reading.choice.plate, reading.look.quad)
        let colour = PlateColour.sampled(frame, quad)
        var confidence = confidence(reading, heat)
        // Bright on dark without a colour is no Vietnamese plate by day: a burnt-in clock reads like one. An infrared picture of a red or
        // blue plate looks so too, so it stays a read, to be asked about.
        if plate.country == .vietnam, colour == .black || colour == .unknown { confidence /= 2 }
        return PlateRead(
            raw: reading.raw, plate: plate, colour: colour, confidence: confidence, lines: reading.look.lines,
            corners: quad)
    }

    /// What is hardly likely to be right does not count. On a stream, read on one crop, a text of unknown format must be read well.
    private func refusal(of read: PlateRead, _ reading: Reading, heat: Double, isPicture: Bool) -> String? {
        let least = description.accept
        if reading.mean < Self.faint, reading.choice.joint < Self.unsupported {
            return "its characters are hardly seen, and the crops do not agree"
        }
        if read.confidence < least.confidence { return "read with too much doubt" }
        if read.plate.format != nil { return nil }
        if read.plate.text.prefix(4).allSatisfy(\.isLetter), read.plate.text.count > 8 {
            return "looks like a container number"
        }
        if read.plate.text.count < least.unknownFormat.characters { return "too few characters for a plate" }
        if read.plate.text.count > Self.mostDigits, read.plate.text.allSatisfy(\.isNumber) {
            return "a long number without a letter: a date, a telephone number"
        }
        if isPicture { return nil }
        if read.confidence < least.unknownFormat.streamConfidence { return "no known format, and read with doubt" }
        return heat < least.unknownFormat.streamHeat ? "no known format, and hardly looks like a plate" : nil
    }

    /// Mean log-probability of the characters, and of the text over all crops, below which nothing was ever right.
    private static let (faint, unsupported) = (-0.2, -6.0)
    /// Plates of digits alone have up to six (Thailand's lorries).
    private static let mostDigits = 6

    private func note(_ place: Place) {
        guard attempts != nil else { return }
        let quad = place.found.quad
        var scores = ["heat": place.found.score, "height": quad.textHeight, "width": quad.textWidth]
        if let reading = place.reading {
            scores["confidence"] = confidence(reading, place.found.score)
            scores["mean"] = reading.mean
            scores["least"] = reading.least
            scores["joint"] = reading.choice.joint
            scores["margin"] = reading.choice.margin
            scores["agreeing"] = Double(reading.choice.agreeing)
            scores["tries"] = Double(reading.tries)
            scores["looks"] = Double(reading.looks)
            scores["hidden"] = reading.choice.hidden
            scores["unknown"] = reading.choice.plate.format == nil ? 1 : 0
        }
        attempts?.append(
            ReadingAttempt(
                kind: .plate, layout: place.reading.map { String($0.look.lines) } ?? "", region: quad,
                text: place.reading?.raw.text ?? "", final: place.reading?.choice.plate.text ?? "", scores: scores,
                refusal: place.refusal)
        )
    }

    /// Reads a place on several crops until two agree well.
    private func read(_ view: GreyView, _ found: PlateDetection, isPicture: Bool) throws(RecognitionError) -> Reading? {
        var looks: [PlateDecoder.Look] = []
        var tries = 0
        var lines: Int?
        func isSettled() -> Bool {
            guard let choice = decoder.choose(looks), choice.agreeing > 1 else { return false }
            let reading = self.reading(choice, looks, tries)
            return reading.mean >= Self.clear
                && (choice.plate.format != nil || (choice.agreeing > 2 && choice.agreeing == looks.count))
        }
        func look(_ attempts: [Attempt], _ quad: Quad) throws(RecognitionError) {
            for attempt in attempts {
                looks += try self.looks(view, quad, lines: lines, attempt)
                tries += 1
                if isSettled() { return }
            }
        }
        guard isPicture else {
            // A stream's next frame is the better second try; but where the camera stands, characters lean in every frame.
            try look([.plain], found.quad)
            if let seen = decoder.choose(looks), reading(seen, looks, tries).mean < Self.clear,
                let upright = upright(view, found.quad, looks)
            {
                try look([.plain], upright)
            }
            return decoder.choose(looks).map { reading($0, looks, tries) }
        }
        var quad = found.quad
        // Corners of a plate that fills the picture are not trusted; those of others only where reading is in doubt.
        let isLarge = quad.bounds.width * found.scale > Self.usual.upperBound
        let known = isLarge ? try again(view, found) : nil
        if let known { try look(Attempt.first, known) }
        if !isSettled() { try look(Attempt.first, found.quad) }
        if !isSettled(), found.score >= Self.plain, let upright = upright(view, quad, looks) {
            try look(Attempt.first, upright)
        }
        if !isSettled(), let usual = looks.first?.lines {
            // Pictures squeezed to another shape have two lines on what looks like one.
            let others = try self.looks(view, quad, exactly: 3 - usual, .plain)
            let scores = looks.map { $0.offers[0].score }
            if let other = others.first?.offers[0].score, scores.allSatisfy({ $0 + Self.clearly < other }) {
                (looks, tries, lines) = (others, 1, 3 - usual)
                try look([Attempt(share: 1)], quad)
            }
        }
        // Lamps, badges and grilles give a character or two, or what no two crops agree on: not worth another look.
        let first = decoder.choose(looks).map { reading($0, looks, tries) }
        guard let first, looks.contains(where: { $0.offers[0].symbols.count >= Self.fewest }),
            found.score >= Self.plain || confidence(first, found.score) >= Self.hopeless
        else { return first }
        if !isSettled(), !isLarge, let better = try again(view, found) {
            quad = better
            try look(Attempt.first, better)
        }
        quad = known ?? quad
        if !isSettled(), let upright = upright(view, quad, looks) {
            quad = upright
            try look([.plain], upright)
        }
        if !isSettled() { try look(Attempt.more, quad) }
        return decoder.choose(looks).map { reading($0, looks, tries) }
    }

    /// The quad with its sides along the strokes of the text; nil where they are already, or where nothing is read.
    private func upright(_ view: GreyView, _ quad: Quad, _ looks: [PlateDecoder.Look]) -> Quad? {
        looks.first.flatMap { Lean.corrected(view, quad, lines: $0.lines) }
    }

    private func reading(_ choice: PlateDecoder.Choice, _ looks: [PlateDecoder.Look], _ tries: Int) -> Reading {
        let (raw, logs) = decoder.characters(of: choice, in: looks[choice.look])
        return Reading(
            choice: choice, look: looks[choice.look], raw: raw,
            mean: logs.isEmpty ? Double(PlateDecoder.worst) : logs.reduce(0, +) / Double(logs.count),
            least: logs.min() ?? PlateDecoder.worst, tries: tries, looks: looks.count)
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

    /// - Parameter lines: how many there are; nil tries both where the shape leaves it open.
    private func looks(
        _ view: GreyView, _ quad: Quad, lines: Int?, _ attempt: Attempt
    ) throws(RecognitionError) -> [PlateDecoder.Look] {
        let aspect = quad.textWidth / max(quad.textHeight, 1e-3)
        let usual = aspect >= description.oneLineAspectMin ? 1 : 2
        let band = description.tryBothAspect
        let isOpen = band.count == 2 && band[0] <= aspect && aspect <= band[1]
        var best: (looks: [PlateDecoder.Look], score: Double) = ([], -.infinity)
        for lines in lines.map({ [$0] }) ?? (isOpen ? [usual, 3 - usual] : [usual]) {
            let looks = try self.looks(view, quad, exactly: lines, attempt)
            guard !looks.isEmpty else { continue }
            let score = looks.reduce(0) { $0 + $1.offers[0].score } / Double(looks.count)
            if score > best.score { best = (looks, score) }
        }
        return best.looks
    }

    private func looks(
        _ view: GreyView, _ quad: Quad, exactly lines: Int, _ attempt: Attempt
    ) throws(RecognitionError) -> [PlateDecoder.Look] {
        let margin = description.cropMargin[String(lines)]
        let extra = description.retry.extraMargin[String(lines)]
        let grown = Homography(quad).expanded(
            (margin?.x ?? 0.03) + attempt.share * (extra?.x ?? 0), (margin?.y ?? 0.05) + attempt.share * (extra?.y ?? 0)
        )
        let (columns, rows) = lines == 1 ? (160, 32) : (96, 64)
        var looks: [PlateDecoder.Look] = []
        for reader in readers[lines] ?? [] {
            Crop.warp(
                view, grown.leaning(attempt.lean), into: reader.input, columns: columns, rows: rows,
                textColumns: columns, sharpening: attempt.sharpening)
            try reader.infer()
            let emissions = try reader.output(0) { (logits, shape) throws(RecognitionError) in
                Emissions(logits: logits, shape: shape)
            }
            if let look = decoder.look(emissions, lines: lines, quad: quad) { looks.append(look) }
        }
        return looks
    }

    /// How often such a read is right, 0…1.
    private func confidence(_ reading: Reading, _ heat: Double) -> Double {
        let (weights, choice) = (description.calibration, reading.choice)
        var sum = weights.bias + weights.mean * Self.sureness(reading.mean)
        sum += weights.least * Self.sureness(reading.least) + weights.joint * Self.sureness(choice.joint)
        sum += weights.margin * choice.margin + (choice.plate.format == nil ? weights.unknown : 0)
        sum += (reading.tries > 2 ? weights.again : 0)
        sum += weights.disagreeing * (1 - Double(choice.agreeing) / Double(reading.looks))
        sum += weights.heat * min(0, heat - 0.8) + weights.small * min(0, reading.look.quad.textHeight / 24 - 1)
        return 1 / (1 + exp(-sum))
    }

    /// A log-likelihood as the digits of certainty (nats): 0.99 and 0.999 differ in it, as they do in how often a read is wrong.
    private static func sureness(_ logLikelihood: Double) -> Double { -log(max(1e-3, 1 - exp(logLikelihood))) }
}
