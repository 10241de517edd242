import GateDomain

extension CameraTracker {
    /// Whether this camera ought to read a plate of every vehicle; a container's side may be bare, a lane's overview too far.
    private var owesPlate: Bool { place.role == .frontPlate || place.role == .rearPlate }

    mutating func notePresence(_ observation: FrameObservation, elapsed: Double) {
        let isPresent = observation.presence >= configuration.presence
        if !visit.isOpen, isPresent || !tracks.isEmpty { visit.open(at: observation.time) }
        if isPresent {
            // Brief gaps count as presence; after a break the clock of the vehicle goes on, not that of the break.
            visit.presentSeconds += min(elapsed, 1)
            visit.lastPresent = observation.time
            visit.emptySeconds = 0
        } else {
            visit.emptySeconds += elapsed
        }
    }

    /// Closes the visit when the view is empty; reports a vehicle of which nothing could be read.
    mutating func closeVisit(at time: CaptureTime) -> [TrackerAction] {
        guard visit.isOpen else { return [] }
        var actions: [TrackerAction] = []
        if owesPlate, visit.evidenceTrack == nil, visit.settled.isEmpty,
            visit.presentSeconds >= configuration.unreadAfter
        {
            let track = newTrack()
            visit.evidenceTrack = track
            actions.append(.keepEvidence(track: track, region: tracks.first?.bestCorners))
        }
        let isEmpty = visit.emptySeconds >= configuration.emptyAfter && tracks.isEmpty
        let stands = visit.presentSeconds >= configuration.unreadStanding
        // A plate that is being read will settle, or end: then there is time to say that nothing was read.
        let isReading = tracks.contains { $0.settled == nil && $0.reads >= 2 }
        if isEmpty || (stands && !isReading) { actions += reportUnread(at: time) }
        if isEmpty { visit.isOpen = false }
        return actions
    }

    mutating func reportUnread(at time: CaptureTime) -> [TrackerAction] {
        guard owesPlate, visit.isOpen, visit.settled.isEmpty, !visit.isReportedUnread, let since = visit.since,
            visit.presentSeconds >= configuration.unreadAfter
        else { return [] }
        visit.isReportedUnread = true
        let last = visit.lastPresent ?? time
        let sighting = sighting(
            .unreadVehicle, "unread", first: since, last: last, at: time.instant, reads: 0)
        return [.settle(sighting, track: visit.evidenceTrack ?? newTrack())]
    }
}
