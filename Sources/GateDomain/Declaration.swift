/// What was declared for one transport, whatever message it came in.
public struct Declaration: Hashable, Codable, Sendable {
    public enum Status: String, Codable, Sendable {
        case accepted, cleared, cancelled
    }

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
    public var parties: Parties
    /// Fields of the message that the model has no place for, kept raw.
    public var other: [String: String]

    public struct Vehicle: Hashable, Codable, Sendable {
        public var tractorPlate: Plate?
        public var trailerPlate: Plate?
        public var driver: String?

        public init(tractorPlate: Plate? = nil, trailerPlate: Plate? = nil, driver: String? = nil) {
            self.tractorPlate = tractorPlate
            self.trailerPlate = trailerPlate
            self.driver = driver
        }
    }

    public enum Load: String, Codable, Sendable { case full, empty }

    public struct Container: Hashable, Codable, Sendable {
        /// As declared; kept as text because a declared number may be wrong.
        public var number: String
        public var sizeType: SizeTypeCode?
        public var seals: [Seal]
        public var grossKg: Double?
        public var load: Load?

        public init(
            number: String, sizeType: SizeTypeCode? = nil, seals: [Seal] = [], grossKg: Double? = nil, load: Load? = nil
        ) {
            self.number = number
            self.sizeType = sizeType
            self.seals = seals
            self.grossKg = grossKg
            self.load = load
        }
    }

    public struct Seal: Hashable, Codable, Sendable {
        public var number: String
        /// CA carrier, SH shipper, CU customs, TO terminal.
        public var issuer: String?

        public init(number: String, issuer: String? = nil) {
            self.number = number
            self.issuer = issuer
        }
    }

    public struct Goods: Hashable, Codable, Sendable {
        public var hsCode: String?
        public var description: String?
        public var packages: Int?
        public var netKg: Double?
        public var grossKg: Double?

        public init(
            hsCode: String? = nil, description: String? = nil, packages: Int? = nil, netKg: Double? = nil,
            grossKg: Double? = nil
        ) {
            self.hsCode = hsCode
            self.description = description
            self.packages = packages
            self.netKg = netKg
            self.grossKg = grossKg
        }
    }

    public struct Parties: Hashable, Codable, Sendable {
        public var declarant: String?
        public var consignor: String?
        public var consignee: String?
        public var carrier: String?

        public init(
            declarant: String? = nil, consignor: String? = nil, consignee: String? = nil, carrier: String? = nil
        ) {
            self.declarant = declarant
            self.consignor = consignor
            self.consignee = consignee
            self.carrier = carrier
        }
    }

    public init(
        reference: String, version: Int = 1, status: Status = .accepted, direction: LaneDirection? = nil,
        gate: String? = nil,
        validFrom: Instant? = nil, validUntil: Instant? = nil, vehicle: Vehicle = Vehicle(),
        containers: [Container] = [],
        goods: [Goods] = [], parties: Parties = Parties(), other: [String: String] = [:]
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
        self.parties = parties
        self.other = other
    }

    /// Whether the declaration covers a passage at `instant`.
    public func isLive(at instant: Instant) -> Bool {
        status != .cancelled && (validFrom.map { $0 <= instant } ?? true) && (validUntil.map { instant <= $0 } ?? true)
    }
}
