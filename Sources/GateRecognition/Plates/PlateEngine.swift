import GateDomain
import GatePipeline

/// The plate networks for one thread.
final class PlateEngine {
    private let detector: NetworkRequest
    private let readers: [Int: NetworkRequest]
    private let description: PlateReaderDescription
    private let alphabet: [Character?]

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
            if let reading, accepts(reading.text, heat: found.score) {
                plates.append(plate(reading, frame, found.quad, heat: found.score))
            } else if found.score >= 0.5 {
                unread.append(found.quad)
            }
        }
        let aspect = Double(view.width) / Double(view.height)
        if isPicture, detections.count <= 1, view.width * view.height < rules.cropArea, aspect > 1, aspect < 7,
            plates.first.map({ score($0) < description.retry.belowScore }) ?? true
        {
            let whole = Quad(box: Box(x: 0, y: 0, width: Double(view.width), height: Double(view.height)))
            if let reading = try read(view, whole, isPicture: true), accepts(reading.text, heat: 1) {
                let read = plate(reading, frame, whole, heat: 1)
                if plates.first.map({ score(read) > score($0) }) ?? true { plates = [read] }
            }
        }
        return (plates.sorted { $0.confidence > $1.confidence }, unread)
    }

    /// Ways to cut out a plate: as detected; wider, for corners that cut characters off; leaning, for slanted plates whose corners were
    /// found upright.
    private struct Attempt {
        var isWide = false
        var lean = 0.0

        static let plain = Attempt()
        static let all = [plain, Attempt(isWide: true), Attempt(lean: 0.2), Attempt(lean: -0.2)]
    }

    private typealias Reading = (text: PlateText, lines: Int)

    private func plate(_ reading: Reading, _ frame: VideoFrame, _ quad: Quad, heat: Double) -> PlateRead {
        PlateRead(
            raw: reading.text.raw, plate: reading.text.plate, colour: PlateColour.sampled(frame, quad),
            confidence: reading.text.confidence, lines: reading.lines, corners: quad)
    }

    /// A text in a known format counts; any other must be seen and read well, and must not be a container's number.
    private func accepts(_ text: PlateText, heat: Double) -> Bool {
        let least = description.accept.unknownFormat
        if text.plate.format != nil { return true }
        let looksLikeContainer = text.plate.text.prefix(4).allSatisfy(\.isLetter) && text.plate.text.count > 8
        return !looksLikeContainer && heat >= least.heat && text.confidence >= least.confidence
            && text.plate.text.count >= least.characters
    }

    /// The better of one and two lines where the shape leaves it open, and of a narrow and a wide crop where the first is doubtful.
    private func read(_ view: GreyView, _ quad: Quad, isPicture: Bool) throws(RecognitionError) -> Reading? {
        let aspect = quad.textWidth / max(quad.textHeight, 1e-3)
        let usual = aspect >= description.oneLineAspectMin ? 1 : 2
        let band = description.tryBothAspect
        let isOpen = band.count == 2 && band[0] <= aspect && aspect <= band[1]
        var best: Reading?
        // A stream's next frame is the better second try.
        for attempt in isPicture ? Attempt.all : [Attempt.plain] {
            for lines in isOpen ? [usual, 3 - usual] : [usual] {
                guard let text = try text(view, quad, lines: lines, attempt) else { continue }
                if best.map({ score(text) > score($0.text) }) ?? true { best = (text, lines) }
            }
            if let best, score(best.text) >= description.retry.belowScore { break }
        }
        return best
    }

    private func score(_ text: PlateText) -> Double { score(text.confidence, text.plate) }
    private func score(_ read: PlateRead) -> Double { score(read.confidence, read.plate) }

    private func score(_ confidence: Double, _ plate: Plate) -> Double {
        confidence + (plate.format != nil ? description.retry.knownFormatBonus : 0)
            - (plate.text.count < description.accept.unknownFormat.characters ? 0.5 : 0)
    }

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
            view, grown.leaning(attempt.lean), into: reader.input, columns: columns, rows: rows, textColumns: columns)
        try reader.infer()
        let emissions = try reader.output(0) { (logits, shape) throws(RecognitionError) in
            Emissions(logits: logits, shape: shape)
        }
        return PlateText(emissions, alphabet: alphabet, temperature: description.temperature ?? 1)
    }
}
