/// When a search ends: asked after every step with the work done (trips placed) so far.
public struct StopRule: Sendable {
    let isOver: @Sendable (Int) -> Bool

    /// After so many trips were placed: the same plan on every machine.
    public static func work(_ limit: Int) -> StopRule { StopRule { $0 >= limit } }

    /// When the caller says so, a clock for one; the pure core has none.
    public static func when(_ isOver: @escaping @Sendable () -> Bool) -> StopRule { StopRule { _ in isOver() } }

    public func or(_ other: StopRule) -> StopRule { StopRule { [isOver] in isOver($0) || other.isOver($0) } }
}
