import Foundation
import GateDomain
import GateIngest
import GatePipeline
import GateRecognition
import GateStore

struct ReplayCommand: Command {
    static let name = "replay"
    static let help = """
        bordergate replay [options] DIR|VIDEO…             recorded lanes → passages, discrepancies, cases

        DIR is a recorded lane (lane.json5, clips, declarations.*; see Streams/README.md), VIDEO any video file.
        Recordings are replayed in order of their start; the same recordings give the same verdicts, byte for byte.
        A replay that was interrupted is resumed by running it again on the same database.
          --json              one verdict a line
          --full              with --json: also the rules that could not be applied and why, agencies' holds, the weighing
          --database F        keep sightings, passages, cases, audit log and evidence in F (else nothing is kept)
          --declarations F    declarations beside those in DIR; may be given several times
          --time-zone ZONE    of times in declarations that name no zone, as Asia/Ho_Chi_Minh; else --config's, else UTC
          --start TIME        when a VIDEO begins, as 2026-03-02T01:00:00Z; else as the file says, else its time is unknown
          --check             compare with DIR/expected.jsonl, print what differs; exit status 1 if anything does
          --config F          rules and selection key, as in deploy/gate.json5
          --explain DIR       keep pictures of what looked like a plate or number but did not count, and why: the newest 1000
          --models DIR        folder with the networks
        \(ServeOptions.help)
        """
    static let flags: Set<String> = ["--json", "--full", "--check"]
    static let options = ServeOptions.words.union([
        "--database", "--declarations", "--config", "--explain", "--start", TimeZoneOption.word, ModelFolder.option,
    ])

    static func run(_ arguments: Arguments) async throws -> ExitStatus {
        var status = ExitStatus.done
        var recordings: [LaneRecording] = []
        var start: Instant?
        if let text = arguments.last("--start") {
            start = Instant(rfc3339: text)
            guard start != nil else {
                throw UsageError("--start takes a time such as 2026-03-02T01:00:00Z, not \"\(text)\"")
            }
        }
        for path in try arguments.operands(atLeast: 1, called: "DIR or VIDEO") {
            do throws(RecordingError) {
                recordings.append(try recording(at: path, start: start))
            } catch {
                for line in error.lines { Terminal.error(line) }
                status = .failedInput
            }
        }
        recordings.sort { ($0.start, $0.scenario, $0.folder) < ($1.start, $1.scenario, $1.folder) }
        guard !recordings.isEmpty else { return status }

        let models = try ModelFolder.find(arguments)
        let file = try arguments.last("--config").map { try GateFile.rules($0) }
        let settings = try (file?.settings ?? .standard).measured(models)
        let zones =
            if let file, arguments.last(TimeZoneOption.word) == nil { file.zones } else {
                try TimeZoneOption.read(arguments)
            }
        let recognisers = try NeuralRecogniserFactory(
            models: models, refused: try RefusedReads.keeper(in: arguments.last("--explain")))
        let database = try ReplayDatabase(arguments.last("--database"))
        defer { database.discardIfTemporary() }
        let store = try SQLiteStore(path: database.path)

        let service = try ServeOptions.read(arguments).map {
            try GateService($0, database: database.path, store: store, zones: zones)
        }
        defer { service?.stop() }
        var intake = DeclarationIntake(store: store, zones: zones)
        for path in arguments.all("--declarations") { _ = try await intake.take(path) }
        let total = recordings.count
        for (index, recording) in recordings.enumerated() {
            Terminal.progress(done: index, of: total, recording.scenario)
            for path in recording.declarationFiles { _ = try await intake.take(path) }
            let replay = Replay(recording: recording, recognisers: recognisers, store: store, settings: settings)
            let declared = Dictionary(
                try await store.declarations().map { ($0.reference, $0) }, uniquingKeysWith: { first, _ in first })
            let outcome = try await replay.run { event in
                switch event {
                case .verdict(let verdict, let passage):
                    if arguments.has("--json") {
                        if let line = try? JSONLine.encode(
                            VerdictLine(verdict, clock: passage.clock, isFull: arguments.has("--full")))
                        {
                            Terminal.line(line)
                        }
                    } else {
                        let declaration = verdict.declaration.flatMap { declared[$0] }
                        for line in PassageTable.lines(verdict, passage, declared: declaration) { Terminal.line(line) }
                    }
                case .revision(let verdict, _):
                    Terminal.error(
                        "\(recording.scenario): passage \(verdict.id) of the database is revised: a report came late")
                case .warning(let message), .problem(let message): Terminal.error("\(recording.scenario): \(message)")
                case .notice, .declaration, .caseChanged: break
                case .progress(let camera, let instant):
                    let time = instant == .distantFuture ? "done" : String(instant.rfc3339.dropFirst(11).prefix(8))
                    Terminal.progress(
                        done: index, of: total, "\(recording.scenario) \(camera.lane.lane) \(camera.camera) \(time)")
                }
            }
            if outcome.hadProblems { status = .failedInput }
            if arguments.has("--check"), let path = recording.expectationFile {
                let differences = try Expectation.differences(
                    expected: try Expectation.read(path), verdicts: outcome.verdicts)
                if differences.isEmpty {
                    Terminal.note("\(recording.scenario): as expected (\(outcome.verdicts.count) passages)")
                } else {
                    Terminal.note("\(recording.scenario): differs from \(path)")
                    for difference in differences { Terminal.note(difference) }
                    status = .failedInput
                }
            }
        }
        Terminal.clearProgress()
        if service != nil {
            Terminal.note("all recordings are replayed; serving until SIGTERM or Ctrl-C")
            StopSignal.wait()
        }
        await store.close()
        return intake.hadErrors ? .failedInput : status
    }

    private static func recording(at path: String, start: Instant?) throws(RecordingError) -> LaneRecording {
        var isFolder: ObjCBool = false
        guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) else {
            throw RecordingError("\(path): there is no such file or folder")
        }
        if isFolder.boolValue {
            return try LaneRecording(folder: path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path)
        }
        let known = start ?? RecordingTime.creation(ofRecording: path)
        if known == nil {
            Terminal.note("\(path): does not say when it was made: its time is unknown; --start TIME tells it")
        }
        return LaneRecording(video: path, start: known)
    }
}

/// The database of a replay: the one that was named, or one that goes away with the run.
private struct ReplayDatabase {
    let path: String
    private let temporaryFolder: String?

    init(_ given: String?) throws {
        if let given {
            path = given
            temporaryFolder = nil
        } else {
            let folder = NSTemporaryDirectory() + "bordergate-\(UUID().uuidString)"
            try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
            path = folder + "/replay.sqlite"
            temporaryFolder = folder
        }
    }

    func discardIfTemporary() {
        if let temporaryFolder { try? FileManager.default.removeItem(atPath: temporaryFolder) }
    }
}
