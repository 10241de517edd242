/// Remembers what was in work when a process died, so that a value that nobody foresaw ends no gate again and again.
///
/// One thing is in work at a time. A call must outlast the process that made it, not a loss of power, and so costs next to nothing.
public protocol AttemptLog: AnyObject, Sendable {
    /// Notes that `work` begins.
    /// - Returns: how often it was begun before and not ended; anything else in work forgets it.
    func begin(_ work: String) -> Int

    /// What is in work is done, and committed.
    func end()
}

extension AttemptLog {
    /// After so many attempts that the process did not outlive, work is not tried again.
    static var limit: Int { 2 }
}

/// Remembers nothing: for runs whose database goes away with them.
public final class NoAttempts: AttemptLog {
    public init() {}
    public func begin(_ work: String) -> Int { 0 }
    public func end() {}
}
