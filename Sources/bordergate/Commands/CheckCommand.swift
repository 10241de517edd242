import Dispatch
import Foundation
import GateDomain
import GateFusion
import GateIngest
import GatePipeline
import GateRecognition
import GateStore

struct CheckCommand: Command {
    static let name = "check"
    static let help = """
        bordergate check --config FILE                     is this configuration right: keys, files, cameras (one picture each)

        Reads FILE as 'run' does and tries everything in it without watching: registers and models load, the database opens or can be
        made, the inboxes can be read, every camera gives a picture. Exit status 2 for a wrong configuration, 1 for a part that fails.
          --pictures DIR  keep each camera's picture there, as GATE-LANE-CAMERA.jpg
          --models DIR    folder with the networks
        """
    static let flags: Set<String> = []
    static let options: Set<String> = ["--config", "--pictures", ModelFolder.option]

    static func run(_ arguments: Arguments) throws -> ExitStatus {
        guard let path = arguments.last("--config") else { throw UsageError("--config is missing") }
        var (configuration, settings) = try GateFile.live(path)
        var report = Report()
        report.good(
            "configuration",
            "\(configuration.lanes.count) lanes, \(configuration.cameras.count) cameras, rules version "
                + "\((settings.rules ?? .standard).version)")
        if let key = settings.selectionKey, key.utf8.count < 16 {
            report.bad("selection key", "\(key.utf8.count) characters can be guessed; take 32 or more at random")
        }
        report.database(configuration.database)
        for (name, folder) in [
            ("declaration inbox", configuration.declarationInbox), ("sensor inbox", configuration.sensorInbox),
        ] {
            if let folder { report.inbox(name, folder) }
        }
        let models = try configuration.models ?? ModelFolder.find(arguments)
        settings = try settings.measured(models)
        let recognisers = try NeuralRecogniserFactory(models: models, refused: nil)
        report.good("networks", models)

        if let folder = arguments.last("--pictures") {
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        }
        let looks = Locked<[Int: Look]>([:])
        let cameras = configuration.cameras
        DispatchQueue.concurrentPerform(iterations: cameras.count) { index in
            let look = Look(at: cameras[index], recognisers: recognisers, pictures: arguments.last("--pictures"))
            looks.withLock { $0[index] = look }
        }
        for (index, look) in looks.withLock({ $0 }).sorted(by: { $0.key < $1.key }) {
            let place = cameras[index].place
            let name = "camera \(place.lane.gate)/\(place.lane.lane)/\(place.camera) (\(cameras[index].address))"
            look.isGood ? report.good(name, look.text) : report.bad(name, look.text)
        }
        return report.hasFailures ? .failedInput : .done
    }
}

/// What was tried and how it went, line by line.
private struct Report {
    private(set) var hasFailures = false

    mutating func good(_ name: String, _ text: String) { Terminal.line("ok      \(name): \(text)") }

    mutating func bad(_ name: String, _ text: String) {
        hasFailures = true
        Terminal.line("FAILED  \(name): \(text)")
    }

    mutating func database(_ path: String) {
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent().path
        guard FileManager.default.isWritableFile(atPath: folder) else {
            return bad("database", "\(folder) cannot be written; the gate's user needs to own it")
        }
        guard FileManager.default.fileExists(atPath: path) else {
            return good("database", "\(path) will be made")
        }
        do {
            _ = try SQLiteStore(path: path, options: StoreOptions(readOnly: true))
            good("database", path)
        } catch {
            bad("database", "\(error)")
        }
    }

    mutating func inbox(_ name: String, _ folder: String) {
        guard FileManager.default.isReadableFile(atPath: folder), FileManager.default.isExecutableFile(atPath: folder)
        else { return bad(name, "\(folder) cannot be read; check its permissions") }
        guard FileManager.default.isWritableFile(atPath: folder) else {
            return bad(name, "\(folder) cannot be written; files that were taken are moved inside it")
        }
        good(name, folder)
    }
}

/// One camera's first picture, or why there is none.
private struct Look: Sendable {
    var isGood: Bool
    var text: String

    init(at camera: GateConfiguration.Camera, recognisers: NeuralRecogniserFactory, pictures: String?) {
        var first: VideoFrame?
        do {
            let source = FFmpegSource(
                location: camera.address.location, clock: .live(SystemSupervisorClock()), options: .standard)
            try source.run(epoch: 0) { frame in
                first = frame
                return false
            } notice: {
                _ in
            }
            guard let first else {
                isGood = false
                text = "the stream has no picture"
                return
            }
            isGood = true
            text = "a picture of \(first.width) × \(first.height)"
            guard let pictures else { return }
            let recogniser = try recognisers.makeRecogniser(for: camera.place)
            guard let scene = try recogniser.evidence(of: nil, in: first).first(where: { $0.kind == .scene }) else {
                return
            }
            let name = "\(camera.place.lane.gate)-\(camera.place.lane.lane)-\(camera.place.camera).jpg"
            try Data(scene.jpeg).write(to: URL(fileURLWithPath: pictures).appendingPathComponent(name))
            text += ", kept as \(name)"
        } catch {
            isGood = false
            text = "\(error)"
        }
    }
}
