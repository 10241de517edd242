/// How a gate is: one value that tells an operator what works and what does not.
public struct GateHealth: Codable, Sendable, Hashable {
    public var at: Timestamp
    public var startedAt: Timestamp
    /// What an operator should look at, a line each, worst first; empty when all is well.
    public var troubles: [String]
    public var lanes: [LaneHealth]
    public var inboxes: [InboxHealth]
    /// Nil when the store does not answer.
    public var store: StoreHealth?
}
