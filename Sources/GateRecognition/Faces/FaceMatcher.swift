import COpenVINO
import Foundation
import GateDomain
public import GatePipeline

/// Tells whether two pictures show one person: YuNet finds, SFace compares. Embeddings live in memory only, and no longer than a comparison.
///
/// There is no way from a face to a person: a caller names both pictures. One call at a time.
public final class FaceMatcher {
    private struct Description: Decodable { var model: String }

    /// Of the different pairs of the development pictures, none lies above it; 98.7% of the same do (README, "People").
    public static let defaultThreshold = 0.45
    /// Fewer pixels from eye to eye say too little.
    public static let leastEyes = 16.0
    private static let leastScore: Float = 0.6
    private static let mostOverlap = 0.3
    /// A second face of at least this share of the first one's area makes two candidates.
    private static let second = 0.5
    /// Where SFace expects eyes, nose and mouth in its 112×112 pixels (OpenCV, face_recognize.cpp).
    private static let template = [
        Vector(38.2946, 51.6963), Vector(73.5318, 51.5014), Vector(56.0252, 71.7366), Vector(41.5493, 92.3655),
        Vector(70.7299, 92.2041),
    ]
    private static let (side, crop) = (320, 112)

    private let core: OpaquePointer
    private let detector: NetworkRequest
    private let embedder: NetworkRequest
    /// SHA-256 of what the networks were made from.
    public let model: String

    /// - Parameter folder: where `deploy/install-faces.sh` put the networks.
    public init(folder: String) throws(RecognitionError) {
        guard FileManager.default.fileExists(atPath: folder + "/faces.json") else {
            throw RecognitionError(
                "\(folder): no face networks; faces are off until deploy/install-faces.sh installs them")
        }
        var created: OpaquePointer?
        guard ov_core_create(&created).rawValue == 0, let created else {
            throw RecognitionError("OpenVINO cannot be started; run deploy/install-dependencies.sh")
        }
        core = created
        detector = try Network(core: core, path: folder + "/face-detector.xml").makeRequest()
        embedder = try Network(core: core, path: folder + "/face-embedding.xml").makeRequest()
        model = try PlateReaderDescription.read(Description.self, folder + "/faces.json").model
        guard detector.input.count == 3 * Self.side * Self.side, embedder.input.count == 3 * Self.crop * Self.crop
        else {
            throw RecognitionError("\(folder): the face networks have other inputs; run deploy/install-faces.sh again")
        }
    }

    deinit { ov_core_free(core) }

    /// - Parameter reference: the document's portrait, or the picture that the driver was enrolled with.
    public func compare(
        _ live: VideoFrame, _ reference: VideoFrame, threshold: Double = defaultThreshold
    ) throws(RecognitionError) -> FaceComparison {
        let (seen, seenReason) = try face(live)
        let (known, knownReason) = try face(reference)
        var result = FaceComparison(verdict: .unknown, reason: seenReason ?? knownReason, live: seen, reference: known)
        guard result.reason == nil, let seen, let known else { return result }
        guard var a = try embedding(live, seen), var b = try embedding(reference, known) else {
            result.reason = .blurred
            return result
        }
        defer {
            for index in a.indices { a[index] = 0 }
            for index in b.indices { b[index] = 0 }
        }
        let score = zip(a, b).reduce(0.0) { $0 + Double($1.0) * Double($1.1) }
        result.score = score
        result.verdict = score >= threshold ? .same : .different
        return result
    }

    /// The one face that a picture is of, or why there is none.
    private func face(_ frame: VideoFrame) throws(RecognitionError) -> (Face?, FaceComparison.Reason?) {
        let faces = try find(in: frame)
        guard let first = faces.first else { return (nil, .noFace) }
        if faces.count > 1, faces[1].box.area > Self.second * first.box.area { return (first, .severalFaces) }
        return (first, first.eyes < Self.leastEyes ? .tooSmall : nil)
    }

    /// Faces of a picture, largest first.
    func find(in frame: VideoFrame) throws(RecognitionError) -> [Face] {
        let side = Self.side
        let k = Double(side) / Double(max(frame.width, frame.height, 1))
        let (width, height) = (
            min(side, Int(saturating: (Double(frame.width) * k).rounded())),
            min(side, Int(saturating: (Double(frame.height) * k).rounded()))
        )
        let view = ColourView(frame)
        detector.input.update(repeating: 0)
        let plane = side * side
        let samples = max(1, min(8, Int(saturating: (1 / k).rounded())))
        let share = 1 / Float(samples * samples)
        for y in 0..<height {
            for x in 0..<width {
                var sum: (Float, Float, Float) = (0, 0, 0)
                for j in 0..<samples {
                    for i in 0..<samples {
                        let colour = view.colour(
                            (Double(x) + (Double(i) + 0.5) / Double(samples)) / k - 0.5,
                            (Double(y) + (Double(j) + 0.5) / Double(samples)) / k - 0.5)
                        sum = (sum.0 + colour.blue, sum.1 + colour.green, sum.2 + colour.red)
                    }
                }
                let place = y * side + x
                detector.input[place] = sum.0 * share
                detector.input[plane + place] = sum.1 * share
                detector.input[2 * plane + place] = sum.2 * share
            }
        }
        try detector.infer()
        var faces: [Face] = []
        for (level, step) in [8, 16, 32].enumerated() { faces += try self.faces(level, step: step, scale: k) }
        faces.sort { $0.score > $1.score }
        var kept: [Face] = []
        for face in faces where !kept.contains(where: { $0.box.overlap(with: face.box) > Self.mostOverlap }) {
            kept.append(face)
        }
        return kept.sorted { $0.box.area > $1.box.area }
    }

    /// Decodes one level of YuNet: outputs are scores, objectness, boxes and points, each for strides 8, 16, 32.
    private func faces(_ level: Int, step: Int, scale: Double) throws(RecognitionError) -> [Face] {
        func values(_ index: Int) throws(RecognitionError) -> [Float] {
            try detector.output(index) { (values, _) in Array(values) }
        }
        let (scores, objects) = (try values(level), try values(3 + level))
        let (boxes, points) = (try values(6 + level), try values(9 + level))
        let columns = Self.side / step
        guard scores.count == columns * columns, objects.count == scores.count, boxes.count == 4 * scores.count,
            points.count == 10 * scores.count
        else {
            throw RecognitionError("face-detector.xml: other outputs than YuNet's; run deploy/install-faces.sh again")
        }
        let unit = Double(step) / scale
        return scores.indices.compactMap { index in
            let score = (min(1, max(0, scores[index])) * min(1, max(0, objects[index]))).squareRoot()
            guard score > Self.leastScore else { return nil }
            let (row, column) = (Double(index / columns), Double(index % columns))
            let (width, height) = (exp(Double(boxes[4 * index + 2])) * unit, exp(Double(boxes[4 * index + 3])) * unit)
            guard width.isFinite, height.isFinite else { return nil }
            let (x, y) = ((column + Double(boxes[4 * index])) * unit, (row + Double(boxes[4 * index + 1])) * unit)
            return Face(
                box: Box(x: x - width / 2, y: y - height / 2, width: width, height: height),
                points: (0..<5).map { point in
                    Point(
                        x: (column + Double(points[10 * index + 2 * point])) * unit,
                        y: (row + Double(points[10 * index + 2 * point + 1])) * unit)
                }, score: Double(score))
        }
    }

    /// Of unit length; nil for a face without any contrast.
    private func embedding(_ frame: VideoFrame, _ face: Face) throws(RecognitionError) -> [Float]? {
        guard let map = Similarity(from: Self.template, to: face.points.map { Vector($0) }) else { return nil }
        let view = ColourView(frame)
        let plane = Self.crop * Self.crop
        for y in 0..<Self.crop {
            for x in 0..<Self.crop {
                let at = map.point(Vector(Double(x), Double(y)))
                let colour = view.colour(at.x, at.y)
                let place = y * Self.crop + x
                embedder.input[place] = colour.red
                embedder.input[plane + place] = colour.green
                embedder.input[2 * plane + place] = colour.blue
            }
        }
        // A face has eyes: a crop of one tone has none.
        let green = embedder.input[plane..<2 * plane]
        let mean = green.reduce(0, +) / Float(plane)
        let spread = (green.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / Float(plane)).squareRoot()
        defer { embedder.input.update(repeating: 0) }
        guard spread > 4 else { return nil }
        try embedder.infer()
        return try embedder.output(0) { (values, _) in
            let length = values.reduce(0) { $0 + $1 * $1 }.squareRoot()
            return length > 0 ? values.map { $0 / length } : nil
        }
    }
}
