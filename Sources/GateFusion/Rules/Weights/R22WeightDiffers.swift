import GateDomain

/// R22: the vehicle weighs more or less than what was declared for it, beyond what scale and tares leave open.
enum R22WeightDiffers: Rule {
    static let number = 22

    static func outcome(_ context: RuleContext) -> RuleOutcome {
        guard let weighing = context.weighing else { return .unknown("no scale reported the vehicle") }
        guard let expected = weighing.expected, let tolerance = weighing.tolerance else {
            return .unknown("the declaration says no weight")
        }
        let difference = weighing.measured - expected
        guard abs(difference) > tolerance else { return .clear }
        // Empty against full is said more plainly by R23 and R24.
        if R23EmptyIsHeavy.outcome(context).finding != nil || R24FullIsEmpty.outcome(context).finding != nil {
            return .clear
        }
        return .found(
            Finding(
                seen: kilograms(weighing.measured), declared: "\(kilograms(expected)) ± \(kilograms(tolerance))",
                reason: "\(kilograms(abs(difference))) \(difference > 0 ? "more" : "less") than declared."))
    }
}

/// `38,200 kg`.
func kilograms(_ value: Double) -> String {
    guard value.isFinite, abs(value) < 1e12 else { return "? kg" }
    let whole = Int(saturating: value.rounded())
    var digits = String(abs(whole))
    var groups: [String] = []
    while digits.count > 3 {
        groups.insert(String(digits.suffix(3)), at: 0)
        digits.removeLast(3)
    }
    groups.insert(digits, at: 0)
    return "\(whole < 0 ? "−" : "")\(groups.joined(separator: ",")) kg"
}
