import GateDomain

/// R06: the plate was at another gate so shortly before that no vehicle gets from there to here.
enum R06ImpossibleTravel: Rule {
    static let number = 6

    static func outcome(_ context: RuleContext) -> RuleOutcome {
        guard let tractor = context.view.tractor else { return .unknown("tractor plate was not read") }
        guard let entry = context.last(.tractor, tractor.text),
            let needed = context.configuration.travelSeconds(from: entry.place.gate, to: context.passage.place.gate)
        else { return .clear }
        let taken = context.passage.arrived.seconds(since: entry.arrived)
        guard abs(taken) < needed else { return .clear }
        return .found(
            Finding(
                seen: "\(tractor.text) at \(context.passage.place.gate), \(context.passage.arrived.rfc3339)",
                declared: "\(entry.tractor ?? "") at \(entry.place.gate), \(entry.arrived.rfc3339)",
                reason: "At another gate \(Int(saturating: abs(taken).rounded())) s before; the way takes at least "
                    + "\(Int(saturating: needed.rounded())) s.",
                sightings: [tractor.sighting]))
    }
}
