/// Where things happen: a gate has lanes, a lane has cameras with roles.
public struct LanePlace: Hashable, Codable, Sendable, Comparable {
    public var gate: String
    public var lane: String

    public init(gate: String, lane: String) {
        self.gate = gate
        self.lane = lane
    }

    public static func < (a: LanePlace, b: LanePlace) -> Bool { (a.gate, a.lane) < (b.gate, b.lane) }
}

/// One camera of one lane; unique across gates.
public struct CameraPlace: Hashable, Codable, Sendable, Comparable {
    public var lane: LanePlace
    public var camera: String
    public var role: CameraRole

    public init(lane: LanePlace, camera: String, role: CameraRole) {
        self.lane = lane
        self.camera = camera
        self.role = role
    }

    public static func < (a: CameraPlace, b: CameraPlace) -> Bool { (a.lane, a.camera) < (b.lane, b.camera) }
}

/// What a camera of a lane looks at.
public enum CameraRole: String, Codable, Sendable, CaseIterable {
    case frontPlate, rearPlate, containerSide, containerRear, roof, overview

    /// Plates are looked for in this camera's pictures.
    public var seesPlates: Bool { self == .frontPlate || self == .rearPlate || self == .overview }
    /// Container codes are looked for in this camera's pictures.
    public var seesContainers: Bool { self != .frontPlate && self != .rearPlate }
}

/// Which way a lane lets vehicles through, seen from the zone behind the gate.
public enum LaneDirection: String, Codable, Sendable, CaseIterable {
    case entry, exit
}
