public import GateDomain

/// One camera's reads, frame by frame, become sightings: a state machine in event time, without clock or I/O.
///
/// A track settles while its vehicle still stands as soon as enough readings agree, else when it ends; then it goes on living, so that
/// it is reported once. Every vehicle leaves at least one sighting: readable, or `unreadVehicle`.
public struct CameraTracker: Sendable {
    public let place: CameraPlace
    public let configuration: TrackerConfiguration
    let matrix: ConfusionMatrix
    var tracks: [Track] = []
    var visit = Visit()
    var nextTrack = 0
    var lastTime: CaptureTime?
    var lastRead: CaptureTime?
    var lastSettled = Instant.distantPast
    var darkSince: CaptureTime?
    var darkReported: Instant?
    /// When the trouble with the view was last told.
    var viewReported: Instant?
    /// What settled and was seen lately, over all visits.
    var recent: [Visit.Text] = []
    /// First times and kinds of the latest sightings, for the ordinal in their ids.
    var recentKeys: [String] = []

    public init(place: CameraPlace, configuration: TrackerConfiguration = .standard) {
        self.place = place
        self.configuration = configuration
        matrix = .standard
    }

    /// Takes the next frame; frames that are not later than the last one of the same epoch are left out.
    public mutating func observe(_ observation: FrameObservation) -> [TrackerAction] {
        let time = observation.time
        var actions: [TrackerAction] = []
        if let lastTime, time.epoch == lastTime.epoch, time.instant <= lastTime.instant { return [] }
        if let lastTime, time.epoch != lastTime.epoch { actions += endAll(at: lastTime) }
        let elapsed = lastTime.map { max(0, time.instant.seconds(since: $0.instant)) } ?? 0
        lastTime = time
        if observation.isDark { return actions + observeDark(time, elapsed: elapsed) }
        darkSince = nil
        darkReported = nil

        actions += noteView(observation.view, time)
        actions += associate(observation)
        notePresence(observation, elapsed: elapsed)
        age(observation)
        holdBack(at: time)
        for index in tracks.indices where tracks[index].settled == nil && isReady(tracks[index], at: time) {
            actions += settle(index, at: time)
        }
        actions += endUnseen(at: time)
        actions += closeVisit(at: time)
        return actions
    }

    /// What the next frames have to be looked at for.
    public var attention: Attention {
        let isKnown = !tracks.isEmpty || (visit.isOpen && !visit.settled.isEmpty)
        let waited = tracks.filter { $0.heldUntil != lastTime }
        return isKnown && waited.allSatisfy { $0.settled != nil && $0.misses == 0 } ? .loose : .close
    }

    /// Whether a sighting of this track may still come, with the pictures kept for it.
    public func mayStillSettle(track: Int) -> Bool {
        tracks.contains { $0.id == track && $0.settled == nil }
            || (visit.isOpen && !visit.isReportedUnread && visit.evidenceTrack == track)
    }

    /// The stream ended: settles what is open.
    public mutating func finish() -> [TrackerAction] {
        guard let lastTime else { return [] }
        return endAll(at: lastTime)
    }

    /// Footage is missing: a gap of `darkAfter` or more ends the tracks and leaves a `cameraDark` sighting.
    public mutating func gap(from: CaptureTime, to: CaptureTime, reason: String) -> [TrackerAction] {
        guard to.instant.seconds(since: from.instant) >= configuration.darkAfter else { return [] }
        var actions = endAll(at: lastTime ?? from)
        // Known as soon as a dark camera would be: passages decided meanwhile have to hear of it.
        let known = from.instant.advanced(bySeconds: configuration.darkAfter)
        let track = newTrack()
        actions.append(
            .settle(
                sighting(.cameraDark(reason: reason), "dark", first: from, last: to, at: known, reads: 0), track: track)
        )
        if lastTime.map({ $0.epoch == to.epoch && $0.instant < to.instant }) ?? false {
            // The next frame may be the gap's end itself.
            lastTime = CaptureTime(
                instant: to.instant.predecessor, quality: to.quality, epoch: to.epoch)
        }
        return actions
    }

    /// A camera that fell silent after `from` delivers again.
    public mutating func returned(from: CaptureTime, to: CaptureTime, reason: String) -> [TrackerAction] {
        let track = newTrack()
        return [
            .settle(
                sighting(.cameraDark(reason: reason), "dark", first: from, last: to, at: to.instant, reads: 0),
                track: track)
        ]
    }

    mutating func newTrack() -> Int {
        nextTrack += 1
        return nextTrack
    }

    private mutating func observeDark(_ time: CaptureTime, elapsed: Double) -> [TrackerAction] {
        var actions: [TrackerAction] = []
        let since = darkSince ?? time
        darkSince = since
        for index in tracks.indices { tracks[index].miss(for: elapsed) }
        actions += endUnseen(at: time)
        let due =
            darkReported.map { $0.advanced(bySeconds: configuration.darkEvery) }
            ?? since.instant.advanced(bySeconds: configuration.darkAfter)
        guard time.instant >= due else { return actions }
        darkReported = time.instant
        let track = newTrack()
        actions.append(.keepEvidence(track: track, region: nil))
        actions.append(
            .settle(
                sighting(
                    .cameraDark(reason: "picture is dark"), "dark", first: since, last: time, at: time.instant, reads: 0
                ),
                track: track))
        return actions
    }

    /// A view that is blurred, covered or turned away is told of like a dark one; what it shows all the same is still read.
    private mutating func noteView(_ trouble: ViewTrouble?, _ time: CaptureTime) -> [TrackerAction] {
        guard let trouble else {
            viewReported = nil
            return []
        }
        guard viewReported.map({ time.instant >= $0.advanced(bySeconds: configuration.darkEvery) }) ?? true else {
            return []
        }
        viewReported = time.instant
        let since = CaptureTime(instant: min(trouble.since, time.instant), quality: time.quality, epoch: time.epoch)
        let track = newTrack()
        let reason = Self.viewReason + trouble.problem.words
        return [
            .keepEvidence(track: track, region: nil),
            .settle(
                sighting(.cameraDark(reason: reason), "view", first: since, last: time, at: time.instant, reads: 0),
                track: track),
        ]
    }

    /// How reasons begin that tell of a view with pictures in it.
    static let viewReason = "view is "

    /// Makes a sighting with its stable id and a settling time that never runs backwards.
    mutating func sighting(
        _ subject: Sighting.Subject, _ kind: String, first: CaptureTime, last: CaptureTime, at settled: Instant,
        reads: Int
    ) -> Sighting {
        lastSettled = max(lastSettled, settled)
        let camera = "\(place.lane.gate)/\(place.lane.lane)/\(place.camera)"
        let key = "\(camera)/\(first.epoch)/\(first.text)/\(kind)"
        let ordinal = recentKeys.count { $0 == key }
        recentKeys.append(key)
        if recentKeys.count > 64 { recentKeys.removeFirst() }
        return Sighting(
            id: "\(key)/\(ordinal)", place: place, visit: visit.number, subject: subject, first: first, last: last,
            settled: lastSettled, reads: reads)
    }
}
