import CTurboJPEG
import GateDomain
import GatePipeline

/// Looks at one camera's pictures: rarely while nothing changes, often while something moves, never in an empty lane.
final class LaneRecogniser: CameraRecogniser {
    private let camera: CameraPlace
    private let refused: (@Sendable (RefusedRead) -> Void)?
    private let plates: PlateEngine?
    private let codes: CodeEngine?
    private var gate = MotionGate()
    private var scene = MotionGate.Scene.empty
    private var lastGate = Instant.distantPast
    private var lastLook = Instant.distantPast
    private var lookedSinceMotion = 0

    /// Seconds of event time between comparisons with the empty lane.
    private static let gateEvery = 0.2
    /// Seconds of event time between looks: while something moves, and while it stands.
    private static let (movingEvery, stillEvery) = (0.4, 1.0)
    /// The same where the tracker knows what it sees.
    private static let (looseEvery, looseStillEvery) = (1.0, 3.0)
    /// Looks at a still scene before it is looked at rarely.
    private static let firstLooks = 4

    init(
        camera: CameraPlace, refused: (@Sendable (RefusedRead) -> Void)?, plates: PlateEngine?, codes: CodeEngine?
    ) {
        (self.camera, self.refused) = (camera, refused)
        self.plates = plates
        self.codes = codes
    }

    func observe(_ frame: VideoFrame, attention: Attention) throws -> FrameObservation {
        let now = frame.time.instant
        guard Self.isDue(lastGate, Self.gateEvery, now) else {
            return FrameObservation(
                time: frame.time, presence: scene.presence, isDark: scene.isDark, wasRead: false)
        }
        lastGate = now
        scene = gate.look(GreyView(frame), at: now)
        var observation = FrameObservation(
            time: frame.time, presence: scene.presence, isDark: scene.isDark, wasRead: false)
        guard !scene.isDark else {
            observation.wasRead = true
            return observation
        }
        guard scene.hasForeground else {
            observation.wasRead = true
            lookedSinceMotion = 0
            return observation
        }
        if scene.isMoving { lookedSinceMotion = 0 }
        let every =
            switch attention {
            case .close: !scene.isMoving && lookedSinceMotion >= Self.firstLooks ? Self.stillEvery : Self.movingEvery
            case .loose: scene.isMoving ? Self.looseEvery : Self.looseStillEvery
            }
        guard Self.isDue(lastLook, every, now) else { return observation }
        lastLook = now
        lookedSinceMotion += 1
        if refused != nil {
            plates?.attempts = []
            codes?.attempts = []
        }
        // A camera with both kinds of reads looks for both together, so that `wasRead` speaks for either.
        if let plates { (observation.plates, observation.unreadPlates) = try plates.find(in: frame, isPicture: false) }
        if let codes { observation.containers = try codes.find(in: frame, isPicture: false) }
        observation.wasRead = true
        tellRefused(of: frame)
        return observation
    }

    /// Places kept of one frame.
    private static let mostRefused = 3

    private func tellRefused(of frame: VideoFrame) {
        guard let refused else { return }
        let attempts = (plates?.attempts ?? []) + (codes?.attempts ?? [])
        for attempt in attempts.filter(\.isTelling).prefix(Self.mostRefused) {
            // What cannot be drawn is not worth stopping for.
            guard let crop = try? JPEG.encode(frame, around: attempt.region.bounds, step: 1, kind: .crop) else {
                continue
            }
            refused(RefusedRead(camera: camera, time: frame.time, attempt: attempt, crop: crop))
        }
    }

    private static func isDue(_ last: Instant, _ every: Double, _ now: Instant) -> Bool {
        last == .distantPast || now.seconds(since: last) >= every - 0.001
    }

    func evidence(of region: Quad?, in frame: VideoFrame) throws -> [EvidencePicture] {
        var pictures: [EvidencePicture] = []
        if let region {
            let box = region.bounds
            pictures.append(
                try JPEG.encode(
                    frame,
                    around: Box(
                        x: box.x - box.width * 0.4, y: box.y - box.height * 0.8, width: box.width * 1.8,
                        height: box.height * 2.6), step: 1, kind: .crop))
        }
        let whole = Box(x: 0, y: 0, width: Double(frame.width), height: Double(frame.height))
        pictures.append(try JPEG.encode(frame, around: whole, step: max(1, (frame.width + 959) / 960), kind: .scene))
        return pictures
    }
}

/// Evidence pictures.
enum JPEG {
    private static let quality: Int32 = 80

    /// Encodes a part of a frame, every `step`th pixel.
    static func encode(_ frame: VideoFrame, around box: Box, step: Int, kind: EvidencePicture.Kind)
        throws(RecognitionError) -> EvidencePicture
    {
        guard frame.width >= 2, frame.height >= 2 else {
            throw RecognitionError("JPEG: a picture of \(frame.width)×\(frame.height) is too small for evidence")
        }
        let left = min(max(0, Int(saturating: box.x)), frame.width - 2) & ~1
        let top = min(max(0, Int(saturating: box.y)), frame.height - 2) & ~1
        let right = min(frame.width, max(left + 2, Int(saturating: box.x + box.width)))
        let bottom = min(frame.height, max(top + 2, Int(saturating: box.y + box.height)))
        // Even: the encoder reads whole pairs of luma where it has one chroma.
        let (w, h) = (max(2, (right - left) / step & ~1), max(2, (bottom - top) / step & ~1))
        let view = GreyView(frame)
        let (cw, ch) = (w / 2, h / 2)
        var luma = [UInt8](repeating: 0, count: w * h)
        var blue = [UInt8](repeating: 128, count: cw * ch)
        var red = blue
        for y in 0..<h {
            let row = frame.luma.base + (top + y * step) * frame.luma.stride
            for x in 0..<w { luma[y * w + x] = UInt8(saturating: view.value(Float(row[left + x * step]))) }
        }
        for y in 0..<ch {
            let line = min((top + 2 * y * step) / 2, frame.blue.height - 1)
            for x in 0..<cw {
                let column = min((left + 2 * x * step) / 2, frame.blue.width - 1)
                blue[y * cw + x] = frame.blue.base[line * frame.blue.stride + column]
                red[y * cw + x] = frame.red.base[line * frame.red.stride + column]
            }
        }
        guard let compressor = tjInitCompress() else { throw RecognitionError("JPEG: no encoder can be made") }
        defer { tjDestroy(compressor) }
        var output: UnsafeMutablePointer<UInt8>?
        var size: UInt = 0
        let code = luma.withUnsafeBufferPointer { y in
            blue.withUnsafeBufferPointer { u in
                red.withUnsafeBufferPointer { v in
                    var planes: [UnsafePointer<UInt8>?] = [y.baseAddress, u.baseAddress, v.baseAddress]
                    var strides = [Int32(w), Int32(cw), Int32(cw)]
                    return tjCompressFromYUVPlanes(
                        compressor, &planes, Int32(w), &strides, Int32(h), Int32(TJSAMP_420.rawValue), &output, &size,
                        quality, 0)
                }
            }
        }
        defer { tjFree(output) }
        guard code == 0, let output else { throw RecognitionError("JPEG: a picture of \(w)×\(h) cannot be encoded") }
        var jpeg = Array(UnsafeBufferPointer(start: output, count: Int(size)))
        // A comment after the picture's start says by how much it was reduced, so that corners of reads can be drawn into it.
        let comment = Array("step=\(step)".utf8)
        jpeg.insert(contentsOf: [0xFF, 0xFE, 0, UInt8(comment.count + 2)] + comment, at: min(2, jpeg.count))
        return EvidencePicture(kind: kind, jpeg: jpeg)
    }
}
