/// One released box that wants across. Times in seconds.
public struct TransportJob: Codable, Sendable, Equatable {
    public var id: String
    /// The end where it stands: "CN" or "VN".
    public var from: String
    public var teu: Int
    public var release: Int
    /// Later costs `weight` a minute.
    public var target: Int
    /// Off the vehicle by then, or not at all.
    public var latest: Int
    public var weight: Double
    /// IMDG class.
    public var hazard: String?
    /// A reefer: longest time without power, from the begin of its load to the end of its unload.
    public var unplugged: Int?

    public init(
        id: String, from: TransportEnd, teu: Int, release: Int, target: Int, latest: Int, weight: Double,
        hazard: String? = nil, unplugged: Int? = nil
    ) {
        self.id = id
        self.from = from.rawValue
        self.teu = teu
        self.release = release
        self.target = target
        self.latest = latest
        self.weight = weight
        self.hazard = hazard
        self.unplugged = unplugged
    }
}

/// An automated vehicle: where it stands, from when on it may be used, and what it carries.
public struct TransportVehicle: Codable, Sendable, Equatable {
    public var id: String
    public var at: String
    public var available: Int
    public var teu: Int

    public init(id: String, at: TransportEnd, available: Int = 0, teu: Int = 2) {
        self.id = id
        self.at = at.rawValue
        self.available = available
        self.teu = teu
    }
}
