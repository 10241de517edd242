import GateDomain

/// Stamps pictures with capture times from their stream's own times. Pure: it is told what time it is.
///
/// A camera's crystal is never right, its stream is delayed by the network and jumps when its encoder starts anew. So live pictures follow their
/// stream's time, and that follows the time of arrival, slowly: no picture is later than its arrival, and the shortest delay of each second
/// is worn off. Only a jump of more than half a second against the time of arrival begins a new epoch, which ends every track in view.
struct CaptureClock {
    private(set) var epoch: Int
    private let recording: (start: Instant, offset: Double)?
    private let quality: ClockQuality
    private var reference: (stream: Double, instant: Instant)?
    private var last: (stream: Double?, arrival: Instant, lag: Double, stamp: Instant)?
    private var settledFrom = Instant.distantPast
    /// A jump that may yet turn out as pictures that were held up: when it was seen, and how far behind they were.
    private var suspicion: (since: Instant, lag: Double)?
    private var second: (start: Instant, leastLag: Double)?
    /// Seconds of lag worn off a second.
    private var slew = 0.0

    /// Seconds against the time of arrival from which on a step is a jump.
    static let jump = 0.5
    /// Seconds from the beginning in which buffers of server and network may empty themselves.
    private static let settling = 5.0
    /// Seconds that a jump is watched before it is believed, and the share of the time that held-up pictures catch up at least.
    private static let (watching, catchingUp) = (0.5, 0.25)
    /// Share of a lag that is worn off in a second.
    private static let gain = 0.5

    /// Of a live stream.
    init(epoch: Int) {
        (self.epoch, recording, quality) = (epoch, nil, .arrival)
    }

    /// Of a recording: capture time = start + (stream − first) − offset.
    init(epoch: Int, start: Instant, offset: Double, quality: ClockQuality) {
        (self.epoch, recording, self.quality) = (epoch, (start, offset), quality)
    }

    /// Says what stream time the first packet of a live stream had, and when it came: before pictures were probed and waited for.
    mutating func begin(stream: Double, arrival: Instant) {
        reference = (stream, arrival)
        settledFrom = arrival.advanced(bySeconds: Self.settling)
    }

    /// - Parameters:
    ///   - stream: seconds of the stream's own time; nil where it has none.
    ///   - arrival: event time now, which never runs backwards; not looked at in a recording.
    ///   - isUncertain: the machine's clock was set, and event time has not come to agree with it yet.
    mutating func stamp(_ stream: Double?, arrival: Instant, isUncertain: Bool = false) -> CaptureTime {
        if let recording {
            let first = reference?.stream ?? stream ?? 0
            if reference == nil { reference = (first, recording.start) }
            let instant = recording.start.advanced(bySeconds: (stream ?? first) - first - recording.offset)
            return CaptureTime(instant: instant, quality: quality, epoch: epoch)
        }
        var instant = stream.map { follow($0, arrival) } ?? arrival
        // Strictly later than the one before: two pictures of one instant would be one.
        if let last { instant = max(instant, Instant(microseconds: last.stamp.microseconds + 1)) }
        last = (stream, arrival, stream.map { arrival.seconds(since: predicted($0)) } ?? 0, instant)
        return CaptureTime(instant: instant, quality: isUncertain ? .estimated : quality, epoch: epoch)
    }

    private func predicted(_ stream: Double) -> Instant {
        reference.map { $0.instant.advanced(bySeconds: stream - $0.stream) } ?? .distantPast
    }

    private mutating func follow(_ stream: Double, _ arrival: Instant) -> Instant {
        if reference == nil { begin(stream: stream, arrival: arrival) }
        wearOff(arrival)
        let lag = arrival.seconds(since: predicted(stream))
        let isBackwards = last?.stream.map { $0 - stream > Self.jump } ?? false
        if isBackwards || lag < -Self.jump || hasJumpedBehind(lag, arrival) {
            anchor(stream, arrival)
            return arrival
        }
        if lag < 0 {
            // Too early for its arrival: the camera's clock runs fast, or a buffer empties itself.
            reference = (stream, arrival)
            (slew, second) = (0, (arrival, 0))
            return arrival
        }
        measure(lag, arrival)
        return predicted(stream)
    }

    /// A lag that came at once and stays: held-up pictures come faster than they were taken until they have caught up.
    private mutating func hasJumpedBehind(_ lag: Double, _ arrival: Instant) -> Bool {
        guard lag > Self.jump else {
            suspicion = nil
            return false
        }
        guard let (since, before) = suspicion else {
            if lag - (last?.lag ?? 0) > Self.jump { suspicion = (arrival, lag) }
            return false
        }
        let elapsed = arrival.seconds(since: since)
        guard elapsed >= Self.watching else { return false }
        if before - lag > Self.catchingUp * elapsed {
            suspicion = (arrival, lag)
            return false
        }
        return true
    }

    private mutating func anchor(_ stream: Double, _ arrival: Instant) {
        if last != nil, arrival >= settledFrom { epoch += 1 }
        reference = (stream, arrival)
        (suspicion, second, slew) = (nil, nil, 0)
    }

    private mutating func measure(_ lag: Double, _ arrival: Instant) {
        guard let (start, least) = second else {
            second = (arrival, lag)
            return
        }
        let elapsed = arrival.seconds(since: start)
        guard elapsed >= 1 else {
            second = (start, min(least, lag))
            return
        }
        slew = suspicion == nil ? least * Self.gain : 0
        second = (arrival, lag)
    }

    private mutating func wearOff(_ arrival: Instant) {
        guard slew > 0, suspicion == nil, let last, let (stream, instant) = reference else { return }
        reference = (stream, instant.advanced(bySeconds: slew * min(1, max(0, arrival.seconds(since: last.arrival)))))
    }
}
