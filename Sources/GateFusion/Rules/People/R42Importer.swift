import GateDomain

/// R42: an importer that may not import (blocked), or that does so for the first time (a note).
enum R42Importer: Rule {
    static let number = 42

    static func outcome(_ context: RuleContext) -> RuleOutcome {
        if context.registers.firms.isEmpty { return .unknown("no register of firms is loaded") }
        guard let name = context.declaration?.parties.consignee else { return .unknown("no importer is declared") }
        switch context.registers.firm(name)?.standing {
        case .ineligible:
            var finding = Finding(
                seen: name, declared: context.registers.firm(name)?.note, reason: "The importer may not import.")
            finding.severity = 4
            return .found(finding)
        case .known: return .clear
        case nil:
            if context.history.count(importer: name, atMost: 2) > 1 { return .clear }
            return .found(Finding(seen: name, reason: "The importer's first declaration."))
        }
    }
}
