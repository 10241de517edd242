import Foundation
import GateDomain
import GatePipeline

/// The plate networks for one thread.
final class PlateEngine {
    private let detector: NetworkRequest
    private let reader: PlaceReader
    private let description: PlateReaderDescription
    private let lettering: Lettering
    /// Where attempts are noted; nil on streams.
    var attempts: [ReadingAttempt]?

    var usage: [NetworkUsage] { [detector.usage] + reader.usage }

    init(networks: PlateNetworks, lettering: Lettering) throws(RecognitionError) {
        self.lettering = lettering
        detector = try networks.detector.makeRequest()
        reader = try PlaceReader(networks: networks, detector: detector)
        description = networks.description
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
        var reading: PlateReading?
        var read: PlateRead?
        var refusal: String?

        var confidence: Double { refusal == nil ? read?.confidence ?? 0 : 0 }
    }

    private func places(
        _ detections: [PlateDetection], _ frame: VideoFrame, isPicture: Bool
    ) throws(RecognitionError) -> [Place] {
        var places: [Place] = []
        for found in detections {
            guard let reading = try reader.read(GreyView(frame), found, isPicture: isPicture) else {
                places.append(Place(found: found, refusal: "no character is read there"))
                continue
            }
            let read = plate(reading, frame, heat: found.score, isPicture: isPicture)
            let place = PlateDetection(score: found.score, quad: read.corners)
            places.append(
                Place(
                    found: place, reading: reading, read: read,
                    refusal: refusal(of: read, reading, heat: found.score, isPicture: isPicture)))
        }
        return places
    }

    private func plate(
        _ reading: PlateReading, _ frame: VideoFrame, heat: Double, isPicture: Bool
    ) -> PlateRead {
        let (plate, quad) = (reading.choice.plate, reading.look.quad)
        let colour = PlateColour.sampled(frame, quad)
        var confidence = reading.confidence(description.calibration, heat: heat)
        // Bright on dark without a colour is no Vietnamese plate by day: a burnt-in clock reads like one. An infrared picture of a red or
        // blue plate looks so too, so it stays a read, to be asked about.
        if plate.country == .vietnam, colour == .black || colour == .unknown { confidence /= 2 }
        // The beginning of a plate of either country may be out of sight.
        if plate.format == nil, PlateGrammar.isTail(plate.text) { confidence /= 2 }
        // A province that is not plain is often another one.
        if plate.country == .china, let province = reading.sights.first, province.state != .seen {
            confidence = min(confidence, Self.mostDoubtful)
        }
        let isCut = isCut(quad, frame)
        if isCut { confidence *= Self.cut }
        if case .doubtful = verdict(on: plate) { confidence = min(confidence, Self.mostDoubtful) }
        if isPicture, BurntIn.isLikely(GreyView(frame), quad) { confidence = min(confidence, Self.mostBurntIn) }
        return PlateRead(
            raw: reading.raw, plate: plate, colour: colour, confidence: confidence, lines: reading.look.lines,
            corners: quad, isCut: isCut)
    }

    /// The most that is given for a text that may be no plate.
    private static let (mostDoubtful, mostBurntIn) = (0.8, 0.6)

    /// Formats of two letters and digits are those of much that is no plate.
    private func verdict(on plate: Plate) -> Lettering.Verdict {
        plate.format == nil || plate.format == "army" ? lettering.verdict(on: plate.text) : .plate
    }

    /// What is left of the confidence in a plate that the picture's edge cuts: it may read like another that is whole.
    private static let cut = 0.5
    /// How near the edge a plate may end, as a share of its width or height: the detector takes what is left of a plate for a whole one, its
    /// side up to a character away from the edge. A picture with so large a plate is of nothing but that plate.
    private static let (edge, filling, fillingSmall) = (0.06, 0.7, 0.4)

    /// Whether the picture's edge goes through a plate.
    private func isCut(_ quad: Quad, _ frame: VideoFrame) -> Bool {
        let (width, height) = (Double(frame.width), Double(frame.height))
        let bounds = quad.bounds
        let share = max(bounds.width / width, bounds.height / height)
        let isSmall = frame.width * frame.height < description.detector.cropArea
        guard share < (isSmall ? Self.fillingSmall : Self.filling) else { return false }
        let (x, y) = (max(1, Self.edge * bounds.width), max(1, Self.edge * bounds.height))
        return bounds.x < x || bounds.y < y || bounds.x + bounds.width > width - x
            || bounds.y + bounds.height > height - y
    }

    /// What is hardly likely to be right does not count. On a stream, read on one crop, a text of unknown format must be read well.
    private func refusal(of read: PlateRead, _ reading: PlateReading, heat: Double, isPicture: Bool) -> String? {
        let least = description.accept
        if reading.mean < Self.faint, reading.choice.joint < Self.unsupported {
            return "its characters are hardly seen, and the crops do not agree"
        }
        if read.confidence < least.confidence * (read.isCut ? Self.cut : 1) {
            return reading.choice.hidden < Self.mostlyHidden
                ? "read with too much doubt" : "a character is hidden: mud, glare, something in front of it"
        }
        if case .refused(let kind) = verdict(on: read.plate) { return "looks like \(kind)" }
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
    private static let mostlyHidden = 0.5
    /// Plates of digits alone have up to six (Thailand's lorries).
    private static let mostDigits = 6

    private func note(_ place: Place) {
        guard attempts != nil else { return }
        let quad = place.found.quad
        var scores = ["heat": place.found.score, "height": quad.textHeight, "width": quad.textWidth]
        if let reading = place.reading {
            scores["confidence"] = reading.confidence(description.calibration, heat: place.found.score)
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
                refusal: place.refusal, characters: place.reading?.sights ?? [])
        )
    }
}
