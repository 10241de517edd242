/// What is to be carried with what: yards, lanes, vehicles and released boxes. Times are whole seconds from the start of the horizon.
public struct LaneInstance: Codable, Sendable, Equatable {
    public var horizon: Int
    /// By name: "CN" and "VN".
    public var ends: [String: Yard]
    public var lanes: [TransportLane]
    public var vehicles: [TransportVehicle]
    public var jobs: [TransportJob]

    public init(
        horizon: Int, ends: [String: Yard], lanes: [TransportLane], vehicles: [TransportVehicle], jobs: [TransportJob]
    ) {
        self.horizon = horizon
        self.ends = ends
        self.lanes = lanes
        self.vehicles = vehicles
        self.jobs = jobs
    }

    /// - Throws: `LaneInstanceError` when a value cannot be: what passes cannot overflow in the search.
    public func checked() throws(LaneInstanceError) -> LaneInstance {
        for end in TransportEnd.allCases {
            guard let yard = ends[end.rawValue] else { throw LaneInstanceError("ends: \"\(end.rawValue)\" is missing") }
            try Self.require(yard.cranes, in: 0...10_000, "ends.\(end.rawValue).cranes")
            try Self.require(yard.handling, in: 0...Self.longest, "ends.\(end.rawValue).handling")
        }
        guard ends.count == TransportEnd.allCases.count else {
            throw LaneInstanceError("ends: there are CN and VN, no others")
        }
        try Self.unique(lanes.map(\.id), "lanes")
        try Self.unique(vehicles.map(\.id), "vehicles")
        try Self.unique(jobs.map(\.id), "jobs")
        try Self.require(horizon, in: 0...Self.longest, "horizon")
        for lane in lanes {
            try Self.require(lane.travel, in: 0...Self.longest, "lane \(lane.id): travel")
            try Self.require(lane.headway, in: 0...Self.longest, "lane \(lane.id): headway")
            try Self.require(lane.turn, in: 0...Self.longest, "lane \(lane.id): turn")
            for span in lane.windows + lane.closures {
                guard span.count == 2 else { throw LaneInstanceError("lane \(lane.id): a span has a start and an end") }
                for bound in span { try Self.require(bound, in: -Self.longest...Self.longest, "lane \(lane.id): span") }
            }
        }
        for vehicle in vehicles {
            guard TransportEnd(rawValue: vehicle.at) != nil else {
                throw LaneInstanceError(
                    "vehicle \(vehicle.id): stands at \"\(vehicle.at)\", which is neither CN nor VN")
            }
            try Self.require(vehicle.available, in: -Self.longest...Self.longest, "vehicle \(vehicle.id): available")
            try Self.require(vehicle.teu, in: 0...1_000, "vehicle \(vehicle.id): teu")
        }
        for job in jobs {
            guard TransportEnd(rawValue: job.from) != nil else {
                throw LaneInstanceError("job \(job.id): from \"\(job.from)\", which is neither CN nor VN")
            }
            try Self.require(job.teu, in: 1...1_000, "job \(job.id): teu")
            try Self.require(job.release, in: -Self.longest...Self.longest, "job \(job.id): release")
            try Self.require(job.target, in: -Self.longest...Self.longest, "job \(job.id): target")
            try Self.require(job.latest, in: -Self.longest...Self.longest, "job \(job.id): latest")
            if let unplugged = job.unplugged {
                try Self.require(unplugged, in: 0...Self.longest, "job \(job.id): unplugged")
            }
            guard job.weight.isFinite, (0...1_000_000).contains(job.weight) else {
                throw LaneInstanceError("job \(job.id): weight \(job.weight) is not between 0 and 1,000,000")
            }
        }
        return self
    }

    /// Thirty years in seconds: no day at a gate is longer.
    static let longest = 1_000_000_000

    private static func require(_ value: Int, in range: ClosedRange<Int>, _ name: String) throws(LaneInstanceError) {
        guard range.contains(value) else {
            throw LaneInstanceError("\(name): \(value) is not between \(range.lowerBound) and \(range.upperBound)")
        }
    }

    private static func unique(_ ids: [String], _ name: String) throws(LaneInstanceError) {
        var seen: Set<String> = []
        for id in ids where !seen.insert(id).inserted {
            throw LaneInstanceError("\(name): \"\(id)\" stands there twice")
        }
    }
}

/// An instance that cannot be: what is wrong, and where.
public struct LaneInstanceError: Error, CustomStringConvertible, Sendable {
    public var description: String
    init(_ description: String) { self.description = description }
}
