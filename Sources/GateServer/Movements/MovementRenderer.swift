import GateDomain
import GatePipeline

/// A movement and its events as the contract has them: the only place from which firms' answers come.
enum MovementRenderer {
    static func body(_ movement: Movement) -> String {
        var json = JSONText()
        json.object { json in
            json.field("movementReference", movement.reference)
            json.array("declarations", [movement]) { json, movement in
                json.object {
                    $0.field("reference", movement.declaration)
                    $0.field("version", movement.declarationVersion)
                    $0.field("status", movement.declarationStatus.rawValue)
                }
            }
            json.field("status", movement.status.rawValue)
            json.field("statusSince", movement.statusSince)
            json.field("updatedAt", movement.updated)
            json.field("direction", movement.direction?.rawValue)
            json.field("gate", movement.visits.last?.place.gate ?? movement.gate)
            if movement.status == .underControl, let visit = movement.visits.last {
                json.object("actionRequired") {
                    $0.field("kind", "inspection")
                    $0.field("reportTo", "\(visit.place.gate)/\(visit.place.lane)")
                }
            } else if movement.status == .refused, movement.visits.isEmpty {
                json.object("actionRequired") { $0.field("kind", "amendment") }
            }
            json.array("holds", movement.visits.flatMap(\.holds)) { json, hold in
                json.object {
                    $0.field("agency", hold.agency)
                    $0.field("placedAt", hold.placedAt)
                    $0.field("removedAt", hold.removedAt)
                }
            }
            json.object("vehicle") {
                $0.field("tractorPlate", movement.vehicle.tractorPlate?.display)
                $0.field("trailerPlate", movement.vehicle.trailerPlate?.display)
            }
            json.array("equipment", movement.containers, equipment)
            json.array("visits", movement.visits) { json, visit in
                json.object {
                    $0.field("gate", visit.place.gate)
                    $0.field("lane", visit.place.lane)
                    $0.field("direction", visit.direction.rawValue)
                    $0.field("arrivedAt", visit.arrived)
                    $0.field("outcome", visit.outcome.rawValue)
                    $0.field("outcomeAt", visit.since)
                }
            }
            if let expected = movement.expectedRelease {
                json.object("expectedRelease") {
                    $0.field("eventClassifierCode", "EST")
                    $0.field("at", expected)
                    $0.field("note", "Half of the like were released by then; an estimate, not a promise.")
                }
            }
            json.object("links") {
                $0.field("self", "/v1/movements/\(movement.reference)")
                $0.field("events", "/v1/events")
            }
        }
        return json.text
    }

    static func equipment(_ json: inout JSONText, _ container: Declaration.Container) {
        json.object {
            $0.field("equipmentReference", container.number)
            $0.field("isoEquipmentCode", container.sizeType?.text)
            $0.field("emptyIndicatorCode", container.load.map { $0 == .empty ? "EMPTY" : "LADEN" })
            $0.array("seals", container.seals) { json, seal in json.value(seal.number) }
        }
    }

    /// A step of the ladder as an event; names of DCSA Track & Trace where they exist.
    static func event(
        _ status: MovementStatus, of movement: Movement, at instant: Instant, created: Instant, id: String
    ) -> ServiceEvent {
        let (type, code) = codes(status)
        var json = JSONText()
        json.object { json in
            json.field("eventID", id)
            json.field("eventType", type)
            json.field("eventClassifierCode", "ACT")
            json.field(type == "TRANSPORT" ? "transportEventTypeCode" : "shipmentEventTypeCode", code)
            json.field("eventDateTime", instant)
            json.field("eventCreatedDateTime", created)
            json.field("movementReference", movement.reference)
            json.field("declarationReference", movement.declaration)
            json.field("declarationVersion", movement.declarationVersion)
            json.field("status", status.rawValue)
            if let visit = movement.visits.last {
                json.object("location") {
                    $0.field("facilityTypeCode", "BORD")
                    $0.field("facilityCode", visit.place.gate)
                }
            }
            json.object("vehicle") {
                $0.field("tractorPlate", movement.vehicle.tractorPlate?.display)
                $0.field("trailerPlate", movement.vehicle.trailerPlate?.display)
            }
            json.array("equipment", movement.containers) { json, box in
                json.object { $0.field("equipmentReference", box.number) }
            }
        }
        return ServiceEvent(
            audience: .movement(movement.reference), name: "movement.\(status.rawValue)", body: json.text)
    }

    private static func codes(_ status: MovementStatus) -> (type: String, code: String) {
        switch status {
        case .declared: ("SHIPMENT", "RECE")
        case .accepted: ("SHIPMENT", "APPR")
        case .arrived: ("TRANSPORT", "ARRI")
        case .underControl: ("SHIPMENT", "HOLD")
        case .released: ("SHIPMENT", "RELS")
        case .refused: ("SHIPMENT", "REJE")
        case .departed: ("TRANSPORT", "DEPA")
        case .cancelled: ("SHIPMENT", "VOID")
        }
    }
}
