/// The number of a discrepancy rule, `R01`…`R45`.
public struct RuleID: Hashable, Codable, Sendable, Comparable {
    public let number: Int

    /// nil outside 1…45.
    public init?(_ number: Int) {
        guard (1...45).contains(number) else { return nil }
        self.number = number
    }

    public init(from decoder: any Decoder) throws {
        let container = try decoder.singleValueContainer()
        let text = try container.decode(String.self)
        guard text.first == "R", let number = Int(text.dropFirst()), let id = RuleID(number) else {
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
public enum Channel: String, Codable, Sendable {
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

    public init(
        id: String, place: LanePlace, direction: LaneDirection, arrived: Instant, decided: Instant,
        tractorPlate: String?,
        trailerPlate: String?, containers: [String], declaration: String?, discrepancies: [Discrepancy],
        channel: Channel,
        channelReason: ChannelReason, opensCase: Bool
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
    }
}
