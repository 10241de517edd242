/// What an event changed of what was promised.
public struct PlanRevision: Sendable, Equatable {
    /// A box whose expected end is another by a minute or more, or that lost or got its place. Times in seconds, nil: no place.
    public struct Move: Sendable, Equatable {
        public var job: String
        public var promised: Int?
        public var expected: Int?
    }

    public var moves: [Move] = []
    /// Boxes whose promise the event itself broke: their lane, their vehicle, their trip under way.
    public var forced = 0
    /// Boxes that wait, promised before and still to begin.
    public var open = 0
    /// The event came too late or names what is not there; nothing changed.
    public var refusal: String?

    /// Boxes that moved because others did, or because it paid.
    public var moved: Int { moves.count { $0.promised != nil } }
}
