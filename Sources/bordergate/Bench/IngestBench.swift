import Foundation
import GateDomain
import GateIngest
import GatePipeline
import GateRecognition
import GateStore

/// CPU seconds of the whole pipeline beside those of decoding alone, on the same clip in the same process.
enum IngestBench {
    struct Line: Encodable {
        var video: String
        var role: CameraRole
        var frames: Int
        var decodeSeconds: Double
        var pipelineSeconds: Double
        var ratio: Double
        var framesRead: Int
        var passages: Int
    }

    /// The videos of one call together, each weighing as much as it is long: what a lane with these cameras costs.
    struct Lane: Encodable {
        var videos: Int
        var decodeSeconds = 0.0
        var pipelineSeconds = 0.0
        var ratio = 0.0
    }

    static func run(_ arguments: Arguments) async throws -> ExitStatus {
        let videos = arguments.operands.dropFirst()
        guard !videos.isEmpty else { throw UsageError("VIDEO is missing") }
        let recognisers = try NeuralRecogniserFactory(models: try ModelFolder.find(arguments))
        var lane = Lane(videos: videos.count)
        for video in videos {
            let role = try BenchLane.role(of: video, arguments)
            let camera = try BenchLane(video: video, role: role)
            // The first pass loads the networks and warms the file cache; it is not counted.
            _ = try await camera.replay(rounds: 1, recognisers: recognisers)
            let decode = try DecodeBenchmark.decodeOnly(path: video)
            let rounds = max(3, Int(saturating: 2 / max(decode.cpuSeconds, 0.01)))
            var decodeSeconds = 0.0
            var frames = 0
            for _ in 0..<rounds {
                let once = try DecodeBenchmark.decodeOnly(path: video)
                decodeSeconds += once.cpuSeconds
                frames += once.frames
            }
            let start = ProcessUsage.cpuSeconds
            let outcome = try await camera.replay(rounds: rounds, recognisers: recognisers)
            let seconds = ProcessUsage.cpuSeconds - start
            Terminal.line(
                try JSONLine.encode(
                    Line(
                        video: video, role: role, frames: frames, decodeSeconds: decodeSeconds,
                        pipelineSeconds: seconds,
                        ratio: seconds / decodeSeconds, framesRead: outcome.counts.map(\.counts.read).reduce(0, +),
                        passages: outcome.verdicts.count)))
            lane.decodeSeconds += decodeSeconds / Double(rounds)
            lane.pipelineSeconds += seconds / Double(rounds)
        }
        if lane.videos > 1, lane.decodeSeconds > 0 {
            lane.ratio = lane.pipelineSeconds / lane.decodeSeconds
            Terminal.line(try JSONLine.encode(lane))
        }
        return .done
    }
}

/// A lane of one camera that sees the same clip again and again.
struct BenchLane {
    let video: String
    let role: CameraRole
    /// From the first frame to after the last, by the stream's own times.
    let clipSeconds: Double

    init(video: String, role: CameraRole) throws {
        self.video = video
        self.role = role
        clipSeconds = try Self.length(of: video)
    }

    /// When the first round of the clip begins.
    static let start = Instant(microseconds: 1_767_225_600_000_000)

    /// As `--role` says, or the `lane.json5` beside the video, or a front plate camera's.
    static func role(of video: String, _ arguments: Arguments) throws -> CameraRole {
        guard let text = arguments.last("--role") else {
            let folder = URL(fileURLWithPath: video).deletingLastPathComponent().path
            let file = URL(fileURLWithPath: video).lastPathComponent
            let cameras = (try? LaneRecording(folder: folder))?.lanes.flatMap(\.cameras) ?? []
            let camera = cameras.first { $0.clips.contains { URL(fileURLWithPath: $0.path).lastPathComponent == file } }
            return camera?.place.role ?? .frontPlate
        }
        guard let role = CameraRole(rawValue: text) else {
            let known = CameraRole.allCases.map(\.rawValue).joined(separator: ", ")
            throw UsageError("--role takes one of \(known), not \"\(text)\"")
        }
        return role
    }

    func replay(
        rounds: Int, recognisers: NeuralRecogniserFactory, report: @escaping @Sendable (FlowEvent) -> Void = { _ in }
    ) async throws -> Replay.Outcome {
        let folder = NSTemporaryDirectory() + "bordergate-bench-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let store = try SQLiteStore(path: folder + "/bench.sqlite")
        var recording = LaneRecording(video: video, start: Instant(microseconds: 0))
        let place = CameraPlace(lane: LanePlace(gate: "bench", lane: "bench"), camera: "camera", role: role)
        let clips = (0..<rounds).map {
            LaneRecording.Clip(
                path: video, start: Self.start.advanced(bySeconds: Double($0) * clipSeconds))
        }
        recording.lanes = [
            LaneRecording.Lane(
                setup: LaneSetup(place: place.lane, direction: .entry, cameras: [place]),
                cameras: [LaneRecording.Camera(place: place, clips: clips, clockOffset: 0)])
        ]
        return try await Replay(recording: recording, recognisers: recognisers, store: store, settings: .standard)
            .run(report: report)
    }

    private static func length(of video: String) throws -> Double {
        var span: (first: Instant?, last: Instant?, count: Int) = (nil, nil, 0)
        try FFmpegSource(
            location: video, clock: .recording(start: Instant(microseconds: 0), offset: 0), options: .standard
        ).run(
            epoch: 0,
            deliver: { frame in
                if span.first == nil { span.first = frame.time.instant }
                span.last = frame.time.instant
                span.count += 1
                return true
            }, notice: { _ in })
        guard let first = span.first, let last = span.last, span.count > 1 else { return 1 }
        let seconds = last.seconds(since: first)
        return seconds + seconds / Double(span.count - 1)
    }
}
