import Foundation
public import GateDomain

/// A recorded lane as its folder's `lane.json5` tells it: lanes, cameras with roles, clips with start times and clock offsets.
public struct LaneRecording: Sendable, Hashable {
    public struct Clip: Sendable, Hashable {
        /// Absolute or relative to the working directory.
        public var path: String
        /// Wall time of the clip's first frame by the camera's own clock.
        public var start: Instant
        /// False when nobody knows it; `start` is then a mere beginning to count from.
        public var isTimeKnown: Bool

        public init(path: String, start: Instant?) {
            self.path = path
            self.start = start ?? Instant(microseconds: 0)
            isTimeKnown = start != nil
        }
    }

    public struct Camera: Sendable, Hashable {
        public var place: CameraPlace
        /// In order of start.
        public var clips: [Clip]
        /// Seconds the camera's clock runs ahead: capture time = start + pts − offset.
        public var clockOffset: Double

        public init(place: CameraPlace, clips: [Clip], clockOffset: Double) {
            self.place = place
            self.clips = clips
            self.clockOffset = clockOffset
        }
    }

    public struct Lane: Sendable, Hashable {
        public var setup: LaneSetup
        public var cameras: [Camera]

        public init(setup: LaneSetup, cameras: [Camera]) {
            self.setup = setup
            self.cameras = cameras
        }
    }

    public var scenario: String
    public var folder: String
    public var lanes: [Lane]
    /// `declarations.*` of the folder, sorted.
    public var declarationFiles: [String]
    /// `events.jsonl` of the folder (scales, seals, cards…), if it has one.
    public var eventFile: String?
    /// `expected.jsonl` of the folder, if it has one.
    public var expectationFile: String?

    /// Start of the earliest clip.
    public var start: Instant {
        lanes.flatMap(\.cameras).flatMap(\.clips).map(\.start).min() ?? .distantPast
    }

    /// Reads `folder/lane.json5`.
    /// - Throws: `RecordingError` that names the file and what is wrong with it.
    public init(folder: String) throws(RecordingError) {
        let path = folder + "/lane.json5"
        let file: RecordingFile
        do throws(ConfigurationError) {
            file = try JSON5Decoder.decode(RecordingFile.self, path: path, limit: 1 << 20, example: "Streams/README.md")
            {
                $0.problems
            }
        } catch {
            throw RecordingError(lines: error.lines)
        }
        self.folder = folder
        scenario = file.scenario ?? URL(fileURLWithPath: folder).lastPathComponent
        var lanes: [Lane] = []
        for lane in file.lanes {
            let place = LanePlace(gate: lane.gate, lane: lane.id)
            var cameras: [Camera] = []
            for camera in lane.cameras {
                var clips: [Clip] = []
                for clip in camera.clips {
                    guard let start = Instant(rfc3339: clip.start) else { continue }
                    clips.append(Clip(path: folder + "/" + clip.file, start: start))
                }
                clips.sort { ($0.start, $0.path) < ($1.start, $1.path) }
                cameras.append(
                    Camera(
                        place: CameraPlace(lane: place, camera: camera.id, role: camera.role), clips: clips,
                        clockOffset: camera.clockOffset ?? 0))
            }
            cameras.sort { $0.place < $1.place }
            let setup = LaneSetup(place: place, direction: lane.direction, cameras: cameras.map(\.place))
            lanes.append(Lane(setup: setup, cameras: cameras))
        }
        self.lanes = lanes.sorted { $0.setup.place < $1.setup.place }
        let names = (try? FileManager.default.contentsOfDirectory(atPath: folder)) ?? []
        declarationFiles = names.filter { $0.hasPrefix("declarations.") }.sorted().map { folder + "/" + $0 }
        eventFile = names.contains("events.jsonl") ? folder + "/events.jsonl" : nil
        expectationFile = names.contains("expected.jsonl") ? folder + "/expected.jsonl" : nil
    }

    /// A bare video as a lane of one camera that sees everything.
    /// - Parameter start: nil when nobody knows when it was made.
    public init(video path: String, start: Instant?) {
        let name = URL(fileURLWithPath: path).deletingPathExtension().lastPathComponent
        let place = LanePlace(gate: "video", lane: name)
        let camera = CameraPlace(lane: place, camera: "camera", role: .overview)
        folder = path
        scenario = name
        lanes = [
            Lane(
                setup: LaneSetup(place: place, direction: .entry, cameras: [camera]),
                cameras: [Camera(place: camera, clips: [Clip(path: path, start: start)], clockOffset: 0)])
        ]
        declarationFiles = []
        eventFile = nil
        expectationFile = nil
    }
}

/// A recorded lane that cannot be used: what, where, what to do.
public struct RecordingError: Error, Sendable, CustomStringConvertible {
    /// A line a problem.
    public var lines: [String]

    public var description: String { lines.joined(separator: "\n") }

    public init(_ description: String) { lines = [description] }
    public init(lines: [String]) { self.lines = lines }
}
