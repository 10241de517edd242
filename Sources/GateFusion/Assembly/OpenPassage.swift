import GateDomain

/// A vehicle in a lane: what is known of it so far.
struct OpenPassage {
    var opened: Instant
    var arrived: Instant
    var lastSeen: Instant
    var lastActivity: Instant
    var sightings: [Sighting] = []
    var decided: Instant?

    init(_ sighting: Sighting, at now: Instant) {
        opened = now
        arrived = sighting.first.instant
        lastSeen = sighting.last.instant
        lastActivity = now
        sightings = [sighting]
    }

    mutating func take(_ sighting: Sighting, at now: Instant) {
        lastSeen = max(lastSeen, sighting.last.instant, now)
        lastActivity = now
        // After the decision it only takes late sightings in, so that they make no passage of their own.
        guard decided == nil || sightings.count < 200 else { return }
        sightings.append(sighting)
        if decided == nil { arrived = min(arrived, sighting.first.instant) }
    }

    func sightings(of camera: CameraPlace) -> [Sighting] { sightings.filter { $0.place == camera } }

    /// Whether the role's camera has read what it is there for.
    func hasRead(_ camera: CameraPlace) -> Bool {
        sightings.contains { sighting in
            sighting.place == camera && camera.role.isSatisfied(by: sighting.subject)
        }
    }
}

extension CameraRole {
    /// Whether a sighting is what a camera of this role is there for.
    func isSatisfied(by subject: Sighting.Subject) -> Bool {
        switch (self, subject) {
        case (.frontPlate, .plate), (.rearPlate, .plate): true
        case (.containerSide, .container), (.containerRear, .container), (.roof, .container): true
        case (.overview, .plate), (.overview, .container): true
        default: false
        }
    }
}

extension Sighting {
    /// What was read, nil for sightings without text.
    var readText: String? {
        switch subject {
        case .plate(let read): read.plate.text
        case .container(let read): read.number.text
        case .unreadVehicle, .cameraDark: nil
        }
    }

    var isPlate: Bool { if case .plate = subject { true } else { false } }
    var isContainer: Bool { if case .container = subject { true } else { false } }

    /// By (settled, place, id): the order in which the assembler takes them.
    func precedes(_ other: Sighting) -> Bool {
        (settled, place, id) < (other.settled, other.place, other.id)
    }
}
