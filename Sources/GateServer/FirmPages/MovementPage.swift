import GateDomain
import GatePipeline

/// One movement: where it stands, what to do, its steps with times.
struct MovementPage {
    let movement: MovementView
    let call: Call

    private struct Step {
        var status: MovementStatus
        var at: String?
        var place: String?
    }

    func response() -> HTTPResponse {
        let language = call.language
        return Page(movement.declarations.first?.reference ?? movement.movementReference, for: call) {
            tag(.p) {
                movement.badge(language)
                " "
                movement.since.map(Times.element)
            }
            action
            tag(.dl, .class("facts")) {
                fact(FirmWords.movement, movement.movementReference)
                fact(
                    FirmWords.declaration,
                    movement.declarations.map { "\($0.reference) v\($0.version)" }.joined(separator: ", "))
                fact(FirmWords.vehicle, movement.plates)
                for box in movement.equipment {
                    fact(
                        FirmWords.boxes,
                        ([box.equipmentReference, box.isoEquipmentCode].compactMap { $0 } + box.seals).joined(
                            separator: " · "))
                }
            }
            tag(.h2, text: FirmWords.steps(language))
            tag(.ol, .class("steps")) {
                for step in steps {
                    tag(.li, .class(step.at == nil ? nil : "done")) {
                        tag(.strong, text: FirmWords.name(of: step.status)(language))
                        if let place = step.place { " · " + place }
                        step.at.flatMap { Instant(rfc3339: $0) }.map(Times.element)
                    }
                }
            }
            if !movement.holds.isEmpty {
                tag(.h2, text: FirmWords.holds(language))
                tag(.ul) {
                    for hold in movement.holds {
                        tag(.li) {
                            FirmWords.agency(hold.agency)(language) + " "
                            Instant(rfc3339: hold.placedAt).map(Times.element)
                            if let removed = hold.removedAt.flatMap({ Instant(rfc3339: $0) }) {
                                " – "
                                Times.element(removed)
                            }
                        }
                    }
                }
            }
        }.response()
    }

    private var action: HTML {
        let language = call.language
        guard let action = movement.actionRequired else { return .empty }
        return tag(.div, .class("notice"), .set(.role, "status")) {
            tag(.p) {
                tag(.strong, text: (action.kind == "inspection" ? FirmWords.report : FirmWords.amend)(language))
                if let place = action.reportTo { " " + place }
            }
            if let expected = movement.expectedRelease.flatMap({ Instant(rfc3339: $0.at) }) {
                tag(.p) {
                    FirmWords.expected(language) + " "
                    Times.element(expected)
                }
            }
        }
    }

    private func fact(_ name: Phrase, _ value: String) -> HTML {
        .fragment([tag(.dt, text: name(call.language)), tag(.dd, text: value)])
    }

    /// What was reached, then what the way to release still has.
    private var steps: [Step] {
        var steps = [Step(status: .declared, at: nil, place: nil), Step(status: .accepted, at: nil, place: nil)]
        let isPast = ![MovementStatus.declared, .cancelled].contains(movement.status)
        if isPast || movement.status == .declared {
            steps[0].at = ""
            if movement.status != .declared, !(movement.status == .refused && movement.visits.isEmpty) {
                steps[1].at = ""
            }
        }
        if movement.status == .accepted { steps[1].at = movement.statusSince }
        for visit in movement.visits {
            let place = "\(visit.gate)/\(visit.lane)"
            steps.append(Step(status: .arrived, at: visit.arrivedAt, place: place))
            switch visit.outcome {
            case .waiting: steps.append(Step(status: .underControl, at: visit.outcomeAt, place: place))
            case .released: steps.append(Step(status: .released, at: visit.outcomeAt, place: place))
            case .refused: steps.append(Step(status: .refused, at: visit.outcomeAt, place: place))
            }
        }
        switch movement.status {
        case .declared, .accepted: steps += [.arrived, .released].map { Step(status: $0, at: nil, place: nil) }
        case .underControl: steps.append(Step(status: .released, at: nil, place: nil))
        case .departed: steps.append(Step(status: .departed, at: movement.statusSince, place: nil))
        case .cancelled:
            steps = [
                Step(status: .declared, at: "", place: nil),
                Step(status: .cancelled, at: movement.statusSince, place: nil),
            ]
        case .refused where movement.visits.isEmpty:
            steps[1] = Step(status: .refused, at: movement.statusSince, place: nil)
        case .arrived, .released, .refused: break
        }
        return steps
    }
}
