public import GateDomain

/// How a lane is.
public struct LaneHealth: Codable, Sendable, Hashable {
    public var gate: String
    public var lane: String
    public var direction: LaneDirection
    public var cameras: [CameraHealth]
    /// Vehicles that are in the lane and not decided yet.
    public var open = 0
    public var verdicts = 0
    public var lastVerdict: Timestamp?
    public var lastChannel: Channel?

    public init(_ setup: LaneSetup) {
        gate = setup.place.gate
        lane = setup.place.lane
        direction = setup.direction
        cameras = setup.cameras.map { CameraHealth($0) }
    }
}
