public import GateDomain

/// Deadlines and transport of a stream.
public struct IngestOptions: Sendable, Hashable {
    /// Seconds for opening and probing.
    public var openTimeout = 10.0
    /// Seconds for one packet.
    public var readTimeout = 10.0
    /// RTSP over UDP instead of TCP.
    public var usesUDP = false
    /// Seconds without footage inside a recording that are reported as a gap.
    public var gapTolerance = 2.0

    public init() {}
    public static let standard = IngestOptions()
}

/// Where a frame's capture time comes from.
public enum ClockRule: Sendable {
    /// Capture time = start + (pts − first pts) − offset; `offset` is the seconds that the camera's clock runs ahead.
    case recording(start: Instant, offset: Double)
    /// The wall clock, smoothed by the stream's own time.
    case live
    /// As `live`, with a clock of the caller's.
    case liveWith(now: @Sendable () -> Instant)
}
