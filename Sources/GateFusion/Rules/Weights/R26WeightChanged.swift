import GateDomain

/// R26: a vehicle leaves with another weight than it came with, under the same boxes.
enum R26WeightChanged: Rule {
    static let number = 26

    static func outcome(_ context: RuleContext) -> RuleOutcome {
        guard context.passage.direction == .exit else { return .clear }
        guard let weighing = context.weighing, let weight = context.passage.weight else {
            return .unknown("no scale reported the vehicle")
        }
        guard let tractor = context.view.tractorText, let stay = context.stay(.tractor, tractor),
            let before = stay.weighing?.measured
        else { return .unknown("its weight at entry is not known") }
        let seen = Set(context.view.containers.map(\.number.text))
        guard stay.trailer == context.view.trailerText, !seen.isEmpty, seen == Set(stay.containers) else {
            return .unknown("it leaves with another load")
        }
        let tolerance =
            context.configuration.weights.classes * weight.accuracyClass / 100 * (weighing.measured + before)
        guard abs(weighing.measured - before) > tolerance else { return .clear }
        return .found(
            Finding(
                seen: kilograms(weighing.measured), declared: "\(kilograms(before)) at entry, \(stay.arrived.rfc3339)",
                reason: "The same boxes on the same trailer, and another weight."))
    }
}
