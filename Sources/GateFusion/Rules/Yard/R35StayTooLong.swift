import GateDomain

/// R35: a vehicle stayed longer than its kind of trade allows.
enum R35StayTooLong: Rule {
    static let number = 35

    static func outcome(_ context: RuleContext) -> RuleOutcome {
        guard context.passage.direction == .exit else { return .clear }
        guard let tractor = context.view.tractorText else { return .unknown("tractor plate was not read") }
        guard let stay = context.stay(.tractor, tractor) else { return .unknown("its entry is not known") }
        let hours = context.passage.arrived.seconds(since: stay.arrived) / 3600
        let (short, long) = (context.configuration.oneWayHours, context.configuration.twoWayHours)
        let limit: Double
        switch context.declaration?.trade {
        case .oneWay: limit = short
        case .twoWay: limit = long
        case nil:
            // Longer than either allows needs no knowing which.
            if hours <= max(short, long) {
                return hours <= min(short, long) ? .clear : .unknown("one-way or two-way is not declared")
            }
            limit = max(short, long)
        }
        guard hours > limit else { return .clear }
        return .found(
            Finding(
                seen: "\(Int(saturating: hours)) h since \(stay.arrived.rfc3339)",
                declared: "at most \(Int(saturating: limit)) h",
                reason: "It stayed longer than allowed.", sightings: context.view.tractor.map { [$0.sighting] } ?? []))
    }
}
