import Foundation
import GateDomain
import GatePipeline

/// A movement as the contract tells it: pages know no more than systems do.
struct MovementView: Decodable {
    struct Declared: Decodable {
        var reference: String
        var version: Int
    }
    struct Hold: Decodable {
        var agency: String
        var placedAt: String
        var removedAt: String?
    }
    struct Vehicle: Decodable {
        var tractorPlate: String?
        var trailerPlate: String?
    }
    struct Equipment: Decodable {
        var equipmentReference: String
        var isoEquipmentCode: String?
        var seals: [String]
    }
    struct Visit: Decodable {
        var gate: String
        var lane: String
        var direction: LaneDirection
        var arrivedAt: String
        var outcome: Movement.Visit.Outcome
        var outcomeAt: String
    }
    struct Action: Decodable {
        var kind: String
        var reportTo: String?
    }
    struct Expected: Decodable { var at: String }

    var movementReference: String
    var declarations: [Declared]
    var status: MovementStatus
    var statusSince: String
    var actionRequired: Action?
    var holds: [Hold]
    var vehicle: Vehicle
    var equipment: [Equipment]
    var visits: [Visit]
    var expectedRelease: Expected?

    init?(_ body: String) {
        guard let read = try? JSONDecoder().decode(MovementView.self, from: Data(body.utf8)) else { return nil }
        self = read
    }

    var plates: String { [vehicle.tractorPlate, vehicle.trailerPlate].compactMap { $0 }.joined(separator: " + ") }
    var since: Instant? { Instant(rfc3339: statusSince) }

    func badge(_ language: Language) -> HTML {
        let kind =
            switch status {
            case .declared, .accepted, .arrived: "status"
            case .underControl: "status status--wait"
            case .released, .departed: "status status--good"
            case .refused, .cancelled: "status status--stop"
            }
        return tag(.span, .class(kind), text: FirmWords.name(of: status)(language))
    }
}
