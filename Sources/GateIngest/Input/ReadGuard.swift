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

    var shouldInterrupt: Bool {
        if isStopped { return true }
        guard Self.now > deadline.load(ordering: .relaxed) else { return false }
        expired.store(true, ordering: .relaxed)
        return true
    }

    /// Nanoseconds of a clock that nobody sets.
    static var now: UInt64 {
        var time = timespec()
        clock_gettime(CLOCK_MONOTONIC, &time)
        return UInt64(time.tv_sec) &* 1_000_000_000 &+ UInt64(time.tv_nsec)
    }
}

/// What FFmpeg's interrupt callback looks at. Used on the camera's thread only.
final class Watchman {
    let guardian: ReadGuard
    /// Set while an RTSP camera is being opened.
    var door: UnsafeMutablePointer<AVFormatContext>?

    init(_ guardian: ReadGuard) { self.guardian = guardian }

    /// FFmpeg's RTSP client goes wherever a camera redirects it, and has no option against that. It asks here for the first time while its first
    /// connection is being made, which has passed the list of protocols by then: from now on no other connection can be opened.
    fileprivate func shutDoor() {
        guard let context = door else { return }
        door = nil
        av_freep(&context.pointee.protocol_whitelist)
        context.pointee.protocol_whitelist = av_strdup("none")
    }
}

/// Called by FFmpeg on the camera's thread; the watchman outlives the format context, whose owner holds it.
func gateInterrupt(_ opaque: UnsafeMutableRawPointer?) -> Int32 {
    guard let opaque else { return 0 }
    let watchman = Unmanaged<Watchman>.fromOpaque(opaque).takeUnretainedValue()
    watchman.shutDoor()
    return watchman.guardian.shouldInterrupt ? 1 : 0
}
