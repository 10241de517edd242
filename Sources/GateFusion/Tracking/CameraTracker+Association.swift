import GateDomain

extension CameraTracker {
    private struct Candidate {
        var kind: Track.Kind
        var region: Quad
        var characters: [ReadCharacter]
        var text: [Character]
        var confidence: Double
        var plate: PlateRead?
        var container: ContainerRead?
    }

    /// Gives each read to a live track or starts one; regions without text only keep plate tracks alive, or start one.
    mutating func associate(_ observation: FrameObservation) -> [TrackerAction] {
        let candidates = candidates(of: observation)
        var pairs: [(score: Double, candidate: Int, track: Int)] = []
        for (c, candidate) in candidates.enumerated() {
            for (t, track) in tracks.enumerated() where track.kind == candidate.kind {
                let score = score(track, candidate, at: observation.time)
                if score > 0 { pairs.append((score, c, t)) }
            }
        }
        pairs.sort { ($1.score, $0.candidate, $0.track) < ($0.score, $1.candidate, $1.track) }
        var partner = [Int?](repeating: nil, count: candidates.count)
        var taken = Set<Int>()
        for pair in pairs where partner[pair.candidate] == nil && !taken.contains(pair.track) {
            partner[pair.candidate] = pair.track
            taken.insert(pair.track)
        }
        var actions: [TrackerAction] = []
        for (c, candidate) in candidates.enumerated() {
            let index: Int
            if let known = partner[c] {
                index = known
                tracks[index].see(candidate.region, at: observation.time)
            } else {
                index = tracks.count
                tracks.append(
                    Track(
                        id: newTrack(), kind: candidate.kind, time: observation.time, region: candidate.region,
                        ballots: configuration.ballots))
            }
            if let action = count(candidate, for: index) { actions.append(action) }
        }
        return actions
    }

    private func candidates(of observation: FrameObservation) -> [Candidate] {
        var candidates: [Candidate] = []
        for read in observation.plates {
            // What is left of a cut plate may be another valid one: it says that a plate is there, and not which.
            guard !read.isCut else {
                candidates.append(
                    Candidate(kind: .plate, region: read.corners, characters: [], text: [], confidence: 0))
                continue
            }
            let raw = read.raw.normalised
            let characters = raw.isEmpty ? read.plate.text.map { ReadCharacter($0, probability: 0.7) } : raw
            guard characters.count >= configuration.shortestPlate else { continue }
            candidates.append(
                Candidate(
                    kind: .plate, region: read.corners, characters: characters, text: characters.map(\.best.character),
                    confidence: read.confidence, plate: read))
        }
        for read in observation.containers {
            let characters = Self.characters(of: read)
            candidates.append(
                Candidate(
                    kind: .container, region: read.corners, characters: characters, text: Array(read.number.text),
                    confidence: read.confidence, container: read))
        }
        for region in observation.unreadPlates {
            candidates.append(Candidate(kind: .plate, region: region, characters: [], text: [], confidence: 0))
        }
        return candidates
    }

    /// A computed check digit yields to any that was seen.
    private static let computed = 0.3

    /// Half the raw alternatives, half the reader's decision: it saw the layout and the grammar of the code, the raw text did not.
    static func characters(of read: ContainerRead) -> [ReadCharacter] {
        let raw = read.raw.normalised
        let text = Array(read.number.text)
        guard raw.count == text.count, read.isCheckDigitSeen else {
            let likely = max(0.5, read.confidence)
            let last = read.isCheckDigitSeen ? likely : Self.computed
            return text.dropLast().map { ReadCharacter($0, probability: likely) }
                + text.suffix(1).map { ReadCharacter($0, probability: last) }
        }
        return zip(text, raw).map { character, seen in
            var sums: [Character: Double] = [character: 0.5]
            for alternative in seen.alternatives {
                sums[alternative.character, default: 0] += alternative.probability / 2
            }
            let mixed = sums.map { ReadCharacter.Alternative($0.key, $0.value) }
            return ReadCharacter(mixed) ?? ReadCharacter(character, probability: 1)
        }
    }

    private func score(_ track: Track, _ candidate: Candidate, at time: CaptureTime) -> Double {
        let near = track.nearness(to: candidate.region, at: time)
        guard !candidate.text.isEmpty, let leader = track.settled.map(Array.init) ?? track.vote.leader else {
            return near > 0.2 ? near : 0
        }
        let alike = matrix.similarity(leader, candidate.text)
        // The same text is the same thing wherever it went; another text at the same place is a bad reading of it, unless it is
        // quite another text and the track is sure of its own.
        if alike >= 0.75 { return alike + near }
        let isSure = track.settled != nil || track.reads >= 3
        if near > 0.3, alike >= (isSure ? 0.45 : 0.2) { return near + alike }
        return near > 0.6 && !isSure ? near : 0
    }

    /// Adds a read to a track's vote; asks for pictures when it is the best so far.
    private mutating func count(_ candidate: Candidate, for index: Int) -> TrackerAction? {
        guard !candidate.characters.isEmpty else {
            tracks[index].blanks += 1
            return evidence(quality: candidate.region.bounds.area.squareRoot() * 0.05, candidate.region, for: index)
        }
        tracks[index].reads += 1
        guard tracks[index].settled == nil else { return nil }
        // Nearer plates are read better; their confidence alone does not tell.
        let size = candidate.region.bounds.area.squareRoot()
        let weight = candidate.confidence * candidate.confidence * min(1, size / 120)
        tracks[index].vote.add(candidate.characters, weight: weight, confidence: candidate.confidence)
        if let plate = candidate.plate {
            if plate.colour != .unknown { tracks[index].colours[plate.colour, default: 0] += weight }
            tracks[index].lines[plate.lines, default: 0] += weight
        }
        if let container = candidate.container, container.isCheckDigitSeen {
            tracks[index].proven.insert(container.number.text)
        }
        if let code = candidate.container?.sizeType { tracks[index].sizeTypes[code, default: 0] += weight }
        return evidence(quality: candidate.confidence * size, candidate.region, for: index)
    }

    private mutating func evidence(quality: Double, _ region: Quad, for index: Int) -> TrackerAction? {
        guard quality > tracks[index].bestQuality * 1.1 else { return nil }
        tracks[index].bestQuality = quality
        tracks[index].bestCorners = region
        return .keepEvidence(track: tracks[index].id, region: region)
    }
}
