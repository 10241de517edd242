extension Declaration {
    public enum Load: String, Codable, Sendable { case full, empty }

    public struct Container: Hashable, Codable, Sendable {
        /// As declared; kept as text because a declared number may be wrong.
        public var number: String
        public var sizeType: SizeTypeCode?
        public var seals: [Seal]
        /// Weight of the cargo with its packing, without the box.
        public var grossKg: Double?
        public var tareKg: Double?
        /// Verified gross mass (SOLAS): cargo and box together.
        public var verifiedGrossKg: Double?
        public var load: Load?
        /// Set point of a reefer, degrees Celsius.
        public var celsius: Double?

        public init(
            number: String, sizeType: SizeTypeCode? = nil, seals: [Seal] = [], grossKg: Double? = nil,
            tareKg: Double? = nil, verifiedGrossKg: Double? = nil, load: Load? = nil, celsius: Double? = nil
        ) {
            self.number = number
            self.sizeType = sizeType
            self.seals = seals
            self.grossKg = grossKg
            self.tareKg = tareKg
            self.verifiedGrossKg = verifiedGrossKg
            self.load = load
            self.celsius = celsius
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

    /// A dangerous good of IMDG or ADR.
    public struct Hazard: Hashable, Codable, Sendable {
        /// Four digits, `1203`.
        public var unNumber: String?
        /// `3`, `6.1`.
        public var hazardClass: String?

        public init(unNumber: String? = nil, hazardClass: String? = nil) {
            self.unNumber = unNumber
            self.hazardClass = hazardClass
        }
    }

    public struct Goods: Hashable, Codable, Sendable {
        /// Digits of the harmonised system, six or more.
        public var hsCode: String?
        public var description: String?
        public var packages: Int?
        public var netKg: Double?
        public var grossKg: Double?
        /// Two letters of ISO 3166.
        public var origin: String?
        public var value: Double?
        /// Three letters of ISO 4217.
        public var currency: String?
        public var hazards: [Hazard]
        /// Reference of the consignment that they belong to; nil when the message does not say.
        public var consignment: String?
        /// Numbers of the containers that hold them; empty when the message does not say.
        public var containers: [String]

        public init(
            hsCode: String? = nil, description: String? = nil, packages: Int? = nil, netKg: Double? = nil,
            grossKg: Double? = nil, origin: String? = nil, value: Double? = nil, currency: String? = nil,
            hazards: [Hazard] = [], consignment: String? = nil, containers: [String] = []
        ) {
            self.hsCode = hsCode
            self.description = description
            self.packages = packages
            self.netKg = netKg
            self.grossKg = grossKg
            self.origin = origin
            self.value = value
            self.currency = currency
            self.hazards = hazards
            self.consignment = consignment
            self.containers = containers
        }

        public init(from decoder: any Decoder) throws {
            let fields = try decoder.container(keyedBy: CodingKeys.self)
            self.init(
                hsCode: try fields.decodeIfPresent(String.self, forKey: .hsCode),
                description: try fields.decodeIfPresent(String.self, forKey: .description),
                packages: try fields.decodeIfPresent(Int.self, forKey: .packages),
                netKg: try fields.decodeIfPresent(Double.self, forKey: .netKg),
                grossKg: try fields.decodeIfPresent(Double.self, forKey: .grossKg),
                origin: try fields.decodeIfPresent(String.self, forKey: .origin),
                value: try fields.decodeIfPresent(Double.self, forKey: .value),
                currency: try fields.decodeIfPresent(String.self, forKey: .currency),
                hazards: try fields.decodeIfPresent([Hazard].self, forKey: .hazards) ?? [],
                consignment: try fields.decodeIfPresent(String.self, forKey: .consignment),
                containers: try fields.decodeIfPresent([String].self, forKey: .containers) ?? [])
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

    /// A shipment with a transport document of its own (bill, house consignment).
    public struct Consignment: Hashable, Codable, Sendable {
        public var reference: String
        public var parties: Parties

        public init(reference: String, parties: Parties = Parties()) {
            self.reference = reference
            self.parties = parties
        }
    }

    /// A certificate, licence or permit.
    public struct Document: Hashable, Codable, Sendable {
        /// The profile's word (`quarantine`, `permit`, `licence`) or the message's own code.
        public var kind: String
        public var number: String
        public var validUntil: Instant?

        /// The profile's word, or UN/EDIFACT's code of a phytosanitary, sanitary or veterinary certificate, with or without a letter before it.
        public var isQuarantine: Bool {
            kind == "quarantine" || ["851", "852", "853"].contains { kind.count <= 4 && kind.hasSuffix($0) }
        }

        public init(kind: String, number: String, validUntil: Instant? = nil) {
            self.kind = kind
            self.number = number
            self.validUntil = validUntil
        }
    }
}
