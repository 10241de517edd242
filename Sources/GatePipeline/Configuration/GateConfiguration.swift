import Foundation
public import GateDomain

/// What `bordergate run` watches: deploy/gate.json5.
public struct GateConfiguration: Sendable, Hashable {
    public struct Camera: Sendable, Hashable {
        public var place: CameraPlace
        public var address: CameraAddress
        /// Parts of the picture in which nothing is read, in parts of its width and height.
        public var masks: [Box]
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
    /// The firms' API and the pages; nil when nothing is served.
    public var server: ServerConfiguration?
    /// How long what is kept.
    public var retention: RetentionConfiguration
    /// Zone of the times that messages give without one; an IANA name.
    public var timeZone: String
    /// The same for single senders, by their name in the message.
    public var senderTimeZones: [String: String]

    /// Vietnam has one zone and no summer time.
    public static let defaultTimeZone = "Asia/Ho_Chi_Minh"

    /// - Parameters:
    ///   - file: as decoded and without problems.
    ///   - folder: that relative paths are taken from.
    /// - Throws: `ConfigurationValueError` for the first camera whose address cannot be had.
    public init(_ file: GateConfigurationFile, folder: String) throws {
        func resolved(_ path: String) -> String { GateConfigurationFile.resolved(path, in: folder) }
        database = resolved(file.database)
        declarationInbox = file.declarationInbox.map(resolved)
        sensorInbox = file.sensorInbox.map(resolved)
        models = file.models.map(resolved)
        refused = file.refused.map(resolved)
        server = file.server
        server?.certificate = file.server?.certificate.map(resolved)
        server?.key = file.server?.key.map(resolved)
        retention = file.retention ?? RetentionConfiguration()
        timeZone = file.timeZone ?? Self.defaultTimeZone
        senderTimeZones = file.senderTimeZones ?? [:]
        lanes = []
        cameras = []
        for (number, lane) in file.lanes.enumerated() {
            let place = LanePlace(gate: lane.gate, lane: lane.id)
            let members = try lane.cameras.enumerated().map { index, camera in
                Camera(
                    place: CameraPlace(lane: place, camera: camera.id, role: camera.role),
                    address: try camera.address(
                        folder: folder, at: ["lanes", String(number), "cameras", String(index)]),
                    masks: camera.masks?.compactMap(\.box) ?? [])
            }
            lanes.append(LaneSetup(place: place, direction: lane.direction, cameras: members.map(\.place)))
            cameras += members
        }
    }
}

/// The gate's part of gate.json5 as it is written.
public struct GateConfigurationFile: Decodable, Sendable {
    public struct Lane: Decodable, Sendable {
        public var gate: String
        public var id: String
        public var direction: LaneDirection
        public var cameras: [Camera]
    }

    public struct Camera: Decodable, Sendable {
        public var id: String
        public var role: CameraRole
        public var url: String
        /// A file, or a variable of the environment, that holds the password of the user whom `url` names.
        public var passwordFile: String?
        public var passwordEnvironment: String?
        /// Parts of the picture in which nothing is read, such as a clock that the camera writes into it.
        public var masks: [Mask]?

        /// From its top left corner, in parts of the picture's width and height, 0 to 1.
        public struct Mask: Decodable, Sendable {
            public var left: Double
            public var top: Double
            public var width: Double
            public var height: Double

            /// Nil for what lies outside the picture or has no size.
            public var box: Box? {
                let isInside =
                    left >= 0 && top >= 0 && width > 0 && height > 0 && left + width <= 1.001 && top + height <= 1.001
                return isInside ? Box(x: left, y: top, width: width, height: height) : nil
            }
        }
    }

    public var database: String
    public var declarationInbox: String?
    public var sensorInbox: String?
    public var models: String?
    public var refused: String?
    public var timeZone: String?
    public var senderTimeZones: [String: String]?
    public var server: ServerConfiguration?
    public var retention: RetentionConfiguration?
    public var lanes: [Lane]

    /// Every key of the top level: what a file of rules alone may have beside them.
    public enum CodingKeys: String, CodingKey, CaseIterable {
        case database, declarationInbox, sensorInbox, models, refused, timeZone, senderTimeZones, server, retention,
            lanes
    }

    static func resolved(_ path: String, in folder: String) -> String {
        path.hasPrefix("/") ? path : URL(fileURLWithPath: folder).appendingPathComponent(path).standardized.path
    }
}
