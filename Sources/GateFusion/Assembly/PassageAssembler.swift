public import GateDomain

/// Sightings of one lane's cameras become passages: a state machine in event time.
///
/// Sightings and timers are worked off in order of event time, so that the passages do not depend on how often `advance` is called, nor
/// on the order in which sightings of the same instant were added.
public struct PassageAssembler: Sendable {
    public let setup: LaneSetup
    public let configuration: AssemblerConfiguration
    let matrix: ConfusionMatrix
    var passages: [OpenPassage] = []
    private var pending: [Sighting] = []
    private var darkness: [Sighting] = []
    /// Until when a dark camera is known to be so still, beyond what its last sighting says.
    private var darkUntil: [CameraPlace: Instant] = [:]
    private var now = Instant.distantPast

    public init(setup: LaneSetup, configuration: AssemblerConfiguration = .standard) {
        self.setup = setup
        self.configuration = configuration
        matrix = .standard
    }

    /// Takes a sighting; it counts once the watermark reaches its settling time.
    public mutating func add(_ sighting: Sighting) {
        let place = pending.lastIndex { $0.precedes(sighting) }.map { $0 + 1 } ?? 0
        pending.insert(sighting, at: place)
    }

    /// Everything settled up to the watermark has been added: returns the passages decided up to it, by (decided, id).
    public mutating func advance(to watermark: Instant) -> [Passage] {
        var result: [Passage] = []
        while true {
            let sighting = pending.first.map { max($0.settled, now) }
            let timer = passages.filter { $0.decided == nil }.map(decisionTime).min()
            // At the same instant the sighting comes first: it belongs into the decision.
            if let sighting, sighting <= watermark, sighting <= timer ?? .distantFuture {
                now = sighting
                // Forgetting happens in event time too, or the result would depend on the calls.
                prune()
                take(pending.removeFirst())
            } else if let timer, timer <= watermark {
                now = max(now, timer)
                result += decide(at: now)
            } else {
                break
            }
        }
        now = max(now, watermark == .distantFuture ? now : watermark)
        prune()
        return result.sorted { ($0.decided, $0.id) < ($1.decided, $1.id) }
    }

    /// The lane's cameras ended: decides what is open, each passage at the time at which it would have been decided.
    public mutating func finish() -> [Passage] {
        let result = advance(to: .distantFuture)
        passages = []
        return result
    }

    /// When the next vehicle behind a passage arrived, as far as is known.
    public func nextArrival(after passage: Passage) -> Instant? {
        passages.map(\.arrived).filter { $0 > passage.arrived }.min()
    }

    /// A camera whose last sighting says that it is dark is so still at `instant`.
    public mutating func extendDarkness(of camera: CameraPlace, to instant: Instant) { darkUntil[camera] = instant }

    /// Vehicles that are not decided yet, by arrival.
    public var open: [(arrived: Instant, sightings: [Sighting])] {
        passages.filter { $0.decided == nil }.map { ($0.arrived, $0.sightings) }.sorted { $0.arrived < $1.arrived }
    }

    private mutating func take(_ sighting: Sighting) {
        switch sighting.subject {
        case .cameraDark: darkness.append(sighting)
        case .unreadVehicle: join(sighting, to: passageOverlapping(sighting))
        case .plate, .container: join(sighting, to: passageOf(sighting))
        }
    }

    private mutating func join(_ sighting: Sighting, to index: Int?) {
        if let index {
            passages[index].take(sighting, at: now)
        } else {
            passages.append(OpenPassage(sighting, at: now))
        }
    }

    /// When a passage will be decided if nothing else comes.
    private func decisionTime(_ passage: OpenPassage) -> Instant {
        let wanted = setup.cameras.filter { $0.role != .overview }
        let isComplete = !wanted.isEmpty && wanted.allSatisfy(passage.hasRead)
        let wait = isComplete ? configuration.completeDelay : configuration.quietTime
        return min(
            passage.lastActivity.advanced(bySeconds: wait), passage.opened.advanced(bySeconds: configuration.deadline))
    }

    private mutating func decide(at time: Instant) -> [Passage] {
        var result: [Passage] = []
        for index in passages.indices where passages[index].decided == nil && decisionTime(passages[index]) <= time {
            passages[index].decided = time
            result.append(passage(passages[index], decided: time))
        }
        return result
    }

    private func passage(_ open: OpenPassage, decided: Instant) -> Passage {
        let dark = darkness.filter { isDark($0, during: open, until: decided) }
        let sightings = (open.sightings + dark).sorted {
            ($0.first.instant, $0.settled, $0.id) < ($1.first.instant, $1.settled, $1.id)
        }
        let roles = Set(setup.cameras.map(\.role)).filter { role in
            role != .overview && !setup.cameras.contains { $0.role == role && open.hasRead($0) }
        }
        let twins = passages.prefix { $0.opened < open.opened }.count {
            $0.arrived.rfc3339 == open.arrived.rfc3339
        }
        let suffix = twins == 0 ? "" : "-\(twins + 1)"
        let arrived = open.arrived.text(sightings.first?.first.quality ?? .recorded)
        return Passage(
            id: "\(setup.place.gate)/\(setup.place.lane)/\(arrived)\(suffix)", place: setup.place,
            direction: setup.direction, arrived: open.arrived, decided: decided, sightings: sightings,
            darkCameras: Set(dark.map(\.place.camera)).sorted(),
            unseenRoles: CameraRole.allCases.filter(roles.contains))
    }

    private func isDark(_ sighting: Sighting, during open: OpenPassage, until decided: Instant) -> Bool {
        // A gap's end is known; a dark picture may have stayed dark after the last word of it.
        let isOngoing = sighting.last.instant <= sighting.settled
        var end = isOngoing ? sighting.last.instant.advanced(bySeconds: configuration.darkHold) : sighting.last.instant
        if let until = darkUntil[sighting.place], sighting == darkness.last(where: { $0.place == sighting.place }) {
            end = max(end, until)
        }
        let begin = open.arrived.advanced(bySeconds: -configuration.darkLead)
        guard sighting.first.instant <= decided, end >= begin else { return false }
        // It saw this vehicle after it had been dark: it had recovered.
        return !open.sightings(of: sighting.place).contains {
            $0.readText != nil && $0.first.instant > sighting.last.instant
        }
    }

    private mutating func prune() {
        let horizon = max(configuration.identityWindow, configuration.joinWindow) + configuration.deadline
        let oldest = now.advanced(bySeconds: -horizon)
        passages.removeAll { $0.decided != nil && $0.lastSeen < oldest }
        let darkest = now.advanced(bySeconds: -(configuration.darkHold + 10 * horizon))
        let live = passages.map(\.arrived).min() ?? now
        darkness.removeAll {
            max($0.last.instant, $0.settled, darkUntil[$0.place] ?? .distantPast)
                < min(darkest, live.advanced(bySeconds: -horizon))
        }
    }
}
