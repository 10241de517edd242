import COpenVINO
import Foundation
public import GateDomain
public import GatePipeline

struct PlateNetworks: Sendable {
    let detector: Network
    let oneLine: Network
    let twoLines: Network
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

/// Loads the networks once and makes readers that share them.
public final class NeuralRecogniserFactory: RecogniserFactory, @unchecked Sendable {
    // Sendable: `idle…` and the networks are used with `lock` held.
    private let folder: String
    private let core: OpaquePointer
    private let lock = NSLock()
    private var plates: PlateNetworks?
    private var codes: CodeNetworks?

    public init(models: String) throws(RecognitionError) {
        folder = models
        for file in ["plate-detector.xml", "plate-reader.json", "text-detector.xml", "code-reader.json"]
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

    func plateEngine() throws(RecognitionError) -> PlateEngine {
        lock.lock()
        defer { lock.unlock() }
        if let plates { return try PlateEngine(networks: plates) }
        func load(_ name: String) throws(RecognitionError) -> Network {
            try Network(core: core, path: "\(folder)/\(name).xml")
        }
        let networks = PlateNetworks(
            detector: try load("plate-detector"), oneLine: try load("plate-reader-1"),
            twoLines: try load("plate-reader-2"),
            description: try PlateReaderDescription.read(PlateReaderDescription.self, folder + "/plate-reader.json"))
        plates = networks
        return try PlateEngine(networks: networks)
    }

    func codeEngine() throws(RecognitionError) -> CodeEngine {
        lock.lock()
        defer { lock.unlock() }
        if let codes { return try CodeEngine(networks: codes) }
        func load(_ name: String) throws(RecognitionError) -> Network {
            try Network(core: core, path: "\(folder)/\(name).xml")
        }
        let networks = CodeNetworks(
            detector: try load("text-detector"), oneRow: try load("code-reader-1"), twoRows: try load("code-reader-2"),
            column: try load("code-reader-v"),
            description: try PlateReaderDescription.read(CodeEngine.Description.self, folder + "/code-reader.json"),
            shrink: try PlateReaderDescription.read(CodeEngine.DetectorDescription.self, folder + "/text-detector.json")
                .shrink)
        codes = networks
        return try CodeEngine(networks: networks)
    }

    public func makeRecogniser(for camera: CameraPlace) throws -> any CameraRecogniser {
        LaneRecogniser(
            plates: camera.role.seesPlates ? try plateEngine() : nil,
            codes: camera.role.seesContainers ? try codeEngine() : nil)
    }

    private var pictureEngines: (plates: PlateEngine, codes: CodeEngine)?

    /// Everything read in one picture, without a motion gate. One call at a time.
    public func read(_ frame: VideoFrame) throws -> PictureReads {
        let engines = try pictureEngines ?? (try plateEngine(), try codeEngine())
        pictureEngines = engines
        (engines.plates.attempts, engines.codes.attempts) = ([], [])
        let found = try engines.plates.find(in: frame, isPicture: true)
        let containers = try engines.codes.find(in: frame, isPicture: true)
        return PictureReads(
            plates: found.plates, containers: containers, unreadPlates: found.unread,
            attempts: (engines.plates.attempts ?? []) + (engines.codes.attempts ?? []))
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
