/// A lane with its cameras, as configured or as a recording tells it.
public struct LaneSetup: Hashable, Codable, Sendable {
    public var place: LanePlace
    public var direction: LaneDirection
    public var cameras: [CameraPlace]

    public init(place: LanePlace, direction: LaneDirection, cameras: [CameraPlace]) {
        self.place = place
        self.direction = direction
        self.cameras = cameras.sorted()
    }
}
