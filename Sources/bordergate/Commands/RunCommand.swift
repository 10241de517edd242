import Dispatch
import Foundation
import GateDomain
import GateFusion
import GateIngest
import GatePipeline
import GateRecognition
import GateStore

struct RunCommand: Command {
    static let name = "run"
    static let help = """
        bordergate run --config FILE                       live: cameras in, verdicts and cases out

        Watches the cameras of FILE (see deploy/gate.json5) until it is told to stop (SIGTERM, SIGINT); prints a verdict
        a line as JSON. Cameras that fail are reconnected for ever.
          --models DIR   folder with the networks
        """
    static let flags: Set<String> = []
    static let options: Set<String> = ["--config", ModelFolder.option]

    static func run(_ arguments: Arguments) throws -> ExitStatus {
        guard let path = arguments.last("--config") else { throw UsageError("--config is missing") }
        var (configuration, settings) = try GateFile.live(path)
        let models = try configuration.models ?? ModelFolder.find(arguments)
        settings = try settings.measured(models)
        let store = try SQLiteStore(path: configuration.database)
        let recognisers = try NeuralRecogniserFactory(
            models: models, refused: try RefusedReads.keeper(in: configuration.refused))

        let judge = Judge(
            configuration: settings.rules ?? .standard, registers: settings.lists,
            declarations: try store.declarations(), risk: settings.risk, draw: settings.draw)
        let flow = try GateFlow(
            setups: configuration.lanes, judge: judge, journal: store, history: try store.passages(),
            unassigned: try store.unassignedSightings(), events: try store.sensorEvents()
        ) { event in
            switch event {
            case .verdict(let verdict, _):
                if let line = try? JSONLine.encode(VerdictLine(verdict)) { Terminal.line(line) }
            case .revision(let verdict, _):
                if let line = try? JSONLine.encode(VerdictLine(verdict, isRevised: true)) { Terminal.line(line) }
            case .warning(let message), .problem(let message): Terminal.error(message)
            case .progress: break
            }
        }
        let feeds = configuration.cameras.map {
            GateRun.Feed(
                camera: $0.place,
                sources: [FFmpegSource(location: $0.address.location, clock: .live, options: .standard)])
        }
        let run = GateRun(
            feeds: feeds, flow: flow, recognisers: recognisers, clock: SystemSupervisorClock(), isLive: true,
            seed: UInt64.random(in: 0...UInt64.max))

        let signals = [SIGTERM, SIGINT].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler { run.stop() }
            source.resume()
            return source
        }
        var inboxes: [Inbox] = []
        if let folder = configuration.declarationInbox {
            inboxes.append(
                Inbox(folder: folder) { path in
                    var intake = DeclarationIntake(store: store)
                    for declaration in try intake.take(path) { flow.add(declaration) }
                })
        }
        if let folder = configuration.sensorInbox {
            inboxes.append(
                Inbox(folder: folder) { path in
                    let file = SensorFile(path: path)
                    for problem in file.problems { flow.complain(problem) }
                    for event in file.events { try flow.add(event) }
                })
        }
        let database = configuration.database
        let service = try configuration.server.map {
            try GateService(try $0.options(), database: database, store: store) { flow.add($0) }
        }
        defer { service?.stop() }
        for inbox in inboxes { inbox.start() }
        Terminal.note("watching \(feeds.count) cameras of \(configuration.lanes.count) lanes; stop with Ctrl-C")
        defer {
            for inbox in inboxes { inbox.stop() }
            for source in signals { source.cancel() }
        }
        try run.run()
        return .done
    }
}

/// Watches a folder for files. A file is taken when its size and time have not changed between two looks, and again when they have.
final class Inbox: @unchecked Sendable {
    // Sendable: `seen` and `taken` are used on `queue` alone.
    private let folder: String
    private let take: @Sendable (String) throws -> Void
    private let queue = DispatchQueue(label: "inbox")
    private let timer: any DispatchSourceTimer
    private var seen: [String: FileState] = [:]
    private var taken: [String: FileState] = [:]

    private struct FileState: Equatable {
        var size: Int
        var modified: Date
    }

    init(folder: String, take: @escaping @Sendable (String) throws -> Void) {
        self.folder = folder
        self.take = take
        timer = DispatchSource.makeTimerSource(queue: queue)
        timer.schedule(deadline: .now(), repeating: 1)
        timer.setEventHandler { [weak self] in self?.look() }
    }

    func start() { timer.resume() }
    func stop() { timer.cancel() }

    private func look() {
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        for name in names.sorted() where !name.hasPrefix(".") {
            let path = folder + "/" + name
            guard let attributes = try? FileManager.default.attributesOfItem(atPath: path),
                let size = attributes[.size] as? Int, let modified = attributes[.modificationDate] as? Date
            else { continue }
            let state = FileState(size: size, modified: modified)
            guard taken[name] != state else { continue }
            guard seen[name] == state else {
                seen[name] = state
                continue
            }
            taken[name] = state
            do {
                try take(path)
            } catch {
                taken[name] = nil
                Terminal.error("\(path): \(error)")
            }
        }
    }
}
