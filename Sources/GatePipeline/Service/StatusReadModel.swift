public import GateDomain

/// One entry of the gate's log, in the order in which it was committed.
public struct GateLogEntry: Sendable {
    public enum Content: Sendable {
        /// As the declaration now stands.
        case declaration(Declaration)
        /// Decided or revised.
        case verdict(Verdict)
        case clearanceCase(ClearanceCase)
        /// Something was done about a case that did not move it on.
        case deskAct(passage: String)
        /// Nothing that a firm or the queue is told.
        case other
    }
    public var sequence: Int64
    public var at: Instant
    public var content: Content

    public init(sequence: Int64, at: Instant, content: Content) {
        self.sequence = sequence
        self.at = at
        self.content = content
    }
}

/// A movement with the answer that firms get, rendered once.
public struct RenderedMovement: Sendable, Hashable {
    public var movement: Movement
    /// The contract's JSON.
    public var body: String

    public init(movement: Movement, body: String) {
        self.movement = movement
        self.body = body
    }
}

/// What the projection changes, in one transaction with its place in the log.
public struct ProjectionBatch: Sendable {
    public var movements: [RenderedMovement] = []
    public var events: [ServiceEvent] = []
    /// Last entry of the log that is contained.
    public var position: Int64

    public init(position: Int64) { self.position = position }
}

/// The gate's log and the tables that are derived from it.
public protocol ProjectionStore: Sendable {
    /// Last entry that the tables contain.
    func position() async throws -> Int64
    func entries(after position: Int64, limit: Int) async throws -> [GateLogEntry]
    func movement(ofDeclaration reference: String) async throws -> Movement?
    /// Movements that this passage belongs to, newest declaration first.
    func movements(ofPassage id: String) async throws -> [Movement]
    /// Released and not departed, with this tractor.
    func releasedMovements(tractor: String) async throws -> [Movement]
    /// Who filed this declaration through the API.
    func filer(ofDeclaration reference: String) async throws -> String?
    /// Median seconds from control to release of the last hundred at a gate; nil with fewer than five.
    func medianControl(gate: String) async throws -> Double?
    /// Keeps movements, events (numbered in order), their firms and their webhooks' deliveries; returns the events as kept,
    /// each with the channels that it goes to.
    func apply(_ batch: ProjectionBatch) async throws -> [(event: ServiceEvent, channels: [String])]
}

/// Which movements a firm asks for.
public struct MovementQuery: Sendable, Hashable {
    public var firm: String
    public var reference: String?
    public var declaration: String?
    /// Normalised.
    public var plate: String?
    public var container: String?
    public var status: MovementStatus?
    /// Continues after this one in order of age of the last change, newest first.
    public var after: Int64?
    public var limit: Int

    public init(
        firm: String, reference: String? = nil, declaration: String? = nil, plate: String? = nil,
        container: String? = nil, status: MovementStatus? = nil, after: Int64? = nil, limit: Int = 50
    ) {
        self.firm = firm
        self.reference = reference
        self.declaration = declaration
        self.plate = plate
        self.container = container
        self.status = status
        self.after = after
        self.limit = limit
    }
}

/// A row of a list.
public struct MovementRow: Sendable, Hashable {
    /// Where to continue after it.
    public var position: Int64
    public var body: String

    public init(position: Int64, body: String) {
        self.position = position
        self.body = body
    }
}

/// Answers of indexed tables; a query never decodes the history.
public protocol StatusReadModel: Sendable {
    /// The rendered movement, if this firm may see it.
    func movement(_ reference: String, firm: String) async throws -> String?
    func movements(_ query: MovementQuery) async throws -> [MovementRow]
    /// Events of a channel after a place, in order.
    func events(after sequence: Int64, channel: String, limit: Int) async throws -> [ServiceEvent]
    /// Highest place in the order of events.
    func lastEvent() async throws -> Int64
    /// Every version, oldest first; empty unless the firm may see the declaration.
    func versions(ofDeclaration reference: String, firm: String) async throws -> [Declaration]
}
