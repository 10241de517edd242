import Foundation
import GateDomain
import GateFusion
import GateIngest
import GateManifests
import GatePipeline
import GateRecognition
import GateStore

struct RunCommand: Command {
    static let name = "run"
    static let help = """
        bordergate run --config FILE                       live: cameras in, verdicts and cases out

        Watches the cameras of FILE (see deploy/gate.json5) until it is told to stop (SIGTERM, SIGINT); prints a verdict
        a line as JSON. Cameras that fail are reconnected for ever. Rules and registers are read again on SIGHUP, registers
        also when their file changes. 'bordergate status' shows how it is.
        The head of the audit chain is said every hour, and added to a file beside the database (….heads) that can be
        shipped away: see verify --heads.
          --models DIR   folder with the networks
        """
    static let flags: Set<String> = []
    static let options: Set<String> = ["--config", ModelFolder.option]

    static func run(_ arguments: Arguments) async throws -> ExitStatus {
        guard let path = arguments.last("--config") else { throw UsageError("--config is missing") }
        var (configuration, settings) = try GateFile.live(path)
        let models = try configuration.models ?? ModelFolder.find(arguments)
        settings = try settings.measured(models)
        let log = Log()
        let clock = SystemSupervisorClock { log.write(.warning, $0) }
        let manager = ServiceManager()
        if geteuid() == 0 {
            log.write(.warning, "running as root: a gate needs no such rights; run it as a user of its own")
        }
        let store = try SQLiteStore(path: configuration.database)
        let patient = PatientStore(store) { log.write(.warning, $0) }
        let watch = StoreWatch(store: store, patient: patient, retention: configuration.retention) {
            log.write(.notice, $0)
        }
        let recognisers = try NeuralRecogniserFactory(
            models: models, refused: try RefusedReads.keeper(in: configuration.refused),
            masks: Dictionary(
                configuration.cameras.map { ($0.place, $0.masks) }, uniquingKeysWith: { first, _ in first }))

        let rules = settings.rules ?? .standard
        let judge = Judge(
            configuration: rules, registers: settings.lists.watching(try await store.watched()),
            declarations: [], archive: try await store.archive(rules.confusion), risk: settings.risk,
            draw: settings.draw)
        let gate = try await Gate(
            setups: configuration.lanes, judge: judge, store: patient,
            history: try await store.passages(lastHours: PassageEngine.recallHours),
            unassigned: try await store.unassignedSightings(), events: try await store.sensorEvents(),
            attempts: AttemptFile(database: configuration.database), clock: clock
        ) { event in
            switch event {
            case .verdict(let verdict, let passage):
                if let line = try? JSONLine.encode(VerdictLine(verdict, clock: passage.clock)) { Terminal.line(line) }
            case .revision(let verdict, let passage):
                if let line = try? JSONLine.encode(VerdictLine(verdict, clock: passage.clock, isRevised: true)) {
                    Terminal.line(line)
                }
            case .notice(let message): log.write(.notice, message)
            case .warning(let message): log.write(.warning, message)
            case .problem(let message): log.write(.error, message)
            case .progress, .declaration, .caseChanged: break
            }
        }
        let feeds = configuration.cameras.map {
            GateRun.Feed(
                camera: $0.place,
                sources: [FFmpegSource(location: $0.address.location, clock: .live(clock), options: .standard)])
        }
        let run = GateRun(
            feeds: feeds, gate: gate, recognisers: recognisers, clock: clock, isLive: true,
            seed: UInt64.random(in: 0...UInt64.max))
        let inboxes = try GateInboxes(configuration, into: gate)
        let socket = try StatusSocket(database: configuration.database) { await gate.health() }
        let reload = Reload(
            configuration: path, models: models, registers: settings.registersFile, store: store, gate: gate,
            log: log)
        let service = try configuration.server.map {
            try GateService(
                try $0.options(), database: configuration.database, store: store,
                zones: SenderZones(named: configuration.timeZone, senders: configuration.senderTimeZones),
                health: { await gate.health() }
            ) { await gate.add($0) }
        }
        defer { service?.stop() }
        let signals = Signals([SIGTERM, SIGINT, SIGHUP])
        defer { withExtendedLifetime(signals) {} }
        let stream = signals.stream
        let watching = "watching \(feeds.count) cameras of \(configuration.lanes.count) lanes"
        log.write(.notice, "\(watching); stop with Ctrl-C")
        manager.ready(watching)
        try await withThrowingTaskGroup { group in
            group.addTask { try await run.run() }
            group.addTask {
                for await signal in stream {
                    guard signal == SIGHUP else { return }
                    manager.reloading()
                    await reload.all()
                    manager.ready(watching)
                }
            }
            // Those that run beside them for as long as they do.
            for intake in inboxes.intakes { group.addTask { try await endless { await intake.run() } } }
            group.addTask { try await endless { await socket.run() } }
            group.addTask { try await endless { await reload.watchRegisters() } }
            group.addTask { try await endless { await Heartbeat(service: manager, gate: gate).run() } }
            group.addTask { try await endless { await watch.run() } }
            // A signal, or an error that nothing can go on after: the others are cancelled.
            try await group.next()
            manager.stopping()
            group.cancelAll()
        }
        try await patient.settle()
        await watch.keepHead()
        await store.close()
        return .done
    }

    /// Ends when its task is cancelled, so that one of several helpers that has nothing to do ends nobody else.
    private static func endless(_ body: () async -> Void) async throws {
        await body()
        while !Task.isCancelled { try await Task.sleep(for: .seconds(3600)) }
    }
}
