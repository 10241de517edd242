import GateDomain

/// R36: a vehicle took too long, or another way, between two lanes that follow each other (yard, customs, Km 0).
enum R36PathAnomaly: Rule {
    static let number = 36

    static func outcome(_ context: RuleContext) -> RuleOutcome {
        let here = context.passage.place
        let steps = context.configuration.steps.filter { $0.to == here }
        if steps.isEmpty { return .unknown("no way to this lane is configured") }
        guard let tractor = context.view.tractorText else { return .unknown("tractor plate was not read") }
        let came = context.last(.tractor, tractor)
        guard let came, let step = steps.first(where: { $0.from == came.place }) else {
            let ways = steps.map { "\($0.from.gate)/\($0.from.lane)" }.joined(separator: " or ")
            return .found(
                Finding(
                    seen: came.map { "from \($0.place.gate)/\($0.place.lane)" } ?? "seen nowhere before",
                    declared: "from \(ways)", reason: "It did not come the way that leads here."))
        }
        let seconds = context.passage.arrived.seconds(since: came.arrived)
        guard seconds < step.leastSeconds || seconds > step.mostSeconds else { return .clear }
        return .found(
            Finding(
                seen: "\(Int(saturating: seconds / 60)) min from \(came.place.gate)/\(came.place.lane)",
                declared: "\(Int(saturating: step.leastSeconds / 60)) to \(Int(saturating: step.mostSeconds / 60)) min",
                reason: seconds > step.mostSeconds
                    ? "It took longer than the way takes." : "It was faster than the way allows."))
    }
}
