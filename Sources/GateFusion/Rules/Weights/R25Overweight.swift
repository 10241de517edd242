import GateDomain

/// R25: over the road's limit, or a box over its rating.
enum R25Overweight: Rule {
    static let number = 25

    static func outcome(_ context: RuleContext) -> RuleOutcome {
        let limits = context.configuration.weights
        var known = false
        if let weighing = context.weighing {
            known = true
            // Only what is over beyond the scale's own error.
            let doubt = (context.passage.weight?.accuracyClass ?? 1) / 100 * weighing.measured
            if weighing.measured - doubt > limits.roadLimitKg {
                return .found(
                    Finding(
                        seen: kilograms(weighing.measured), declared: "at most \(kilograms(limits.roadLimitKg))",
                        reason: "The vehicle is heavier than the road allows."))
            }
        }
        for box in context.declaration?.containers ?? [] {
            let model = WeightModel(settings: limits)
            guard let gross = box.verifiedGrossKg ?? box.grossKg.map({ $0 + model.tare(of: box, seen: context.view) })
            else { continue }
            known = true
            guard gross > limits.containerRatingKg else { continue }
            return .found(
                Finding(
                    seen: "\(box.number): \(kilograms(gross)) with its box",
                    declared: "at most \(kilograms(limits.containerRatingKg))",
                    reason: "The box is declared heavier than boxes are rated for."))
        }
        return known ? .clear : .unknown("neither weighed nor declared")
    }
}
