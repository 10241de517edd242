/// The number of a discrepancy rule, `R01`…`R45`.
public struct RuleID: Hashable, Codable, Sendable, Comparable {
    public let number: Int

    /// nil outside 1…45.
    public init?(_ number: Int) {
        guard (1...45).contains(number) else { return nil }
        self.number = number
    }

    /// R00: no rule, but that the rules could not be asked. Goes with no setting.
    public static let unjudged = RuleID(unchecked: 0)

    private init(unchecked number: Int) { self.number = number }

    /// From `R01`…`R45`.
    public init?(text: String) {
        guard text.first == "R", let number = Int(text.dropFirst()) else { return nil }
        self.init(number)
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard let id = text == Self.unjudged.text ? .unjudged : RuleID(text: text) else {
            throw DecodingError.dataCorruptedError(
                in: container, debugDescription: "\"\(text)\" is no rule: R01 to R45 expected")
        }
        self = id
    }

    public func encode(to encoder: any Encoder) throws {
        var container = encoder.singleValueContainer()
        try container.encode(text)
    }

    public var text: String { number < 10 ? "R0\(number)" : "R\(number)" }

    public static func < (a: RuleID, b: RuleID) -> Bool { a.number < b.number }
}

/// Declared against seen, by a rule.
public struct Discrepancy: Hashable, Codable, Sendable {
    public var rule: RuleID
    public var version: Int
    /// 4 block, 3 red, 2 yellow, 1 note.
    public var severity: Int
    /// What the cameras or the log show, for an officer's eyes.
    public var seen: String
    /// What was declared or expected; nil when nothing was.
    public var declared: String?
    /// One sentence that says why this is flagged.
    public var reason: String
    /// Sightings that bear it out, by id.
    public var sightings: [String]

    public init(
        rule: RuleID, version: Int, severity: Int, seen: String, declared: String?, reason: String, sightings: [String]
    ) {
        self.rule = rule
        self.version = version
        self.severity = severity
        self.seen = seen
        self.declared = declared
        self.reason = reason
        self.sightings = sightings
    }
}

/// The way a passage is sent.
public enum Channel: String, Codable, Sendable, CaseIterable {
    case green, blue, yellow, red
}

/// Why a passage got its channel.
public enum ChannelReason: String, Codable, Sendable {
    case criteria, random, topUp, none
}

/// What the gate found about one passage: who passed, what was declared, what does not fit, where to send it.
public struct Verdict: Hashable, Codable, Sendable, Identifiable {
    /// The passage's id.
    public var id: String
    public var place: LanePlace
    public var direction: LaneDirection
    public var arrived: Instant
    public var decided: Instant
    /// As seen; nil when unread.
    public var tractorPlate: String?
    public var trailerPlate: String?
    /// As seen, sorted.
    public var containers: [String]
    /// Reference of the matched declaration; nil when none was.
    public var declaration: String?
    /// Sorted by rule.
    public var discrepancies: [Discrepancy]
    public var channel: Channel
    public var channelReason: ChannelReason
    /// An officer has to look at it.
    public var opensCase: Bool
    /// Rules that could not be applied, by number, with what was missing: unknown is not a pass.
    public var unknown: [RuleID: String]
    /// Agencies that hold the vehicle, each until it lifts its own hold; sorted.
    public var holds: [String]
    /// Measured against expected weight; nil without a scale.
    public var weighing: Weighing?

    /// What a scale says about a vehicle, kilograms.
    public struct Weighing: Hashable, Codable, Sendable {
        public var measured: Double
        /// From the declared cargo, the boxes' tares and the vehicle's own weight; nil when one of them is not known.
        public var expected: Double?
        /// How far the measured weight may be from the expected one.
        public var tolerance: Double?
        /// The vehicle's own weight as this weighing tells it, when the declaration is believed.
        public var kerb: Double?
        /// Cargo as this weighing tells it.
        public var cargo: Double?

        public init(
            measured: Double, expected: Double? = nil, tolerance: Double? = nil, kerb: Double? = nil,
            cargo: Double? = nil
        ) {
            self.measured = measured
            self.expected = expected
            self.tolerance = tolerance
            self.kerb = kerb
            self.cargo = cargo
        }

        /// False for what an older version computed from weights that cannot be.
        fileprivate var isPossible: Bool {
            [measured, expected, tolerance, kerb, cargo].allSatisfy { $0.map { abs($0) < 1e15 } ?? true }
        }
    }

    public init(
        id: String, place: LanePlace, direction: LaneDirection, arrived: Instant, decided: Instant,
        tractorPlate: String?, trailerPlate: String?, containers: [String], declaration: String?,
        discrepancies: [Discrepancy], channel: Channel, channelReason: ChannelReason, opensCase: Bool,
        unknown: [RuleID: String] = [:], holds: [String] = [], weighing: Weighing? = nil
    ) {
        self.id = id
        self.place = place
        self.direction = direction
        self.arrived = arrived
        self.decided = decided
        self.tractorPlate = tractorPlate
        self.trailerPlate = trailerPlate
        self.containers = containers
        self.declaration = declaration
        self.discrepancies = discrepancies
        self.channel = channel
        self.channelReason = channelReason
        self.opensCase = opensCase
        self.unknown = unknown
        self.holds = holds
        self.weighing = weighing
    }
}

extension Verdict {
    private enum CodingKeys: String, CodingKey {
        case id, place, direction, arrived, decided, tractorPlate, trailerPlate, containers, declaration, discrepancies
        case channel, channelReason, opensCase, unknown, holds, weighing
    }

    /// Verdicts of an older database have no unknown rules, holds and weighing.
    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            id: try fields.decode(String.self, forKey: .id),
            place: try fields.decode(LanePlace.self, forKey: .place),
            direction: try fields.decode(LaneDirection.self, forKey: .direction),
            arrived: try fields.decode(Instant.self, forKey: .arrived),
            decided: try fields.decode(Instant.self, forKey: .decided),
            tractorPlate: try fields.decodeIfPresent(String.self, forKey: .tractorPlate),
            trailerPlate: try fields.decodeIfPresent(String.self, forKey: .trailerPlate),
            containers: try fields.decode([String].self, forKey: .containers),
            declaration: try fields.decodeIfPresent(String.self, forKey: .declaration),
            discrepancies: try fields.decode([Discrepancy].self, forKey: .discrepancies),
            channel: try fields.decode(Channel.self, forKey: .channel),
            channelReason: try fields.decode(ChannelReason.self, forKey: .channelReason),
            opensCase: try fields.decode(Bool.self, forKey: .opensCase),
            unknown: Dictionary(
                (try fields.decodeIfPresent([String: String].self, forKey: .unknown) ?? [:]).compactMap { key, value in
                    RuleID(text: key).map { ($0, value) }
                }, uniquingKeysWith: { first, _ in first }),
            holds: try fields.decodeIfPresent([String].self, forKey: .holds) ?? [],
            weighing: (try fields.decodeIfPresent(Weighing.self, forKey: .weighing)).flatMap {
                $0.isPossible ? $0 : nil
            })
    }

    public func encode(to encoder: any Encoder) throws {
        var fields = encoder.container(keyedBy: CodingKeys.self)
        try fields.encode(id, forKey: .id)
        try fields.encode(place, forKey: .place)
        try fields.encode(direction, forKey: .direction)
        try fields.encode(arrived, forKey: .arrived)
        try fields.encode(decided, forKey: .decided)
        try fields.encodeIfPresent(tractorPlate, forKey: .tractorPlate)
        try fields.encodeIfPresent(trailerPlate, forKey: .trailerPlate)
        try fields.encode(containers, forKey: .containers)
        try fields.encodeIfPresent(declaration, forKey: .declaration)
        try fields.encode(discrepancies, forKey: .discrepancies)
        try fields.encode(channel, forKey: .channel)
        try fields.encode(channelReason, forKey: .channelReason)
        try fields.encode(opensCase, forKey: .opensCase)
        try fields.encode(
            Dictionary(unknown.map { ($0.key.text, $0.value) }, uniquingKeysWith: { first, _ in first }),
            forKey: .unknown)
        try fields.encode(holds, forKey: .holds)
        try fields.encodeIfPresent(weighing, forKey: .weighing)
    }
}
