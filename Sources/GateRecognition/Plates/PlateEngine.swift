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
    func find(in frame: VideoFrame, wholeIsPlate: Bool) throws(RecognitionError) -> (plates: [PlateRead], unread: [Quad]) {
        let view = GreyView(frame)
        var plates: [PlateRead] = []
        var unread: [Quad] = []
        for found in try PlateDetection.find(in: view, with: detector, least: description.detector.heatMin) {
            if let read = try read(frame, view, found.quad, detection: found.score) {
                plates.append(read)
            } else if found.score >= 0.5 {
                unread.append(found.quad)
            }
        }
        if plates.isEmpty, wholeIsPlate {
            let (w, h) = (Double(view.width), Double(view.height))
            let whole = Quad(
                topLeft: Point(x: 0, y: 0), topRight: Point(x: w, y: 0), bottomRight: Point(x: w, y: h),
                bottomLeft: Point(x: 0, y: h))
            if let read = try read(frame, view, whole, detection: 0.7) { plates.append(read) }
        }
        return (plates.sorted { $0.confidence > $1.confidence }, unread)
    }

    private static let shortestText = 4

    private func read(
        _ frame: VideoFrame, _ view: GreyView, _ quad: Quad, detection: Double
    ) throws(RecognitionError) -> PlateRead? {
        let aspect = quad.textWidth / max(quad.textHeight, 1e-3)
        let first = aspect >= description.oneLineAspectMin ? 1 : 2
        var lines = first
        var text = try text(view, quad, lines: first)
        let band = description.tryBothAspect
        if band.count == 2, band[0] <= aspect, aspect <= band[1] {
            let other = try self.text(view, quad, lines: 3 - first)
            if Self.rank(other) > Self.rank(text) { (text, lines) = (other, 3 - first) }
        }
        guard let text, text.plate.text.count >= Self.shortestText else { return nil }
        return PlateRead(
            raw: text.raw, plate: text.plate, colour: PlateColour.sampled(frame, quad),
            confidence: text.confidence * (0.5 + 0.5 * min(1, detection / 0.6)), lines: lines, corners: quad)
    }

    private static func rank(_ text: PlateText?) -> Double {
        guard let text else { return -1 }
        return text.confidence + (text.plate.format != nil ? 0.25 : 0) - (text.plate.text.count < shortestText ? 0.5 : 0)
    }

    private func text(_ view: GreyView, _ quad: Quad, lines: Int) throws(RecognitionError) -> PlateText? {
        guard let reader = readers[lines] else { return nil }
        let margin = description.cropMargin[String(lines)]
        let grown = Homography(quad).expanded(margin?.x ?? 0.03, margin?.y ?? 0.05)
        let (columns, rows) = lines == 1 ? (160, 32) : (96, 64)
        Crop.warp(view, grown, into: reader.input, columns: columns, rows: rows, textColumns: columns)
        try reader.infer()
        let emissions = try reader.output(0) { (logits, shape) throws(RecognitionError) in
            Emissions(logits: logits, shape: shape)
        }
        return PlateText(emissions, alphabet: alphabet, temperature: description.temperature ?? 1)
    }
}
