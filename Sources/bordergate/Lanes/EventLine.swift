import Foundation
import GateScheduling

/// One line of `--replan FILE`: when, and one thing that happens.
struct EventLine: Decodable {
    struct Closure: Decodable {
        var lane: String
        var from: Int
        var until: Int
    }

    struct Breakdown: Decodable {
        var vehicle: String
        var until: Int
    }

    struct Late: Decodable {
        var vehicle: String
        var by: Int
    }

    var at: Int
    var release: TransportJob?
    var hold: String?
    var closure: Closure?
    var breakdown: Breakdown?
    var late: Late?

    var events: [LaneEvent] {
        var events: [LaneEvent] = []
        if let release { events.append(.release(release)) }
        if let hold { events.append(.hold(job: hold)) }
        if let closure { events.append(.closure(lane: closure.lane, from: closure.from, until: closure.until)) }
        if let breakdown { events.append(.breakdown(vehicle: breakdown.vehicle, until: breakdown.until)) }
        if let late { events.append(.late(vehicle: late.vehicle, by: late.by)) }
        return events
    }
}

/// What an event moved, as a line of `--replan`.
struct RevisionLine: Encodable {
    var at: Int
    /// Boxes with a promise, those of them that moved, and those whose promise the event itself broke.
    var open: Int
    var moved: Int
    var forced: Int
    var unplaced: Int
    var milliseconds: Double
    var refusal: String?
}
