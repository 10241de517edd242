public import GateDomain

/// What the gate knows beside declarations: lists that agencies keep. An empty list is "not known", so that its rules are unknown, not passed.
public struct Registers: Sendable {
    public var owners: Set<String>
    public var watched: WatchList
    public var firms: [String: Firm]
    public var permits: [String: Permit]
    public var origins: [OriginRule]
    public var groups: HSGroups

    /// What is known of a firm.
    public struct Firm: Hashable, Codable, Sendable {
        public enum Standing: String, Codable, Sendable, CaseIterable { case known, ineligible }
        public var name: String
        public var standing: Standing
        public var note: String?

        public init(name: String, standing: Standing, note: String? = nil) {
            self.name = name
            self.standing = standing
            self.note = note
        }
    }

    /// A cross-border permit, and how often it may be used.
    public struct Permit: Hashable, Codable, Sendable {
        public var number: String
        /// Of the vehicle it was given to; nil for any.
        public var plate: String?
        public var validUntil: Instant?
        /// Entries that it allows in `periodDays`; nil for any number.
        public var quota: Int?
        public var periodDays: Double?

        public init(
            number: String, plate: String? = nil, validUntil: Instant? = nil, quota: Int? = nil,
            periodDays: Double? = nil
        ) {
            self.number = number
            self.plate = plate
            self.validUntil = validUntil
            self.quota = quota
            self.periodDays = periodDays
        }
    }

    /// Countries that goods of a heading come from.
    public struct OriginRule: Hashable, Codable, Sendable {
        /// First digits of the HS code; the longest rule that fits counts.
        public var hs: String
        /// Two letters each.
        public var origins: [String]

        public init(hs: String, origins: [String]) {
            self.hs = hs
            self.origins = origins
        }
    }

    public init(
        owners: Set<String> = [], watched: [WatchList.Entry] = [], firms: [Firm] = [], permits: [Permit] = [],
        origins: [OriginRule] = [], groups: HSGroups = .standard
    ) {
        self.owners = Set(owners.map { String($0.uppercased().prefix(3)) })
        self.watched = WatchList(watched)
        self.firms = Dictionary(firms.map { (Self.key($0.name), $0) }, uniquingKeysWith: { _, last in last })
        self.permits = Dictionary(permits.map { (Self.key($0.number), $0) }, uniquingKeysWith: { _, last in last })
        self.origins = origins.sorted { ($0.hs.count, $1.hs) > ($1.hs.count, $0.hs) }
        self.groups = groups
    }

    public static let none = Registers()

    /// Letters and digits in upper case: how names and numbers are compared.
    static func key(_ name: String) -> String { name.uppercased().filter { $0.isLetter || $0.isNumber } }

    func firm(_ name: String?) -> Firm? { name.flatMap { firms[Self.key($0)] } }
    func permit(_ number: String) -> Permit? { permits[Self.key(number)] }
}

/// HS headings that rules ask for, as first digits; sources: chapters and headings of the harmonised system.
public struct HSGroups: Hashable, Codable, Sendable {
    /// Frozen or chilled by their heading's own words.
    public var cold: [String]
    /// Dry goods of so low a value that nobody cools them.
    public var lowValueDry: [String]
    /// Carried in tanks unless packed.
    public var liquidOrGas: [String]
    /// Fresh produce, which needs a quarantine certificate.
    public var produce: [String]

    public init(cold: [String], lowValueDry: [String], liquidOrGas: [String], produce: [String]) {
        self.cold = cold
        self.lowValueDry = lowValueDry
        self.liquidOrGas = liquidOrGas
        self.produce = produce
    }

    public static let standard = HSGroups(
        cold: [
            "0201", "0202", "0203", "0204", "0206", "0207", "0302", "0303", "0304", "0710", "0811", "2105",
        ],
        lowValueDry: [
            "2505", "2515", "2516", "2517", "2523", "2620", "2621", "3915", "4401", "4707", "6810", "6904", "6905",
            "6907", "7001", "7204",
        ],
        liquidOrGas: [
            "2207", "2709", "2710", "2711", "2804", "2806", "2807", "2808", "2814", "2901", "2902", "2905", "3826",
        ],
        produce: [
            "0601", "0602", "0603", "0701", "0702", "0703", "0704", "0705", "0706", "0707", "0708", "0709", "0803",
            "0804", "0805", "0806", "0807", "0808", "0809", "0810",
        ])

    static func contains(_ group: [String], _ hsCode: String?) -> Bool {
        guard let hsCode else { return false }
        return group.contains { hsCode.hasPrefix($0) }
    }
}
