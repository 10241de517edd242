public import GateDomain

/// The past and what was declared, as indexes of a store answer it: what the judge asks for instead of holding it in memory.
///
/// A look-up that fails answers nothing, and `failure` tells of it: the passage in work then goes to an officer.
public protocol Archive: Sendable {
    /// Movements of a part that were decided in an interval, both ends with it; the last by (decided, id) first, until `visit` says false.
    func movements(_ key: YardMovement.Key, from: Instant, through: Instant, _ visit: (YardMovement) -> Bool)

    /// All decisions of an interval, both ends with it.
    func decisions(from: Instant, through: Instant) -> [Decision]

    /// Declarations that name a vehicle or box under a text of `Declaration.names`: of those that are not used up the newest, and some of
    /// the others. What matching looks at is in them; `declaration` has the rest.
    func declarations(named name: String) -> [Declaration]

    /// A declaration as it stands.
    func declaration(_ reference: String) -> Declaration?

    /// The usual unit value of a heading; nil when nothing was declared under it.
    func usualValue(of heading: String) -> UsualValue?

    /// Declarations of an importer, by `Declaration.importer`, counted up to `limit`.
    func declarations(importer: String, atMost limit: Int) -> Int

    /// A declaration is new, or stands otherwise than before.
    func changed(_ declaration: Declaration)

    /// Why a look-up failed since the last call.
    func failure() -> String?
}

/// Where one passage was sent, as the top-up counts it.
public struct Decision: Hashable, Sendable {
    public var decided: Instant
    public var id: String
    public var gate: String
    public var direction: LaneDirection
    /// An officer had to see it.
    public var isSelected: Bool

    public init(decided: Instant, id: String, gate: String, direction: LaneDirection, channel: Channel) {
        self.decided = decided
        self.id = id
        self.gate = gate
        self.direction = direction
        isSelected = channel.opensCase
    }

    init(_ movement: YardMovement) {
        self.init(
            decided: movement.decided, id: movement.id, gate: movement.place.gate, direction: movement.direction,
            channel: movement.channel)
    }
}
