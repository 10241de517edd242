public import GateDomain

/// A step of the ladder that a dispatcher reads at a glance.
public enum MovementStatus: String, Codable, Sendable, CaseIterable {
    case declared, accepted, arrived, underControl, released, refused, departed, cancelled
}

/// One transport as its firm knows it: what was declared, where it stands. Holds nothing that a firm must not learn.
public struct Movement: Codable, Sendable, Hashable {
    /// One passage of a lane, as far as firms are told.
    public struct Visit: Codable, Sendable, Hashable {
        public enum Outcome: String, Codable, Sendable { case waiting, released, refused }
        /// The passage's id; never shown.
        public var passage: String
        public var place: LanePlace
        public var direction: LaneDirection
        public var arrived: Instant
        public var decided: Instant
        public var outcome: Outcome
        /// When the outcome was reached.
        public var since: Instant
        public var holds: [Hold]

        public init(
            passage: String, place: LanePlace, direction: LaneDirection, arrived: Instant, decided: Instant,
            outcome: Outcome, since: Instant, holds: [Hold]
        ) {
            self.passage = passage
            self.place = place
            self.direction = direction
            self.arrived = arrived
            self.decided = decided
            self.outcome = outcome
            self.since = since
            self.holds = holds
        }
    }

    public struct Hold: Codable, Sendable, Hashable {
        public var agency: String
        public var placedAt: Instant
        public var removedAt: Instant?

        public init(agency: String, placedAt: Instant, removedAt: Instant? = nil) {
            self.agency = agency
            self.placedAt = placedAt
            self.removedAt = removedAt
        }
    }

    /// `MV-` and sixteen hexadecimal digits, derived from the declaration's reference.
    public var reference: String
    public var declaration: String
    public var declarationVersion: Int
    public var declarationStatus: Declaration.Status
    public var direction: LaneDirection?
    public var gate: String?
    public var vehicle: Declaration.Vehicle
    public var containers: [Declaration.Container]
    /// Parties as declared, normalised: who may see it.
    public var parties: Set<String>
    /// By arrival.
    public var visits: [Visit]
    public var status: MovementStatus
    public var statusSince: Instant
    public var updated: Instant
    /// When release can be expected, from the like; nil unless it waits.
    public var expectedRelease: Instant?

    public init(
        reference: String, declaration: String, declarationVersion: Int, declarationStatus: Declaration.Status,
        direction: LaneDirection?, gate: String?, vehicle: Declaration.Vehicle, containers: [Declaration.Container],
        parties: Set<String>, visits: [Visit], status: MovementStatus, statusSince: Instant, updated: Instant,
        expectedRelease: Instant? = nil
    ) {
        self.reference = reference
        self.declaration = declaration
        self.declarationVersion = declarationVersion
        self.declarationStatus = declarationStatus
        self.direction = direction
        self.gate = gate
        self.vehicle = vehicle
        self.containers = containers
        self.parties = parties
        self.visits = visits
        self.status = status
        self.statusSince = statusSince
        self.updated = updated
        self.expectedRelease = expectedRelease
    }
}

/// Who an event is for.
public enum Audience: Sendable, Hashable {
    /// The firms that may see this movement.
    case movement(String)
    /// Officers.
    case desk

    /// The channel of officers' events.
    public static let deskChannel = "desk"
}

/// Something that happened, rendered once for its audience.
public struct ServiceEvent: Sendable, Hashable {
    /// Place in the one order of all events; 0 until it is kept.
    public var sequence: Int64
    public var audience: Audience
    /// What a receiver may filter by, `movement.released`.
    public var name: String
    /// One line of JSON.
    public var body: String

    public init(sequence: Int64 = 0, audience: Audience, name: String, body: String) {
        self.sequence = sequence
        self.audience = audience
        self.name = name
        self.body = body
    }
}
