import Foundation
public import GateDomain

/// What `bordergate run` watches: deploy/gate.json5.
public struct GateConfiguration: Sendable, Hashable {
    public struct Camera: Sendable, Hashable {
        public var place: CameraPlace
        /// `rtsp://`, `http://` or a path; may hold a password and is never printed.
        public var url: String
    }

    public var lanes: [LaneSetup]
    public var cameras: [Camera]
    public var database: String
    /// Folder that is watched for new declaration files; nil when none come by file.
    public var declarationInbox: String?
    /// Folder that is watched for reports of scales, seal readers and other devices; nil when none come by file.
    public var sensorInbox: String?
    public var models: String?
    /// Folder in which pictures of what was not read are kept, the newest of them; nil when none are.
    public var refused: String?

    /// Reads a JSON5 file; relative paths in it are taken from the file's folder.
    public init(path: String) throws(RecordingError) {
        let file: ConfigurationFile
        do {
            let decoder = JSONDecoder()
            decoder.allowsJSON5 = true
            file = try decoder.decode(ConfigurationFile.self, from: try Data(contentsOf: URL(fileURLWithPath: path)))
        } catch let error as DecodingError {
            throw RecordingError("\(path): \(error.whatAndWhere); deploy/gate.json5 shows the format")
        } catch {
            throw RecordingError("\(path): cannot be read; --config names a file such as deploy/gate.json5")
        }
        let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
        func resolved(_ path: String) -> String { URL(fileURLWithPath: path, relativeTo: folder).path }
        database = resolved(file.database)
        declarationInbox = file.declarationInbox.map(resolved)
        sensorInbox = file.sensorInbox.map(resolved)
        models = file.models.map(resolved)
        refused = file.refused.map(resolved)
        var lanes: [LaneSetup] = []
        var cameras: [Camera] = []
        for lane in file.lanes {
            let place = LanePlace(gate: lane.gate, lane: lane.id)
            let members = lane.cameras.map {
                Camera(place: CameraPlace(lane: place, camera: $0.id, role: $0.role), url: $0.url)
            }
            guard !members.isEmpty else { throw RecordingError("\(path): lane \(lane.id) has no cameras") }
            guard Set(members.map(\.place.camera)).count == members.count, !lanes.contains(where: { $0.place == place })
            else { throw RecordingError("\(path): lane \(lane.id): a lane or camera is named twice; ids must differ") }
            lanes.append(LaneSetup(place: place, direction: lane.direction, cameras: members.map(\.place)))
            cameras += members
        }
        guard !lanes.isEmpty else { throw RecordingError("\(path): no lanes; name at least one under \"lanes\"") }
        self.lanes = lanes
        self.cameras = cameras
    }
}

private struct ConfigurationFile: Decodable {
    struct Lane: Decodable {
        var gate: String
        var id: String
        var direction: LaneDirection
        var cameras: [Camera]
    }
    struct Camera: Decodable {
        var id: String
        var role: CameraRole
        var url: String
    }
    var database: String
    var declarationInbox: String?
    var sensorInbox: String?
    var models: String?
    var refused: String?
    var lanes: [Lane]
}
