public import GateDomain

/// When a recording was made, as its container tells it.
public enum RecordingTime {
    /// Nil when it does not say, says what cannot be, or is no recording.
    public static func creation(ofRecording path: String) -> Instant? {
        guard let demuxer = try? Demuxer(location: path, isLive: false, options: .standard, guardian: ReadGuard()),
            let instant = demuxer.creationTime.flatMap({ Instant(rfc3339: $0) }), instant > earliest
        else { return nil }
        return instant
    }

    /// 2000-01-01: recorders whose clock was never set begin at 1904, 1970 or 1980.
    private static let earliest = Instant(microseconds: 946_684_800_000_000)
}
