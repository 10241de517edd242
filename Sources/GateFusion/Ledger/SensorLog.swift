public import GateDomain

/// What sensors reported, in event time, and which passage it belongs to.
public struct SensorLog: Sendable {
    private var events: [SensorEvent] = []
    private var ids: Set<String> = []
    /// Seconds before a vehicle's first sight at which the lane's devices may have reported it.
    private let lead: Double

    public init(lead: Double = 10) { self.lead = lead }

    /// Takes an event once, in any order; false when it was here already.
    public mutating func add(_ event: SensorEvent) -> Bool {
        guard ids.insert(event.id).inserted else { return false }
        let place = events.lastIndex { ($0.at, $0.id) < (event.at, event.id) }.map { $0 + 1 } ?? 0
        events.insert(event, at: place)
        return true
    }

    /// The events of a passage: of its lane, from shortly before its arrival to its decision, but none of the next vehicle; and what
    /// e-seals on the road have reported up to then in the last two days.
    /// - Parameter next: arrival of the vehicle behind it, if one is there already.
    public func readings(for passage: Passage, next: Instant?) -> [SensorEvent] {
        events.filter { isReading($0, of: passage, next: next) }
    }

    /// Whether an event is one of a passage's readings.
    public func isReading(_ event: SensorEvent, of passage: Passage, next: Instant?) -> Bool {
        guard event.at <= passage.decided else { return false }
        guard let lane = event.lane else {
            guard event.at >= passage.arrived.advanced(bySeconds: -2 * 86400),
                case .electronicSeal(_, _, let container, let tractor) = event.reading
            else { return false }
            return passage.shows(container: container, tractor: tractor)
        }
        return lane == passage.place.lane && event.gate == passage.place.gate
            && event.at >= passage.arrived.advanced(bySeconds: -lead)
            && event.at < next?.advanced(bySeconds: -lead) ?? .distantFuture
    }

    /// Forgets what no passage to come can ask for.
    public mutating func prune(before instant: Instant) {
        let horizon = instant.advanced(bySeconds: -3 * 86400)
        let old = events.prefix { $0.at < horizon }
        guard old.count > 1024 else { return }
        for event in old { ids.remove(event.id) }
        events.removeFirst(old.count)
    }
}

extension Passage {
    fileprivate func shows(container: String?, tractor: String?) -> Bool {
        sightings.contains { sighting in
            switch sighting.subject {
            case .container(let read): read.number.text == container
            case .plate(let read): read.plate.text == tractor
            case .unreadVehicle, .cameraDark: false
            }
        }
    }
}
