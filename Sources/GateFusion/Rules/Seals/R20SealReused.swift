import GateDomain

/// R20: a seal number was on another box before: a seal is used once.
enum R20SealReused: Rule {
    static let number = 20

    static func outcome(_ context: RuleContext) -> RuleOutcome {
        let numbers = context.seals.compactMap(\.number)
        if numbers.isEmpty { return .unknown("no seal number was read") }
        let boxes = context.view.containers.map(\.number.text)
        for number in numbers {
            // The same box is seen again on its way, with its seal.
            let other = context.movements(.seal, number).first { entry in
                !entry.containers.contains { before in boxes.contains { context.isSame($0, before) } }
                    && !(boxes.isEmpty && entry.tractor == context.view.tractorText)
            }
            guard let other else { continue }
            return .found(
                Finding(
                    seen: number,
                    declared:
                        "on \(other.containers.first ?? other.tractor ?? "another vehicle") at \(other.arrived.rfc3339)",
                    reason: "The seal number was used before on another box."))
        }
        return .clear
    }
}
