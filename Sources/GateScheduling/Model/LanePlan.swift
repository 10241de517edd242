/// Who carries what, when: trips with their handlings, and what cannot be placed with the reason.
public struct LanePlan: Codable, Sendable, Equatable {
    public var trips: [PlannedTrip]
    public var unplaced: [UnplacedJob]

    public init(trips: [PlannedTrip] = [], unplaced: [UnplacedJob] = []) {
        self.trips = trips
        self.unplaced = unplaced
    }

    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        trips = try values.decode([PlannedTrip].self, forKey: .trips)
        unplaced = values.contains(.unplaced) ? try values.decode([UnplacedJob].self, forKey: .unplaced) : []
    }
}

/// One crossing of one vehicle. Times in seconds.
public struct PlannedTrip: Codable, Sendable, Equatable {
    public var vehicle: String
    public var lane: String
    public var from: String
    public var depart: Int
    public var jobs: [String]
    public var loads: [PlannedHandling]
    public var unloads: [PlannedHandling]

    public init(
        vehicle: String, lane: String, from: String, depart: Int, jobs: [String] = [], loads: [PlannedHandling] = [],
        unloads: [PlannedHandling] = []
    ) {
        self.vehicle = vehicle
        self.lane = lane
        self.from = from
        self.depart = depart
        self.jobs = jobs
        self.loads = loads
        self.unloads = unloads
    }

    /// When anything of it first happens.
    public var begin: Int { loads.reduce(depart) { min($0, $1.start) } }
}

/// One box on or off, by one crane, from `start` on.
public struct PlannedHandling: Codable, Sendable, Equatable {
    public var job: String
    public var crane: Int
    public var start: Int

    public init(job: String, crane: Int, start: Int) {
        self.job = job
        self.crane = crane
        self.start = start
    }
}

/// A box without a trip.
public struct UnplacedJob: Codable, Sendable, Equatable {
    public var job: String
    public var reason: String

    public init(job: String, reason: String) {
        self.job = job
        self.reason = reason
    }

    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        job = try values.decode(String.self, forKey: .job)
        reason = try values.decodeIfPresent(String.self, forKey: .reason) ?? ""
    }
}
