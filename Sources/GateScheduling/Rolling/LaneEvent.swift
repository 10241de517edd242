/// What happens to a day under way.
public enum LaneEvent: Sendable, Equatable {
    /// A box is cleared and wants across.
    case release(TransportJob)
    /// A box is stopped again: taken back unless its trip has begun.
    case hold(job: String)
    /// No trip that has not departed runs on the lane then.
    case closure(lane: String, from: Int, until: Int)
    /// The vehicle does nothing more until then, wherever it is.
    case breakdown(vehicle: String, until: Int)
    /// What the vehicle does next happens so many seconds later.
    case late(vehicle: String, by: Int)
}
