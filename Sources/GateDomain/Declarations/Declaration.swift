/// What was declared for one transport, whatever message it came in.
public struct Declaration: Hashable, Codable, Sendable {
    public enum Status: String, Codable, Sendable {
        case accepted, cleared, refused, cancelled
    }

    /// Whether the vehicle comes back loaded (the two-way pilot) or empty.
    public enum Trade: String, Codable, Sendable { case oneWay, twoWay }

    /// The declarant's reference (MRN, UCR); with `version` the key of idempotent ingestion.
    public var reference: String
    public var version: Int
    public var status: Status
    public var direction: LaneDirection?
    public var gate: String?
    public var validFrom: Instant?
    public var validUntil: Instant?
    public var vehicle: Vehicle
    public var containers: [Container]
    public var goods: [Goods]
    /// Shipments under the declaration that have a document of their own.
    public var consignments: [Consignment]
    public var parties: Parties
    /// Certificates and permits that came with it; nil when the message does not speak of them.
    public var documents: [Document]?
    /// Given by customs, where the message says so.
    public var channel: Channel?
    /// Vehicles that may draw on it, one after the other (split load); 0 for a mere report.
    public var trips: Int
    public var trade: Trade?
    /// Fields of the message that the model has no place for, kept raw.
    public var other: [String: String]
    /// The file and place that it came from, for officers; no part of what was declared.
    public var source: String?
    /// Set where other content came in under the same reference and version.
    public var conflict: Conflict?

    public init(
        reference: String, version: Int = 1, status: Status = .accepted, direction: LaneDirection? = nil,
        gate: String? = nil, validFrom: Instant? = nil, validUntil: Instant? = nil, vehicle: Vehicle = Vehicle(),
        containers: [Container] = [], goods: [Goods] = [], consignments: [Consignment] = [],
        parties: Parties = Parties(), documents: [Document]? = nil, channel: Channel? = nil, trips: Int = 1,
        trade: Trade? = nil, other: [String: String] = [:],
        source: String? = nil, conflict: Conflict? = nil
    ) {
        self.reference = reference
        self.version = version
        self.status = status
        self.direction = direction
        self.gate = gate
        self.validFrom = validFrom
        self.validUntil = validUntil
        self.vehicle = vehicle
        self.containers = containers
        self.goods = goods
        self.consignments = consignments
        self.parties = parties
        self.documents = documents
        self.channel = channel
        self.trips = trips
        self.trade = trade
        self.other = other
        self.source = source
        self.conflict = conflict
    }

    /// Fields that an older database does not know are empty, and so are those that it took and that cannot be.
    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        let stored = Declaration(
            reference: try fields.decode(String.self, forKey: .reference),
            version: try fields.decode(Int.self, forKey: .version),
            status: try fields.decode(Status.self, forKey: .status),
            direction: try fields.decodeIfPresent(LaneDirection.self, forKey: .direction),
            gate: try fields.decodeIfPresent(String.self, forKey: .gate),
            validFrom: try fields.decodeIfPresent(Instant.self, forKey: .validFrom),
            validUntil: try fields.decodeIfPresent(Instant.self, forKey: .validUntil),
            vehicle: try fields.decode(Vehicle.self, forKey: .vehicle),
            containers: try fields.decode([Container].self, forKey: .containers),
            goods: try fields.decode([Goods].self, forKey: .goods),
            consignments: try fields.decodeIfPresent([Consignment].self, forKey: .consignments) ?? [],
            parties: try fields.decode(Parties.self, forKey: .parties),
            documents: try fields.decodeIfPresent([Document].self, forKey: .documents),
            channel: try fields.decodeIfPresent(Channel.self, forKey: .channel),
            trips: try fields.decodeIfPresent(Int.self, forKey: .trips) ?? 1,
            trade: try fields.decodeIfPresent(Trade.self, forKey: .trade),
            other: try fields.decode([String: String].self, forKey: .other),
            source: try fields.decodeIfPresent(String.self, forKey: .source),
            conflict: try fields.decodeIfPresent(Conflict.self, forKey: .conflict))
        var unnamed = stored
        unnamed.reference = ""
        self = unnamed.bounded().declaration ?? unnamed
        reference = stored.reference
    }

    private enum CodingKeys: String, CodingKey {
        case reference, version, status, direction, gate, validFrom, validUntil, vehicle, containers, goods
        case consignments, parties, documents, channel, trips, trade, other
        case source, conflict
    }

    /// Takes in a document that the message names.
    public mutating func add(_ document: Document) { documents = (documents ?? []) + [document] }

    /// Whether the declaration covers a passage at `instant`; nil at a time that nobody knows, when its validity says nothing.
    public func isLive(at instant: Instant?) -> Bool {
        guard trips > 0, status != .cancelled, status != .refused else { return false }
        guard let instant else { return true }
        return (validFrom.map { $0 <= instant } ?? true) && (validUntil.map { instant <= $0 } ?? true)
    }
}
