import Foundation
import GateDomain

/// Stamps frames with capture times from their stream times.
struct CaptureClock {
    private let rule: ClockRule
    private var epoch: Int
    private var reference: (stream: Double, instant: Instant)?

    init(rule: ClockRule, epoch: Int) {
        self.rule = rule
        self.epoch = epoch
    }

    /// A live stream whose stamps lead the wall clock, or lag it by more than this many seconds, is anchored anew.
    private static let tolerance = 5.0

    /// - Parameter stream: seconds of the stream's own time.
    mutating func stamp(_ stream: Double) -> CaptureTime {
        switch rule {
        case .recording(let start, let offset):
            let first = reference?.stream ?? stream
            if reference == nil { reference = (stream, start) }
            return CaptureTime(
                instant: start.advanced(bySeconds: stream - first - offset), quality: .recorded, epoch: epoch)
        case .live: return stamp(stream, now: Self.wallClock())
        case .liveWith(let now): return stamp(stream, now: now())
        }
    }

    private mutating func stamp(_ stream: Double, now: Instant) -> CaptureTime {
        if let reference {
            let instant = reference.instant.advanced(bySeconds: stream - reference.stream)
            let lead = instant.seconds(since: now)
            if lead <= 0, lead > -Self.tolerance {
                return CaptureTime(instant: instant, quality: .estimated, epoch: epoch)
            }
            epoch += 1
        }
        reference = (stream, now)
        return CaptureTime(instant: now, quality: .estimated, epoch: epoch)
    }

    static func wallClock() -> Instant {
        var time = timespec()
        clock_gettime(CLOCK_REALTIME, &time)
        return Instant(microseconds: Int64(time.tv_sec) * 1_000_000 + Int64(time.tv_nsec) / 1000)
    }
}
