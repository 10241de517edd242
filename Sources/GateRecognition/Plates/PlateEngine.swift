import Foundation
import GateDomain
import GatePipeline

/// The plate networks for one thread.
final class PlateEngine {
    private let detector: NetworkRequest
    private let readers: [Int: NetworkRequest]
    private let description: PlateReaderDescription
    private let alphabet: [Character?]
    /// Where attempts are noted; nil on streams.
    var attempts: [ReadingAttempt]?

    var usage: [NetworkUsage] { ([detector] + [1, 2].compactMap { readers[$0] }).map(\.usage) }

    init(networks: PlateNetworks) throws(RecognitionError) {
        detector = try networks.detector.makeRequest()
        readers = [1: try networks.oneLine.makeRequest(), 2: try networks.twoLines.makeRequest()]
        description = networks.description
        alphabet = networks.description.characters
    }

    /// Plates of a picture, most certain first, and the places that look like plates but gave no text.
    /// - Parameter isPicture: a single picture, which is looked at twice where a stream's frame is not.
    func find(in frame: VideoFrame, isPicture: Bool) throws(RecognitionError) -> (plates: [PlateRead], unread: [Quad]) {
        let view = GreyView(frame)
        let rules = description.detector
        var detections = try PlateDetection.find(
            in: view, with: detector, least: rules.heatMin, largestGrowth: rules.maxUpscale)
        if detections.isEmpty, isPicture {
            detections = try PlateDetection.find(
                in: view, with: detector, least: rules.heatMin, largestGrowth: rules.maxUpscale, share: rules.secondLook
            )
        }
        var plates: [PlateRead] = []
        var unread: [Quad] = []
        for found in detections {
            let reading = try read(view, found.quad, isPicture: isPicture)
            let refusal =
                reading.map { self.refusal(of: $0.text, heat: found.score) } ?? "no character is read there"
            note(reading, found, refusal)
            if let reading, refusal == nil {
                plates.append(plate(reading, frame, found.quad, heat: found.score))
            } else if found.score >= 0.5 {
                unread.append(found.quad)
            }
        }
        let aspect = Double(view.width) / Double(view.height)
        if isPicture, detections.count <= 1, view.width * view.height < rules.cropArea, aspect > 1, aspect < 7,
            plates.allSatisfy({ $0.confidence < Self.sure })
        {
            let whole = Quad(box: view.bounds)
            if let reading = try read(view, whole, isPicture: true), refusal(of: reading.text, heat: 1) == nil {
                note(reading, PlateDetection(score: 1, quad: whole), nil)
                let read = plate(reading, frame, whole, heat: 1)
                if plates.allSatisfy({ read.confidence > $0.confidence }) { plates = [read] }
            }
        }
        return (plates.sorted { $0.confidence > $1.confidence }, unread)
    }

    /// Ways to cut out a plate: as detected; wider, for corners that cut characters off; sharpened, for blurred ones; leaning, for slanted
    /// plates whose corners were found upright.
    private struct Attempt {
        var isWide = false
        var sharpening: Float = 0
        var lean = 0.0

        static let plain = Attempt()
        static let all = [
            plain, Attempt(isWide: true), Attempt(lean: 0.2), Attempt(lean: -0.2), Attempt(sharpening: 2),
        ]
    }

    /// A plate read with this confidence is not looked for in another way.
    private static let sure = 0.9
    /// How much a better score counts where crops disagree.
    private static let emphasis = 8.0

    private struct Reading {
        var text: PlateText
        var lines: Int
        /// Crops on which it was read, of so many.
        var agreeing = 1
        var tries = 1
    }

    private func plate(_ reading: Reading, _ frame: VideoFrame, _ quad: Quad, heat: Double) -> PlateRead {
        let colour = PlateColour.sampled(frame, quad)
        var confidence = confidence(reading, quad, heat)
        // Bright on dark without a colour is no Vietnamese plate by day: a burnt-in clock reads like one. An infrared picture of a red or
        // blue plate looks so too, so it stays a read, to be asked about.
        if reading.text.plate.country == .vietnam, colour == .black || colour == .unknown { confidence /= 2 }
        return PlateRead(
            raw: reading.text.raw, plate: reading.text.plate, colour: colour, confidence: confidence,
            lines: reading.lines, corners: quad)
    }

    /// A text in a known format counts; any other must be seen and read well, and must not be a container's number.
    private func refusal(of text: PlateText, heat: Double) -> String? {
        let least = description.accept.unknownFormat
        if text.plate.format != nil { return nil }
        if text.plate.text.prefix(4).allSatisfy(\.isLetter), text.plate.text.count > 8 {
            return "looks like a container number"
        }
        if text.plate.text.count < least.characters { return "too few characters for a plate" }
        if heat < least.heat { return "no known format, and hardly looks like a plate" }
        if text.likelihood < least.confidence { return "no known format, and read with doubt" }
        return nil
    }

    private func note(_ reading: Reading?, _ found: PlateDetection, _ refusal: String?) {
        guard attempts != nil else { return }
        var scores = ["heat": found.score, "height": found.quad.textHeight, "width": found.quad.textWidth]
        if let reading {
            scores["confidence"] = confidence(reading, found.quad, found.score)
            scores["mean"] = reading.text.mean
            scores["least"] = reading.text.least
            scores["formatCost"] = Double(reading.text.cost)
            scores["agreeing"] = Double(reading.agreeing)
            scores["tries"] = Double(reading.tries)
            scores["unknown"] = reading.text.plate.format == nil ? 1 : 0
        }
        attempts?.append(
            ReadingAttempt(
                kind: .plate, layout: reading.map { String($0.lines) } ?? "", region: found.quad,
                text: reading?.text.free ?? "", final: reading?.text.plate.text ?? "", scores: scores, refusal: refusal)
        )
    }

    /// Reads a place on several crops until two agree well; the text with most weight behind it wins.
    private func read(_ view: GreyView, _ quad: Quad, isPicture: Bool) throws(RecognitionError) -> Reading? {
        // A stream's next frame is the better second try.
        let attempts = isPicture ? Attempt.all : [Attempt.plain]
        var readings: [Reading] = []
        for attempt in attempts {
            // Sharpening helps blurred plates and harms clear ones: only where nothing else was read twice.
            if attempt.sharpening > 0, Set(readings.map(\.text.plate.text)).count < readings.count { break }
            guard let reading = try read(view, quad, attempt) else { continue }
            readings.append(reading)
            let alike = readings.filter { $0.text.plate.text == reading.text.plate.text }
            if alike.count > 1, alike.contains(where: { score($0.text) >= description.retry.belowScore }) { break }
        }
        func weight(_ reading: Reading) -> Double { pow(score(reading.text), Self.emphasis) }
        var best: (weight: Double, reading: Reading)?
        for reading in readings {
            let alike = readings.filter { $0.text.plate.text == reading.text.plate.text }
            let sum = alike.map(weight).reduce(0, +)
            guard best.map({ sum > $0.weight }) ?? true, let top = alike.max(by: { weight($0) < weight($1) }) else {
                continue
            }
            best = (sum, Reading(text: top.text, lines: top.lines, agreeing: alike.count, tries: readings.count))
        }
        return best?.reading
    }

    /// The better of one and two lines where the shape leaves it open.
    private func read(_ view: GreyView, _ quad: Quad, _ attempt: Attempt) throws(RecognitionError) -> Reading? {
        let aspect = quad.textWidth / max(quad.textHeight, 1e-3)
        let usual = aspect >= description.oneLineAspectMin ? 1 : 2
        let band = description.tryBothAspect
        let isOpen = band.count == 2 && band[0] <= aspect && aspect <= band[1]
        var best: Reading?
        for lines in isOpen ? [usual, 3 - usual] : [usual] {
            guard let text = try text(view, quad, lines: lines, attempt) else { continue }
            if best.map({ score(text) > score($0.text) }) ?? true { best = Reading(text: text, lines: lines) }
        }
        return best
    }

    /// For choosing between readings of one place.
    private func score(_ text: PlateText) -> Double {
        text.likelihood + (text.plate.format != nil ? description.retry.knownFormatBonus : 0)
            - (text.plate.text.count < description.accept.unknownFormat.characters ? 0.5 : 0)
    }

    /// How often such a read is right, 0…1.
    private func confidence(_ reading: Reading, _ quad: Quad, _ heat: Double) -> Double {
        let weights = description.calibration
        let (text, isUnknown) = (reading.text, reading.text.plate.format == nil)
        var sum = weights.bias + weights.mean * Self.sureness(text.mean) + weights.least * Self.sureness(text.least)
        sum += weights.formatCost * Double(text.cost) + (isUnknown ? weights.unknown : 0)
        sum += (reading.tries > 2 ? weights.again : 0)
        sum += weights.disagreeing * (1 - Double(reading.agreeing) / Double(reading.tries))
        sum += weights.heat * min(0, heat - 0.8) + weights.small * min(0, quad.textHeight / 24 - 1)
        return 1 / (1 + exp(-sum))
    }

    /// A log-likelihood as the digits of certainty (nats): 0.99 and 0.999 differ in it, as they do in how often a read is wrong.
    private static func sureness(_ logLikelihood: Double) -> Double { -log(max(1e-3, 1 - exp(logLikelihood))) }

    private func text(_ view: GreyView, _ quad: Quad, lines: Int, _ attempt: Attempt) throws(RecognitionError)
        -> PlateText?
    {
        guard let reader = readers[lines] else { return nil }
        let margin = description.cropMargin[String(lines)]
        let extra = attempt.isWide ? description.retry.extraMargin[String(lines)] : nil
        let grown = Homography(quad).expanded(
            (margin?.x ?? 0.03) + (extra?.x ?? 0), (margin?.y ?? 0.05) + (extra?.y ?? 0))
        let (columns, rows) = lines == 1 ? (160, 32) : (96, 64)
        Crop.warp(
            view, grown.leaning(attempt.lean), into: reader.input, columns: columns, rows: rows, textColumns: columns,
            sharpening: attempt.sharpening)
        try reader.infer()
        let emissions = try reader.output(0) { (logits, shape) throws(RecognitionError) in
            Emissions(logits: logits, shape: shape)
        }
        return PlateText(emissions, alphabet: alphabet)
    }
}
