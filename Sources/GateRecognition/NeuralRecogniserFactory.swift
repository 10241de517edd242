import COpenVINO
import Foundation
public import GateDomain
public import GatePipeline

struct PlateNetworks: Sendable {
    let detector: Network
    /// By lines of text.
    let readers: [Int: Network]
    let description: PlateReaderDescription
}

struct CodeNetworks: Sendable {
    let detector: Network
    let oneRow: Network
    let twoRows: Network
    let column: Network
    let description: CodeEngine.Description
    let shrink: Double
}

extension PlateReaderDescription: @unchecked Sendable {}

/// Arithmetic of the plate detector. The text detector always has 8 bits, which cost it nothing; readers are always f32.
public enum DetectorPrecision: String, Sendable {
    /// f32: a picture is looked at once.
    case full
    /// 8 bits, at 40% of the cost: a stream's next frame shows it again.
    case eightBit
}

/// Loads the networks once and makes readers that share them.
public final class NeuralRecogniserFactory: RecogniserFactory, @unchecked Sendable {
    // Sendable: the networks are used with `lock` held.
    private let folder: String
    private let core: OpaquePointer
    private let lock = NSLock()
    private let pictures: DetectorPrecision
    private let smallPrint: SmallPrint
    private let masks: [CameraPlace: [Box]]
    private let refused: (@Sendable (RefusedRead) -> Void)?
    private var plates: [DetectorPrecision: PlateNetworks] = [:]
    private var codes: CodeNetworks?

    /// - Parameters:
    ///   - pictures: how single pictures are looked at for plates; streams always with 8 bits.
    ///   - smallPrint: who reads size, type and weights of single pictures.
    ///   - masks: parts of cameras' pictures in which nothing is read, in parts of width and height.
    ///   - refused: is told of places on streams that did not count, on the camera's thread.
    public init(
        models: String, pictures: DetectorPrecision = .full, smallPrint: SmallPrint = .network,
        refused: (@Sendable (RefusedRead) -> Void)? = nil, masks: [CameraPlace: [Box]] = [:]
    ) throws(RecognitionError) {
        folder = models
        self.pictures = pictures
        self.smallPrint = smallPrint
        self.refused = refused
        self.masks = masks
        for file in [
            "plate-detector.xml", "plate-detector-8bit.xml", "plate-reader.json", "lettering.json",
            "text-detector-8bit.xml",
            "code-reader.json",
        ]
        where !FileManager.default.fileExists(atPath: models + "/" + file) {
            throw RecognitionError("\(models): \(file) is missing; --models names the folder with the networks")
        }
        var created: OpaquePointer?
        guard ov_core_create(&created).rawValue == 0, let created else {
            throw RecognitionError("OpenVINO cannot be started; run deploy/install-dependencies.sh")
        }
        core = created
    }

    deinit { ov_core_free(core) }

    private func load(_ name: String) throws(RecognitionError) -> Network {
        try Network(core: core, path: "\(folder)/\(name).xml")
    }

    func plateEngine(_ precision: DetectorPrecision) throws(RecognitionError) -> PlateEngine {
        lock.lock()
        defer { lock.unlock() }
        let lettering = try Lettering(path: folder + "/lettering.json")
        if let known = plates[precision] { return try PlateEngine(networks: known, lettering: lettering) }
        let networks = PlateNetworks(
            detector: try load(precision == .eightBit ? "plate-detector-8bit" : "plate-detector"),
            readers: [1: try load("plate-reader-1"), 2: try load("plate-reader-2")],
            description: try PlateReaderDescription.read(PlateReaderDescription.self, folder + "/plate-reader.json"))
        plates[precision] = networks
        return try PlateEngine(networks: networks, lettering: lettering)
    }

    func codeEngine() throws(RecognitionError) -> CodeEngine {
        lock.lock()
        defer { lock.unlock() }
        if let codes { return try CodeEngine(networks: codes) }
        let networks = CodeNetworks(
            detector: try load("text-detector-8bit"), oneRow: try load("code-reader-1"),
            twoRows: try load("code-reader-2"), column: try load("code-reader-v"),
            description: try PlateReaderDescription.read(CodeEngine.Description.self, folder + "/code-reader.json"),
            shrink: try PlateReaderDescription.read(CodeEngine.DetectorDescription.self, folder + "/text-detector.json")
                .shrink)
        codes = networks
        return try CodeEngine(networks: networks)
    }

    public func makeRecogniser(for camera: CameraPlace) throws -> any CameraRecogniser {
        GuardedRecogniser(
            LaneRecogniser(
                camera: camera, refused: refused,
                plates: camera.role.seesPlates ? try plateEngine(.eightBit) : nil,
                codes: camera.role.seesContainers ? try codeEngine() : nil),
            masks: masks[camera] ?? [])
    }

    private var pictureEngines: (plates: PlateEngine, codes: CodeEngine)?

    /// Everything read in one picture, without a motion gate. One call at a time.
    public func read(_ frame: VideoFrame) throws -> PictureReads {
        let engines = try pictureEngines ?? (try plateEngine(pictures), try codeEngine())
        pictureEngines = engines
        (engines.plates.attempts, engines.codes.attempts) = ([], [])
        engines.codes.smallPrint = smallPrint
        let start = NetworkUsage.clock
        let found = try engines.plates.find(in: frame, isPicture: true)
        let between = NetworkUsage.clock
        let containers = try engines.codes.find(in: frame, isPicture: true)
        pictureSeconds.plates += between - start
        pictureSeconds.containers += NetworkUsage.clock - between
        return PictureReads(
            plates: found.plates, containers: containers, unreadPlates: found.unread,
            attempts: (engines.plates.attempts ?? []) + (engines.codes.attempts ?? []))
    }

    /// What looking for plates and for containers in single pictures has cost so far, of the process's CPU time.
    public private(set) var pictureSeconds = (plates: 0.0, containers: 0.0)

    /// What reading single pictures has cost so far, network by network, in a fixed order; empty before the first picture.
    public var pictureUsage: [NetworkUsage] {
        pictureEngines.map { $0.plates.usage + $0.codes.usage } ?? []
    }

    /// A region of a frame, or all of it, as a JPEG.
    public static func picture(of region: Quad?, in frame: VideoFrame) throws -> EvidencePicture {
        let whole = Box(x: 0, y: 0, width: Double(frame.width), height: Double(frame.height))
        return try JPEG.encode(frame, around: region?.bounds ?? whole, step: 1, kind: region == nil ? .scene : .crop)
    }
}

/// Everything read in one picture, best first.
public struct PictureReads: Sendable, Hashable {
    public var plates: [PlateRead]
    public var containers: [ContainerRead]
    public var unreadPlates: [Quad]
    /// Every place that was looked at, in order.
    public var attempts: [ReadingAttempt]
}
