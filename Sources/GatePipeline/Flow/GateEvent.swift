/// One of the things a listener hears of a gate.
public struct GateEvent: Sendable {
    /// Counts up by one; a jump says that the listener was too slow and missed some.
    public var number: UInt64
    public var event: FlowEvent
}
