import GateDomain

/// R11: the cameras read containers of this truck, and not all that its declaration lists. (A box that nobody could read is R44's matter.)
enum R11ContainerMissing: Rule {
    static let number = 11

    static func outcome(_ context: RuleContext) -> RuleOutcome {
        guard let declaration = context.declaration else { return .unknown("no declaration to compare with") }
        if declaration.containers.isEmpty { return .clear }
        // Of a manifest for many trucks each brings its part.
        if declaration.trips > 1 || declaration.containers.count > 4 {
            return .unknown("the declaration is for several trucks")
        }
        let seen = context.view.containers
        if seen.isEmpty { return .unknown("no container number was read") }
        let arrived = Set(seen.map(\.number.text))
        let here = context.declaredNumbers.filter { declared in
            arrived.contains(declared) || seen.contains { context.isSame($0.number.text, declared) }
        }
        let missing = context.declaredNumbers.filter { !here.contains($0) }
        // None of them here: another box (R10) or a misread one (R09) stands for it.
        if missing.isEmpty || here.isEmpty { return .clear }
        let before = missing.filter { number in
            context.movements(.container, number).contains { $0.declaration == declaration.reference }
        }
        let absent = missing.filter { !before.contains($0) }.sorted()
        if absent.isEmpty { return .clear }
        return .found(
            Finding(
                seen: seen.map(\.number.text).joined(separator: ", "), declared: absent.joined(separator: ", "),
                reason: "Declared with this truck, and not on it.", sightings: seen.flatMap(\.sightings)))
    }
}
