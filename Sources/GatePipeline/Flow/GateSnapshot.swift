public import GateDomain

/// What is live at a gate at one moment.
public struct GateSnapshot: Sendable, Hashable {
    /// A vehicle that stands in a lane and is not decided yet.
    public struct OpenPassage: Sendable, Hashable {
        public var lane: LanePlace
        public var arrived: Instant
        public var sightings: [Sighting]
    }

    public struct Decision: Sendable, Hashable {
        public var passage: Passage
        public var verdict: Verdict
    }

    /// Event time up to which every camera has been watched; nil before.
    public var watermark: Instant?
    /// By lane and arrival.
    public var open: [OpenPassage]
    /// Of the last hours, newest last.
    public var decided: [Decision]
}
