import GateDomain

extension CameraTracker {
    mutating func age(_ observation: FrameObservation) {
        // A frame that was not looked at says nothing about what is gone.
        guard observation.wasRead else { return }
        let time = observation.time
        let elapsed = lastRead.map { $0.epoch == time.epoch ? time.instant.seconds(since: $0.instant) : 0 } ?? 0
        lastRead = time
        for index in tracks.indices where tracks[index].last != time { tracks[index].miss(for: elapsed) }
    }

    /// Whether enough readings agree to settle a track that is still seen.
    func isReady(_ track: Track, at time: CaptureTime) -> Bool {
        guard track.heldUntil != time else { return false }
        let span = time.instant.seconds(since: track.first.instant)
        // The vote costs more than the question whether it can succeed.
        guard span >= configuration.settleSpan, track.vote.isPromising, let result = fuse(track) else { return false }
        let isClear =
            result.margin >= configuration.settleMargin
            && result.agreeingConfidence >= configuration.settleConfidence
        guard isClear else { return false }
        let isStill = time.instant.seconds(since: track.last.instant) >= configuration.settleStillAfter
        if isStill { return result.agreeing >= 2 || result.agreeingConfidence >= configuration.loneConfidence }
        // A vehicle that comes nearer will be read better soon.
        let stopped = time.instant.seconds(since: track.grewAt) >= 0.4
        return result.agreeing >= (stopped ? configuration.settleReads : 3 * configuration.settleReads)
    }

    /// Plates of vehicles further back wait until the one in their way is gone, even out of sight: they are read better when they have come,
    /// and what other cameras see meanwhile is not theirs.
    mutating func holdBack(at time: CaptureTime) {
        for index in tracks.indices where tracks[index].settled == nil && isBehindAnother(tracks[index], at: time) {
            tracks[index].heldUntil = time
        }
    }

    /// Whether a vehicle that is known stands in front of the plate's; what is no known format may be lettering.
    private func isBehindAnother(_ track: Track, at time: CaptureTime) -> Bool {
        guard track.kind == .plate else { return false }
        return tracks.contains { other in
            guard other.kind == .plate, other.id != track.id, let text = other.settled,
                time.instant.seconds(since: other.first.instant) < configuration.parkedAfter
            else { return false }
            return other.box.area > track.box.area && areApart(other.box, track.box) && isKnownFormat(text)
        }
    }

    /// Whether two plates are of two vehicles, one further back: those of one vehicle are about as large, or near each other.
    private func areApart(_ a: Box, _ b: Box) -> Bool {
        let (small, large) = (min(a.area, b.area).squareRoot(), max(a.area, b.area).squareRoot())
        return large >= configuration.behindSize * small && a.distance(to: b) >= configuration.behindDistance * large
    }

    private func isKnownFormat(_ text: String) -> Bool { PlateGrammar.standard.format(of: text) != nil }

    private func fuse(_ track: Track) -> TextVote.Result? {
        guard track.kind == .container else { return track.vote.result(matrix: matrix) }
        return track.vote.result(matrix: matrix) { position, character in
            position < 4 ? character.isLetter : character.isNumber
        }
    }

    /// Ends tracks that are gone; those with enough support settle, the others were noise.
    mutating func endUnseen(at time: CaptureTime) -> [TrackerAction] {
        var actions: [TrackerAction] = []
        let isEmpty = visit.emptySeconds >= configuration.emptyAfter
        for index in tracks.indices.reversed()
        where tracks[index].heldUntil != time
            && (tracks[index].isGone(after: configuration) || (isEmpty && tracks[index].misses > 0))
        {
            if tracks[index].settled == nil { actions = settle(index, at: time) + actions }
            let track = tracks.remove(at: index)
            for known in recent.indices where recent[known].track == track.id {
                recent[known].last = track.last.instant
            }
        }
        return actions
    }

    mutating func endAll(at time: CaptureTime) -> [TrackerAction] {
        var actions: [TrackerAction] = []
        for index in tracks.indices where tracks[index].settled == nil { actions += settle(index, at: time) }
        tracks = []
        actions += reportUnread(at: time)
        visit.isOpen = false
        return actions
    }

    mutating func settle(_ index: Int, at time: CaptureTime) -> [TrackerAction] {
        let track = tracks[index]
        guard let result = fuse(track) else { return [] }
        let similar = track.vote.ballots.count {
            matrix.similarity(result.text.characters.map(\.best.character), $0.text) >= 0.7
        }
        guard similar >= 2 || result.agreeingConfidence >= configuration.loneConfidence,
            let (subject, text) = subject(of: track, result)
        else { return [] }
        tracks[index].settled = text
        // The track broke and began anew, perhaps when the next vehicle had come into view: the same vehicle is not reported twice.
        let isKnown = recent.contains {
            $0.kind == track.kind && $0.text == text
                && track.begun.instant.seconds(since: $0.last) < configuration.repeatAfter
        }
        let settled = Visit.Text(
            kind: track.kind, text: text, track: track.id, last: track.last.instant, box: track.box)
        recent.removeAll { track.begun.instant.seconds(since: $0.last) >= configuration.repeatAfter }
        recent.append(settled)
        guard !isKnown else {
            // It is in view again: its visit is not one of a vehicle that nobody could read.
            if visit.isOpen { visit.settled.append(settled) }
            return []
        }
        if !visit.isOpen { visit.open(at: track.begun) }
        stepVisit(for: track, text: text)
        let isOfVisit = visit.settled.contains { $0.kind == track.kind && $0.text == text }
        visit.settled.append(settled)
        guard !isOfVisit else { return [] }
        let sighting = sighting(
            subject, track.kind.rawValue, first: track.begun, last: track.ended, at: time.instant,
            reads: track.reads)
        return [.settle(sighting, track: track.id)]
    }

    /// Another text after the last one is gone, or far from it and much nearer to the camera: the next vehicle, without a gap to the one
    /// before it.
    private mutating func stepVisit(for track: Track, text: String) {
        for index in visit.settled.indices {
            if let live = tracks.first(where: { $0.id == visit.settled[index].track }) {
                (visit.settled[index].last, visit.settled[index].box) = (live.last.instant, live.box)
            }
        }
        let others = visit.settled.filter { $0.kind == track.kind }
        guard !others.isEmpty, others.allSatisfy({ !matrix.resemblance($0.text, text).isSameThing }) else { return }
        let pause = track.kind == .plate ? 0 : configuration.containerGap
        let latest = others.map(\.last).max() ?? .distantPast
        let isApart =
            track.kind == .plate && isKnownFormat(text)
            && others.allSatisfy { isKnownFormat($0.text) && areApart($0.box, track.box) }
        if isApart || track.heldUntil != nil || track.begun.instant > latest.advanced(bySeconds: pause) {
            visit.open(at: track.begun)
        }
    }

    private func subject(of track: Track, _ result: TextVote.Result) -> (Sighting.Subject, String)? {
        let corners = track.bestCorners ?? Quad(box: track.box)
        switch track.kind {
        case .plate:
            let repaired = PlateRepair(grammar: .standard).repair(result.text)
            guard let plate = Plate(repaired) else { return nil }
            let colour = track.colours.max { ($0.value, $1.key.rawValue) < ($1.value, $0.key.rawValue) }?.key
            let lines = track.lines.max { ($0.value, $1.key) < ($1.value, $0.key) }?.key
            let read = PlateRead(
                raw: result.text, plate: plate, colour: colour ?? .unknown, confidence: result.confidence,
                lines: lines ?? 1, corners: corners)
            return (.plate(read), plate.text)
        case .container:
            guard
                let number = ContainerNumber(result.text.text)
                    ?? track.vote.leader.flatMap({ ContainerNumber(String($0)) })
            else { return nil }
            let sizeType = track.sizeTypes.max { ($0.value, $1.key.text) < ($1.value, $0.key.text) }?.key
            let isProven = track.proven.contains(number.text)
            let read = ContainerRead(
                raw: result.text, number: number, sizeType: sizeType,
                confidence: isProven ? result.confidence : min(result.confidence, configuration.unprovenMost),
                corners: corners, isCheckDigitSeen: isProven)
            return (.container(read), number.text)
        }
    }
}
