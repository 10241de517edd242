import GateDomain

/// R40: a unit value far below the heading's others, more net than gross weight, more goods than the boxes hold, or a declaration like
/// those that turned out to be fraudulent.
enum R40ValueOutlier: Rule {
    static let number = 40

    static func outcome(_ context: RuleContext) -> RuleOutcome {
        guard let goods = context.declaration?.goods, !goods.isEmpty else { return .unknown("no goods are declared") }
        var judged = 0
        for item in goods {
            if let net = item.netKg, let gross = item.grossKg {
                judged += 1
                if net > gross {
                    return .found(
                        Finding(
                            seen: "net \(kilograms(net))", declared: "gross \(kilograms(gross))",
                            reason: "The goods weigh more without their packing than with it."))
                }
            }
            guard let standing = context.history.standing(of: item),
                standing.others >= context.configuration.valueLeastOthers
            else { continue }
            judged += 1
            let limit = context.configuration.valueDeviations
            // Overvaluation moves money; it is as much an outlier, from twice as far on.
            guard standing.deviations < -limit || standing.deviations > 2 * limit else { continue }
            return .found(
                Finding(
                    seen: "\(Int(saturating: (standing.ratio * 100).rounded()))% of the usual value per kilogram",
                    declared: "\(item.hsCode ?? "") \(item.description ?? "")",
                    reason: "The unit value is far from that of \(standing.others) other declarations of the heading."))
        }
        let sum = goods.compactMap(\.netKg).reduce(0, +)
        if let boxes = context.declaration?.containers, !boxes.isEmpty, sum > 0 {
            judged += 1
            let holds = Double(boxes.count) * context.configuration.weights.containerRatingKg
            if sum > holds, (context.declaration?.trips ?? 1) == 1 {
                return .found(
                    Finding(
                        seen: kilograms(sum), declared: "\(boxes.count) boxes",
                        reason: "More goods than the boxes can hold."))
            }
        }
        if let declaration = context.declaration, let risk = context.risk?(declaration) {
            judged += 1
            if risk.score >= context.configuration.riskThreshold {
                let percent = Int(saturating: (risk.score * 100).rounded(.down))
                return .found(
                    Finding(
                        seen: "\(percent)% risk", declared: goods.compactMap(\.hsCode).joined(separator: ", "),
                        reason: risk.reasons.first ?? "The risk model has no single reason."))
            }
        }
        return judged > 0 ? .clear : .unknown("values and weights are not declared, or the heading is new")
    }
}
