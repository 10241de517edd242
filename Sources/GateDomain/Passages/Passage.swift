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
    /// What other devices of the lane reported while it passed, by time.
    public var readings: [SensorEvent]

    public init(
        id: String, place: LanePlace, direction: LaneDirection, arrived: Instant, decided: Instant,
        sightings: [Sighting], darkCameras: [String], unseenRoles: [CameraRole], readings: [SensorEvent] = []
    ) {
        self.id = id
        self.place = place
        self.direction = direction
        self.arrived = arrived
        self.decided = decided
        self.sightings = sightings
        self.darkCameras = darkCameras
        self.unseenRoles = unseenRoles
        self.readings = readings
    }

    /// How far its times can be trusted: as far as the least certain of its sightings.
    public var clock: ClockQuality {
        let qualities = Set(sightings.flatMap { [$0.first.quality, $0.last.quality] })
        return [.unknown, .estimated, .arrival, .synchronised].first(where: qualities.contains) ?? .recorded
    }

    /// Passages of an older database have no readings, or such as cannot be: those are left out.
    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            id: try fields.decode(String.self, forKey: .id),
            place: try fields.decode(LanePlace.self, forKey: .place),
            direction: try fields.decode(LaneDirection.self, forKey: .direction),
            arrived: try fields.decode(Instant.self, forKey: .arrived),
            decided: try fields.decode(Instant.self, forKey: .decided),
            sightings: try fields.decode([Sighting].self, forKey: .sightings),
            darkCameras: try fields.decode([String].self, forKey: .darkCameras),
            unseenRoles: try fields.decode([CameraRole].self, forKey: .unseenRoles),
            readings: (try fields.decodeIfPresent([Reading].self, forKey: .readings) ?? []).compactMap(\.event))
    }

    private struct Reading: Decodable {
        var event: SensorEvent?

        init(from decoder: any Decoder) throws { event = try? SensorEvent(from: decoder) }
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
