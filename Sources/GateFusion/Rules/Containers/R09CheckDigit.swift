import GateDomain

/// R09: the check digit of a number fails that was read well enough to hold it against the box.
///
/// A number that is one look-alike away from a declared one stands here too, and not under R10: misread or repainted, an officer sees
/// which. Nothing is corrected by the check digit alone.
enum R09CheckDigit: Rule {
    static let number = 9

    static func outcome(_ context: RuleContext) -> RuleOutcome {
        let seen = context.view.containers
        if seen.isEmpty { return .unknown("no container number was read") }
        let failing = seen.filter { container in
            !container.number.isCheckDigitValid
                && ((container.reads >= context.configuration.containerReads
                    && container.read.confidence >= context.configuration.containerConfidence)
                    || context.isDeclared(container.number.text) || context.misreadOf(container) != nil)
        }
        if failing.isEmpty {
            return seen.allSatisfy(\.number.isCheckDigitValid)
                ? .clear : .unknown("a number was not read well enough to hold its check digit against it")
        }
        let declared = failing.compactMap { container in
            context.isDeclared(container.number.text) ? container.number.text : context.misreadOf(container)
        }
        let details = failing.map { container in
            let digit = ContainerNumber.checkDigit(of: container.number.text.dropLast()).map(String.init) ?? "?"
            return "\(container.number.text) would end in \(digit)"
        }
        return .found(
            Finding(
                seen: failing.map(\.number.text).joined(separator: ", "),
                declared: declared.isEmpty ? nil : declared.joined(separator: ", "),
                reason: "The check digit fails: \(details.joined(separator: "; ")). Misread, or not a true number.",
                sightings: failing.flatMap(\.sightings)))
    }
}
