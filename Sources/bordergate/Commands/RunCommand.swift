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

    static func run(_ arguments: Arguments) async throws -> ExitStatus {
        guard let path = arguments.last("--config") else { throw UsageError("--config is missing") }
        var (configuration, settings) = try GateFile.live(path)
        let models = try configuration.models ?? ModelFolder.find(arguments)
        settings = try settings.measured(models)
        let store = try SQLiteStore(path: configuration.database)
        let recognisers = try NeuralRecogniserFactory(
            models: models, refused: try RefusedReads.keeper(in: configuration.refused))

        let judge = Judge(
            configuration: settings.rules ?? .standard, registers: settings.lists,
            declarations: try await store.declarations(), risk: settings.risk, draw: settings.draw)
        let gate = try await Gate(
            setups: configuration.lanes, judge: judge, store: store, history: try await store.passages(),
            unassigned: try await store.unassignedSightings(), events: try await store.sensorEvents(),
            attempts: AttemptFile(database: configuration.database)
        ) { event in
            switch event {
            case .verdict(let verdict, let passage):
                if let line = try? JSONLine.encode(VerdictLine(verdict, clock: passage.clock)) { Terminal.line(line) }
            case .revision(let verdict, let passage):
                if let line = try? JSONLine.encode(VerdictLine(verdict, clock: passage.clock, isRevised: true)) {
                    Terminal.line(line)
                }
            case .warning(let message), .problem(let message): Terminal.error(message)
            case .progress, .declaration, .caseChanged: break
            }
        }
        let clock = SystemSupervisorClock { Terminal.error($0) }
        let feeds = configuration.cameras.map {
            GateRun.Feed(
                camera: $0.place,
                sources: [FFmpegSource(location: $0.address.location, clock: .live(clock), options: .standard)])
        }
        let run = GateRun(
            feeds: feeds, gate: gate, recognisers: recognisers, clock: clock, isLive: true,
            seed: UInt64.random(in: 0...UInt64.max))
        let intakes = intakes(of: configuration, into: gate)
        let service = try configuration.server.map {
            try GateService(try $0.options(), database: configuration.database, store: store) { await gate.add($0) }
        }
        defer { service?.stop() }
        let signals = Signals([SIGTERM, SIGINT])
        defer { withExtendedLifetime(signals) {} }
        let stops = signals.stream
        Terminal.note("watching \(feeds.count) cameras of \(configuration.lanes.count) lanes; stop with Ctrl-C")
        try await withThrowingTaskGroup { group in
            group.addTask { try await run.run() }
            for intake in intakes { group.addTask { await intake.run() } }
            group.addTask { for await _ in stops { return } }
            // The signal, or an error that nothing can go on after: the others are cancelled.
            try await group.next()
            group.cancelAll()
        }
        return .done
    }

    private static func intakes(of configuration: GateConfiguration, into gate: Gate) -> [Intake] {
        var intakes: [Intake] = []
        let complain: @Sendable (String) async -> Void = { await gate.complain($0) }
        if let folder = configuration.declarationInbox {
            intakes.append(
                Intake(
                    folder: folder,
                    take: { path in
                        var intake = DeclarationIntake(store: gate.store)
                        for declaration in try await intake.take(path) { await gate.add(declaration) }
                    }, complain: complain))
        }
        if let folder = configuration.sensorInbox {
            intakes.append(
                Intake(
                    folder: folder,
                    take: { path in
                        let file = SensorFile(path: path)
                        for problem in file.problems { await gate.complain(problem) }
                        for event in file.events { try await gate.add(event) }
                    }, complain: complain))
        }
        return intakes
    }
}
