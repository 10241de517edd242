import GateDomain

/// R39: a permit has run out, is another vehicle's, is not known, or was used more often than it allows.
enum R39PermitExceeded: Rule {
    static let number = 39

    static func outcome(_ context: RuleContext) -> RuleOutcome {
        guard let declaration = context.declaration else { return .unknown("no declaration to compare with") }
        guard let documents = declaration.documents else { return .unknown("the declaration speaks of no documents") }
        let arrived = context.passage.arrived
        for document in documents where document.kind == "permit" || document.kind == "licence" {
            func found(_ seen: String, _ declared: String, _ reason: String) -> RuleOutcome {
                .found(Finding(seen: seen, declared: declared, reason: reason))
            }
            if let until = document.validUntil, until < arrived {
                return found(document.number, "valid until \(until.rfc3339)", "The \(document.kind) has run out.")
            }
            guard document.kind == "permit", !context.registers.permits.isEmpty else { continue }
            guard let permit = context.registers.permit(document.number) else {
                return found(document.number, "not registered", "No such permit was given.")
            }
            if let until = permit.validUntil, until < arrived {
                return found(permit.number, "valid until \(until.rfc3339)", "The permit has run out.")
            }
            if let plate = permit.plate, let tractor = context.view.tractorText, !context.isSame(plate, tractor) {
                return found(tractor, "given to \(plate)", "The permit is another vehicle's.")
            }
            guard let quota = permit.quota, let plate = permit.plate ?? context.view.tractorText else { continue }
            let days = permit.periodDays ?? 365
            let since = arrived.advanced(bySeconds: -days * 86400)
            let uses = context.movements(.tractor, plate, days: days).count {
                $0.direction == .entry && $0.arrived >= since
            }
            if context.passage.direction == .entry, uses >= quota {
                return found("entry \(uses + 1)", "\(quota) entries", "The permit's quota is used up.")
            }
        }
        return .clear
    }
}
