import GateDomain

/// R30: a hazard placard without declared dangerous goods, or dangerous goods without their placard.
enum R30HazardDiffers: Rule {
    static let number = 30

    static func outcome(_ context: RuleContext) -> RuleOutcome {
        let looks = context.passage.readings.compactMap { event -> [Declaration.Hazard]? in
            if case .placards(let placards) = event.reading { placards } else { nil }
        }
        if looks.isEmpty { return .unknown("nobody looked for placards") }
        guard let declaration = context.declaration else { return .unknown("no declaration to compare with") }
        let seen = looks.flatMap { $0 }
        let declared = declaration.goods.flatMap(\.hazards)
        let undeclared = seen.filter { placard in !declared.contains { $0.agrees(with: placard) } }
        let unmarked = declared.filter { hazard in !seen.contains { $0.agrees(with: hazard) } }
        if undeclared.isEmpty, unmarked.isEmpty { return .clear }
        return .found(
            Finding(
                seen: seen.isEmpty ? "no placard" : seen.map(\.text).joined(separator: ", "),
                declared: declared.isEmpty ? "no dangerous goods" : declared.map(\.text).joined(separator: ", "),
                reason: undeclared.isEmpty
                    ? "Declared dangerous goods travel without their placard."
                    : "A hazard placard, and no such goods declared."))
    }
}

extension Declaration.Hazard {
    var text: String {
        [unNumber.map { "UN \($0)" }, hazardClass.map { "class \($0)" }].compactMap { $0 }.joined(separator: " ")
    }

    /// By UN number where both have one, else by class (of which 2.1 is part of 2).
    func agrees(with other: Declaration.Hazard) -> Bool {
        if let a = unNumber, let b = other.unNumber { return a == b }
        guard let a = hazardClass, let b = other.hazardClass else { return false }
        return a.hasPrefix(b) || b.hasPrefix(a)
    }
}
