public import GateDomain

/// Matches passages with declarations, applies the rules and chooses the channel, in order of (decided, id) over all lanes.
public struct Judge: Sendable {
    public let configuration: RuleConfiguration
    private let draw: @Sendable (String) -> Double
    private var index: DeclarationIndex
    private var ledger: YardLedger

    /// - Parameter draw: keyed random number, 0..<1, of a passage's id (R45).
    public init(
        configuration: RuleConfiguration = .standard, declarations: [Declaration],
        draw: @escaping @Sendable (String) -> Double
    ) {
        self.configuration = configuration
        self.draw = draw
        index = DeclarationIndex(matrix: configuration.confusion)
        ledger = YardLedger(retention: configuration.retentionDays * 86400, matrix: configuration.confusion)
        for declaration in declarations { index.add(declaration) }
    }

    /// A declaration that arrives under way; a newer version replaces the older one of its reference.
    public mutating func add(_ declaration: Declaration) { index.add(declaration) }

    /// History from the store, in any order.
    public mutating func remember(_ passage: Passage, _ verdict: Verdict) {
        ledger.remember(
            YardLedger.Entry(
                id: passage.id, decided: passage.decided, arrived: passage.arrived, place: passage.place,
                direction: passage.direction, tractor: verdict.tractorPlate, trailer: verdict.trailerPlate,
                containers: verdict.containers))
    }

    /// Judges a passage against what was before it, and remembers it.
    public mutating func judge(_ passage: Passage) -> Verdict {
        // Apart, so that nothing holds the ledger while it takes the passage in: it would be copied as a whole.
        let verdict = verdict(on: passage)
        remember(passage, verdict)
        return verdict
    }

    private func verdict(on passage: Passage) -> Verdict {
        let context = context(of: passage)
        let discrepancies = Rules.all.compactMap { rule -> Discrepancy? in
            guard let id = RuleID(rule.number) else { return nil }
            let setting = configuration.setting(id)
            guard setting.isEnabled, let finding = rule.outcome(context).finding else { return nil }
            return Discrepancy(
                rule: id, version: configuration.version, severity: setting.severity, seen: finding.seen,
                declared: finding.declared, reason: finding.reason, sightings: finding.sightings)
        }
        let (channel, reason) = Self.channel(for: discrepancies)
        return Verdict(
            id: passage.id, place: passage.place, direction: passage.direction, arrived: passage.arrived,
            decided: passage.decided, tractorPlate: context.view.tractorText, trailerPlate: context.view.trailerText,
            containers: context.view.containers.map(\.number.text), declaration: context.declaration?.reference,
            discrepancies: discrepancies, channel: channel, channelReason: reason, opensCase: channel != .green)
    }

    func context(of passage: Passage) -> RuleContext {
        let matrix = configuration.confusion
        let match = DeclarationMatcher(matrix: matrix, threshold: configuration.matchThreshold).match(
            passage, in: index)
        let view = VehicleView(passage, declared: match?.declaration, matrix: matrix)
        let tractor = view.tractorText.map { [$0] } ?? []
        let isDeclared = index.candidates(plates: tractor, containers: [], at: passage.arrived, passage).contains {
            $0.vehicle.tractorPlate?.text == view.tractorText
        }
        return RuleContext(
            passage: passage, view: view, match: match, ledger: ledger, configuration: configuration,
            draw: draw(passage.id), isDeclaredTractor: isDeclared, matrix: matrix)
    }

    /// Criteria first, then chance; red over yellow over green.
    static func channel(for discrepancies: [Discrepancy]) -> (Channel, ChannelReason) {
        let criteria = discrepancies.filter { $0.rule.number != R45Random.number }
        if let worst = criteria.map(\.severity).max() { return (worst >= 3 ? .red : .yellow, .criteria) }
        return discrepancies.isEmpty ? (.green, .none) : (.yellow, .random)
    }
}
