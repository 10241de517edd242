public import GateDomain
public import GatePipeline

/// Deadlines and transport of a stream.
public struct IngestOptions: Sendable, Hashable {
    /// Seconds for opening and probing.
    public var openTimeout = 10.0
    /// Seconds for one packet.
    public var readTimeout = 5.0
    /// Seconds without footage inside a recording that are reported as a gap.
    public var gapTolerance = 2.0

    public init() {}
    public static let standard = IngestOptions()
}

/// Where a frame's capture time comes from.
public enum ClockRule: Sendable {
    /// Capture time = start + (pts − first pts) − offset; `offset` is the seconds that the camera's clock runs ahead.
    case recording(start: Instant, offset: Double)
    /// A recording that does not say when it was made: its times only count, from 1970, and are marked as unknown.
    case unknownTime
    /// When pictures arrive, by the gate's clock, smoothed by the stream's own time.
    case live(any SupervisorClock)
}
