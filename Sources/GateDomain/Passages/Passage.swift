/// One vehicle through one lane (trade: gate transaction).
public struct Passage: Hashable, Codable, Sendable, Identifiable {
    /// `gate/lane/arrival`, unique across gates and the same on every replay.
    public var id: String
    public var place: LanePlace
    public var direction: LaneDirection
    /// First sight of the vehicle at any camera.
    public var arrived: Instant
    /// Event time at which every view had been seen, or waited for long enough.
    public var decided: Instant
    /// All sightings of it, by time.
    public var sightings: [Sighting]
    /// Cameras of the lane that were dark, or without footage, while the vehicle passed.
    public var darkCameras: [String]
    /// Camera roles of the lane that showed nothing readable of this vehicle.
    public var unseenRoles: [CameraRole]

    public init(
        id: String, place: LanePlace, direction: LaneDirection, arrived: Instant, decided: Instant,
        sightings: [Sighting],
        darkCameras: [String], unseenRoles: [CameraRole]
    ) {
        self.id = id
        self.place = place
        self.direction = direction
        self.arrived = arrived
        self.decided = decided
        self.sightings = sightings
        self.darkCameras = darkCameras
        self.unseenRoles = unseenRoles
    }

    public func plates(at role: CameraRole) -> [PlateRead] {
        sightings.compactMap { sighting in
            guard sighting.place.role == role, case .plate(let read) = sighting.subject else { return nil }
            return read
        }
    }

    public var containers: [ContainerRead] {
        sightings.compactMap { sighting in
            guard case .container(let read) = sighting.subject else { return nil }
            return read
        }
    }
}
