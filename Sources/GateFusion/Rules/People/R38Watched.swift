import GateDomain

/// R38: a plate, box, driver or firm is on a watch list; a look-alike of one counts for less than the thing itself.
enum R38Watched: Rule {
    static let number = 38

    static func outcome(_ context: RuleContext) -> RuleOutcome {
        let list = context.registers.watched
        if list.count == 0 { return .unknown("no watch list is loaded") }
        var hits: [(entry: WatchList.Entry, isExact: Bool, seen: String, sightings: [Sighting])] = []
        func look(_ kind: WatchList.Kind, _ text: String?, _ sightings: [Sighting] = []) {
            guard let text else { return }
            for match in list.matches(kind, text, matrix: context.matrix) {
                hits.append((match.entry, match.isExact, text, sightings))
            }
        }
        for plate in [context.view.tractor, context.view.trailer].compactMap({ $0 }) {
            look(.plate, plate.text, [plate.sighting])
        }
        for box in context.view.containers { look(.container, box.number.text, box.sightings) }
        look(.person, context.driver)
        if let declaration = context.declaration {
            look(.person, declaration.vehicle.driver)
            for parties in [declaration.parties] + declaration.consignments.map(\.parties) {
                for firm in Set([parties.declarant, parties.consignor, parties.consignee, parties.carrier]) {
                    look(.firm, firm)
                }
            }
        }
        guard let worst = hits.max(by: { (weight($0), $1.seen) < (weight($1), $0.seen) }) else { return .clear }
        var finding = Finding(
            seen: worst.seen, declared: worst.entry.text,
            reason: worst.isExact
                ? "On the watch list\(worst.entry.note.map { ": \($0)" } ?? "")."
                : "One look-alike from the watch list\(worst.entry.note.map { ": \($0)" } ?? "").",
            sightings: hits.flatMap(\.sightings))
        finding.severity = weight(worst)
        return .found(finding)
    }

    private static func weight(_ hit: (entry: WatchList.Entry, isExact: Bool, seen: String, sightings: [Sighting]))
        -> Int
    {
        min(4, max(3, hit.isExact ? hit.entry.severity : hit.entry.severity - 1))
    }
}
