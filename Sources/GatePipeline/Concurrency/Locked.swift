import Foundation

/// A value that one thread at a time may touch.
///
/// `Synchronization.Mutex` hands a contended lock over inside the kernel, where the thread sanitizer cannot see it, and is then reported
/// as a race now and then; a lock of Foundation it does see.
public final class Locked<Value>: @unchecked Sendable {
    private let lock = NSLock()
    private var value: Value

    /// The value to guard.
    public init(_ value: sending Value) { self.value = value }

    /// What `body` returns, run while no other thread holds the value.
    public func withLock<Result>(_ body: (inout Value) throws -> Result) rethrows -> Result {
        lock.lock()
        defer { lock.unlock() }
        return try body(&value)
    }
}
