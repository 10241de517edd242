/// A dedicated lane between the yards. Times in seconds.
public struct TransportLane: Codable, Sendable, Equatable {
    public enum Kind: String, Codable, Sendable { case double, single }

    public var id: String
    public var kind: Kind
    public var travel: Int
    /// Least time between two departures of one direction.
    public var headway: Int
    /// A single track stays empty this long before the other direction starts.
    public var turn: Int
    /// A trip lies inside one of these.
    public var windows: [[Int]]
    public var closures: [[Int]]
    /// Main hazard classes that never ride here.
    public var forbids: [String]
    /// Whether reefers may ride here.
    public var reefer: Bool

    public init(
        id: String, kind: Kind = .double, travel: Int, headway: Int, turn: Int = 0, windows: [[Int]],
        closures: [[Int]] = [], forbids: [String] = [], reefer: Bool = true
    ) {
        self.id = id
        self.kind = kind
        self.travel = travel
        self.headway = headway
        self.turn = turn
        self.windows = windows
        self.closures = closures
        self.forbids = forbids
        self.reefer = reefer
    }

    public init(from decoder: any Decoder) throws {
        let values = try decoder.container(keyedBy: CodingKeys.self)
        id = try values.decode(String.self, forKey: .id)
        kind = try values.decode(Kind.self, forKey: .kind)
        travel = try values.decode(Int.self, forKey: .travel)
        headway = try values.decode(Int.self, forKey: .headway)
        turn = try values.decodeIfPresent(Int.self, forKey: .turn) ?? 0
        windows = try values.decode([[Int]].self, forKey: .windows)
        closures = try values.decodeIfPresent([[Int]].self, forKey: .closures) ?? []
        forbids = try values.decodeIfPresent([String].self, forKey: .forbids) ?? []
        reefer = try values.decodeIfPresent(Bool.self, forKey: .reefer) ?? false
    }

    func carries(hazard: String?) -> Bool {
        guard let hazard, !hazard.isEmpty else { return true }
        let main = Segregation.mainClass(hazard)
        return main != "1" && !forbids.contains(main)
    }
}
