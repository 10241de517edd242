import GateDomain

/// R32: the declaration is cancelled, refused or expired, or not cleared where it must be.
enum R32NotReleased: Rule {
    static let number = 32

    static func outcome(_ context: RuleContext) -> RuleOutcome {
        if let declaration = context.declaration {
            guard context.configuration.exitNeedsClearance, context.passage.direction == .exit else { return .clear }
            if declaration.status == .cleared { return .clear }
            return .found(
                Finding(
                    seen: declaration.reference, declared: declaration.status.rawValue,
                    reason: "It leaves before customs has cleared it."))
        }
        guard let dead = context.dead else { return .unknown("no declaration was found") }
        let why: String
        if dead.status == .cancelled || dead.status == .refused {
            why = dead.status.rawValue
        } else if let until = dead.validUntil, until < context.passage.arrived {
            why = "expired at \(until.rfc3339)"
        } else {
            why = "not valid before \(dead.validFrom?.rfc3339 ?? "")"
        }
        return .found(
            Finding(
                seen: context.view.tractorText ?? context.view.containers.first?.number.text ?? "",
                declared: "\(dead.reference), \(why)", reason: "The only declaration that fits is not in force.",
                sightings: context.view.tractor.map { [$0.sighting] } ?? []))
    }
}
