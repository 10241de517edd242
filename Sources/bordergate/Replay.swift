import Foundation
import GateDomain
import GateFusion
import GateIngest
import GatePipeline
import GateRecognition
import GateStore

/// One recording through the whole pipeline, with real adapters.
struct Replay {
    struct Outcome {
        var verdicts: [Verdict]
        var hadProblems: Bool
        var counts: [(camera: CameraPlace, counts: CameraHealth)]
    }

    let recording: LaneRecording
    let recognisers: NeuralRecogniserFactory
    let store: SQLiteStore
    let settings: Settings

    /// - Parameter report: called one event at a time, on the gate's thread.
    func run(report: @escaping @Sendable (FlowEvent) -> Void) async throws -> Outcome {
        let collected = Locked<(verdicts: [Verdict], hadProblems: Bool)>(([], false))
        let rules = settings.rules ?? .standard
        let judge = Judge(
            configuration: rules, registers: settings.lists.watching(try await store.watched()),
            declarations: [], archive: try await store.archive(rules.confusion), risk: settings.risk,
            draw: settings.draw)
        let patient = PatientStore(store) { report(.problem($0)) }
        let gate = try await Gate(
            setups: recording.lanes.map(\.setup), judge: judge, store: patient,
            history: try await store.passages(lastHours: PassageEngine.recallHours),
            events: try await store.sensorEvents(), attempts: AttemptFile(database: store.path)
        ) { event in
            collected.withLock { collected in
                if case .verdict(let verdict, _) = event { collected.verdicts.append(verdict) }
                if case .problem = event { collected.hadProblems = true }
            }
            report(event)
        }
        if let path = recording.eventFile {
            let file = SensorFile(path: path)
            for problem in file.problems { await gate.complain(problem) }
            for event in file.events { try await gate.add(event) }
        }
        let feeds = recording.lanes.flatMap(\.cameras).map { camera in
            GateRun.Feed(
                camera: camera.place,
                sources: camera.clips.map { clip in
                    FFmpegSource(
                        location: clip.path,
                        clock: clip.isTimeKnown
                            ? .recording(start: clip.start, offset: camera.clockOffset) : .unknownTime,
                        options: .standard)
                })
        }
        let run = GateRun(
            feeds: feeds, gate: gate, recognisers: recognisers, clock: SystemSupervisorClock(), isLive: false)
        try await run.run()
        try await patient.settle()
        let result = collected.withLock { $0 }
        return Outcome(verdicts: result.verdicts, hadProblems: result.hadProblems, counts: await gate.cameraCounts)
    }
}
