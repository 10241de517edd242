import GateDomain

/// R43: produce without a quarantine certificate, or with one that has run out.
enum R43QuarantineMissing: Rule {
    static let number = 43

    static func outcome(_ context: RuleContext) -> RuleOutcome {
        guard let declaration = context.declaration else { return .unknown("no declaration to compare with") }
        let produce = declaration.goods.filter { HSGroups.contains(context.registers.groups.produce, $0.hsCode) }
        if produce.isEmpty { return .clear }
        guard let documents = declaration.documents else { return .unknown("the declaration speaks of no documents") }
        let certificates = documents.filter(\.isQuarantine)
        if certificates.contains(where: { $0.isValid(at: context.passage.arrived) }) { return .clear }
        return .found(
            Finding(
                seen: certificates.first.map { "\($0.number), run out" } ?? "no certificate",
                declared: produce.map { "\($0.hsCode ?? "") \($0.description ?? "")" }.joined(separator: ", "),
                reason: "Produce needs a quarantine certificate."))
    }
}

extension Declaration.Document {
    func isValid(at instant: Instant) -> Bool { validUntil.map { instant <= $0 } ?? true }
}
