import CFFmpeg
import Foundation
import GateDomain
import Synchronization

/// Ends FFmpeg's blocking calls at a deadline or on request: FFmpeg asks it again and again while it waits.
final class ReadGuard: Sendable {
    private let deadline = Atomic<UInt64>(.max)
    private let stopped = Atomic<Bool>(false)
    private let expired = Atomic<Bool>(false)

    /// Gives the next calls `seconds` from now.
    func allow(_ seconds: Double) {
        deadline.store(Self.now &+ UInt64(saturating: max(0, seconds) * 1e9), ordering: .relaxed)
    }

    func stop() { stopped.store(true, ordering: .relaxed) }

    var isStopped: Bool { stopped.load(ordering: .relaxed) }
    /// The last interruption was the deadline's.
    var hasExpired: Bool { expired.load(ordering: .relaxed) }

    fileprivate var shouldInterrupt: Bool {
        if isStopped { return true }
        guard Self.now > deadline.load(ordering: .relaxed) else { return false }
        expired.store(true, ordering: .relaxed)
        return true
    }

    private static var now: UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return UInt64(time.tv_sec) &* 1_000_000_000 &+ UInt64(time.tv_nsec)
    }
}

/// Called by FFmpeg on the camera's thread; the guard outlives the format context, whose owner holds it.
func gateInterrupt(_ opaque: UnsafeMutableRawPointer?) -> Int32 {
    guard let opaque else { return 0 }
    return Unmanaged<ReadGuard>.fromOpaque(opaque).takeUnretainedValue().shouldInterrupt ? 1 : 0
}
