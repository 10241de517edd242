public import GateDomain

/// Matches passages with declarations, applies the rules and chooses the channel, in order of (decided, id) over all lanes.
public struct Judge: Sendable {
    public private(set) var configuration: RuleConfiguration
    private let draw: @Sendable (String) -> Double
    private var risk: RiskScorer?
    private var index: DeclarationIndex
    private var ledger: YardLedger
    private var history: DeclarationHistory
    private let archive: (any Archive)?
    private var registers: Registers

    /// - Parameters:
    ///   - archive: what knows the passages and declarations of the past; without one, all of them are held in memory.
    ///   - risk: a model of an agency's own outcomes (R40); none ships for this border.
    ///   - draw: keyed random number, 0..<1, of a text (R45, top-up).
    public init(
        configuration: RuleConfiguration = .standard, registers: Registers = .none, declarations: [Declaration],
        archive: (any Archive)? = nil, risk: RiskScorer? = nil,
        draw: @escaping @Sendable (String) -> Double
    ) {
        self.configuration = configuration
        self.registers = registers
        self.risk = risk
        self.draw = draw
        self.archive = archive
        index = DeclarationIndex(matrix: configuration.confusion, archive: archive)
        history = DeclarationHistory(archive: archive)
        ledger = YardLedger(
            retention: configuration.retentionDays * 86400, matrix: configuration.confusion, archive: archive)
        for declaration in declarations { add(declaration) }
    }

    /// A declaration that arrives under way; a newer version replaces the older one of its reference.
    public mutating func add(_ declaration: Declaration) {
        if index.add(declaration) { history.add(declaration) }
    }

    /// Rules and lists that were changed while the gate runs; what is known of declarations and vehicles stays, and with it the
    /// confusion matrix and the days that it is kept.
    public mutating func replace(_ configuration: RuleConfiguration, _ registers: Registers, risk: RiskScorer?) {
        let (confusion, retentionDays) = (self.configuration.confusion, self.configuration.retentionDays)
        self.configuration = configuration
        self.configuration.confusion = confusion
        self.configuration.retentionDays = retentionDays
        self.registers = registers
        self.risk = risk
    }

    /// History from the store, in any order.
    public mutating func remember(_ passage: Passage, _ verdict: Verdict) {
        ledger.remember(YardMovement(passage, verdict))
    }

    /// Judges a passage against what was before it, and remembers it.
    public mutating func judge(_ passage: Passage) -> Verdict {
        // Apart, so that nothing holds the ledger while it takes the passage in: it would be copied as a whole.
        _ = archive?.failure()
        if configuration.expectedShare > 0 {
            ledger.prepareSelected(before: passage, within: configuration.topUpHours * 3600)
        }
        var verdict = verdict(on: passage)
        if let failure = archive?.failure() {
            verdict = Verdict(
                unjudged: passage, reason: "The past could not be looked up (\(failure)): an officer decides.")
        }
        remember(passage, verdict)
        return verdict
    }

    /// What a report adds that came after its passage was decided: the standing findings stay, new ones join them, and the channel can
    /// only become stricter. Declarations that arrived in between change nothing.
    /// - Returns: nil when the passage has the reading already, or nothing new is found.
    public func revision(of passage: Passage, _ standing: Verdict, by event: SensorEvent) -> (
        passage: Passage, verdict: Verdict
    )? {
        guard !passage.readings.contains(where: { $0.id == event.id }) else { return nil }
        var revised = passage
        let place = passage.readings.firstIndex { ($0.at, $0.id) > (event.at, event.id) } ?? passage.readings.endIndex
        revised.readings.insert(event, at: place)
        let without = verdict(on: passage)
        let with = verdict(on: revised)
        let known = Set((without.discrepancies + standing.discrepancies).map(\.rule))
        let added = with.discrepancies.filter { !known.contains($0.rule) }
        guard !added.isEmpty else { return nil }
        var verdict = standing
        verdict.discrepancies = (standing.discrepancies + added).sorted { $0.rule < $1.rule }
        verdict.unknown = standing.unknown.filter { with.unknown[$0.key] != nil }
        verdict.weighing = with.weighing ?? standing.weighing
        let decision = Selectivity(configuration: configuration).decide(added, selected: (0, 0), draw: 1)
        if decision.channel.strictness > standing.channel.strictness {
            verdict.channel = decision.channel
            verdict.channelReason = decision.reason
        }
        verdict.opensCase = verdict.channel.opensCase
        verdict.holds = verdict.opensCase ? holds(verdict.discrepancies) : []
        return (revised, verdict)
    }

    private func holds(_ discrepancies: [Discrepancy]) -> [String] {
        Set(discrepancies.filter { $0.severity >= 2 }.flatMap { configuration.agencies($0.rule) }).sorted()
    }

    /// Rules that ask what time it is, or what was before: travel, stay, use again, validity, quota, permit, certificates.
    private static let rulesOfTime: Set<Int> = [6, 16, 20, 26, 31, 32, 33, 35, 36, 39, 43]

    private func verdict(on passage: Passage) -> Verdict {
        let context = context(of: passage)
        var discrepancies: [Discrepancy] = []
        var unknown: [RuleID: String] = [:]
        for rule in Rules.all {
            guard let id = RuleID(rule.number) else { continue }
            let setting = configuration.setting(id)
            guard setting.isEnabled else { continue }
            if passage.clock == .unknown, Self.rulesOfTime.contains(rule.number) {
                unknown[id] = "the recording does not say when it was made"
                continue
            }
            switch rule.outcome(context) {
            case .clear: break
            case .unknown(let missing): unknown[id] = missing
            case .found(let finding):
                discrepancies.append(
                    Discrepancy(
                        rule: id, version: configuration.version, severity: finding.severity ?? setting.severity,
                        seen: finding.seen, declared: finding.declared, reason: finding.reason,
                        sightings: finding.sightings))
            }
        }
        let past =
            configuration.expectedShare > 0
            ? ledger.selected(before: passage, within: configuration.topUpHours * 3600) : (0, 0)
        let decision = Selectivity(configuration: configuration).decide(
            discrepancies, selected: past, draw: draw("top-up " + passage.id))
        let opensCase = decision.channel.opensCase
        return Verdict(
            id: passage.id, place: passage.place, direction: passage.direction, arrived: passage.arrived,
            decided: passage.decided, tractorPlate: context.view.tractorText, trailerPlate: context.view.trailerText,
            containers: context.view.containers.map(\.number.text), declaration: context.declaration?.reference,
            discrepancies: discrepancies, channel: decision.channel, channelReason: decision.reason,
            opensCase: opensCase, unknown: unknown, holds: opensCase ? holds(discrepancies) : [],
            weighing: context.weighing)
    }

    /// The declaration that fits a passage best, however badly, with its log-likelihood ratio: what benchmarks draw curves from.
    public func bestCandidate(for passage: Passage) -> (reference: String, score: Double)? {
        let matcher = DeclarationMatcher(matrix: configuration.confusion, threshold: -.infinity)
        return matcher.match(passage, among: DeclarationFinder(index)).map { ($0.declaration.reference, $0.score) }
    }

    func context(of passage: Passage) -> RuleContext {
        let matrix = configuration.confusion
        let matcher = DeclarationMatcher(matrix: matrix, threshold: configuration.matchThreshold)
        let finder = DeclarationFinder(index)
        let past = Past(ledger, of: passage)
        let match = matcher.match(passage, among: finder)
        let dead = match == nil ? matcher.match(passage, among: finder, live: false)?.declaration : nil
        let view = VehicleView(passage, declared: match?.declaration, matrix: matrix)
        let tractor = view.tractorText.map { [$0] } ?? []
        let isDeclared = finder.candidates(plates: tractor, containers: [], for: passage).contains {
            $0.vehicle.tractorPlate?.text == view.tractorText
        }
        return RuleContext(
            passage: passage, view: view, match: match, past: past, configuration: configuration,
            draw: draw(passage.id), isDeclaredTractor: isDeclared, matrix: matrix, registers: registers,
            history: history, risk: risk, dead: dead,
            weighing: WeightModel(settings: configuration.weights).weighing(
                of: passage, view: view, declaration: match?.declaration, past: past))
    }
}
