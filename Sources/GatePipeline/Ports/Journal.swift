public import GateDomain

/// What a commit found in the store.
public enum CommitOutcome: Sendable, Hashable {
    case new
    /// The same key was there already: nothing was changed.
    case known
    /// The same key was there with other content: that one stands, the new one is kept beside it.
    case conflict(Declaration.Conflict)
}

/// Where sightings, passages and cases become durable. Speaks of events and idempotent keys, not of a database.
/// A call returns when what it says is done; what is awaited holds up who awaits it, which is the back-pressure.
public protocol Journal: AnyObject, Sendable {
    /// Keeps a picture under its SHA-256 (hexadecimal), which it returns; keeping it again does nothing. Blocks the caller's thread, a
    /// camera's own, so that one camera's pictures do not hold up another's sightings.
    func keep(_ picture: EvidencePicture) throws -> String

    /// The durability line: after this returns, the sighting is processed at least once and appears exactly once.
    func commit(_ sighting: Sighting) async throws -> CommitOutcome

    /// Passage, verdict, its case if it opens one, audit records and outbox in one transaction. A passage that is there already keeps
    /// its verdict.
    /// - Returns: the verdict that now stands.
    func commit(_ verdict: Verdict, of passage: Passage) async throws -> Verdict

    /// Keeps a sensor event under its id; the first one of an id stands.
    func commit(_ event: SensorEvent) async throws -> CommitOutcome

    /// Puts a revised verdict in the place of the one that stands, with its case if there is none yet, audit records and outbox, in one
    /// transaction.
    func revise(_ verdict: Verdict, of passage: Passage) async throws

    /// Sensor events up to three days older than the newest one, by (time, id): what a run takes up again.
    func sensorEvents() async throws -> [SensorEvent]

    /// All passages with their verdicts, by (decided, id): what the yard ledger starts from.
    func passages() async throws -> [(passage: Passage, verdict: Verdict)]

    /// Sightings that were committed and belong to no passage yet, by time: what a live run takes up again after a stop.
    func unassignedSightings() async throws -> [Sighting]

    /// How the store is.
    func health() async throws -> StoreHealth
}

/// Where declarations are kept, newest version of each reference.
public protocol DeclarationStore: AnyObject, Sendable {
    /// Idempotent by reference and version; an older version than the one at hand is kept as history and does not replace it.
    func ingest(_ declaration: Declaration) async throws -> CommitOutcome

    /// Idempotent by reference, version and kind; waits for its declaration when that is not here yet.
    func ingest(_ notice: DeclarationNotice) async throws -> CommitOutcome

    /// The newest version of every declaration, by reference, with the notices that came after it, in whatever order they arrived.
    func declarations() async throws -> [Declaration]

    /// The same for one reference; nil when there is no declaration.
    func declaration(_ reference: String) async throws -> Declaration?

    /// The same for those that a reference names, be it their own or one that a notice has linked with it.
    func declarations(under reference: String) async throws -> [Declaration]
}

/// An error of the store: what, where, what to do.
public struct StoreError: Error, Sendable, CustomStringConvertible {
    /// What the caller may do about it.
    public enum Kind: Sendable, Hashable {
        /// No space is left. Pictures are given up before records; the same call may succeed later.
        case full
        /// The disk refused. The same call may succeed later.
        case inputOutput
        case other
    }

    public var description: String
    public var kind: Kind
    /// SQLite's extended code or errno; 0 when there is none.
    public var code: Int32

    /// The same call may succeed later, without anybody's doing.
    public var isTemporary: Bool { kind != .other }

    public init(_ description: String, kind: Kind = .other, code: Int32 = 0) {
        self.description = description
        self.kind = kind
        self.code = code
    }
}
