import GateDomain

/// All that a rule may look at.
struct RuleContext {
    let passage: Passage
    let view: VehicleView
    let match: Match?
    let ledger: YardLedger
    let configuration: RuleConfiguration
    /// Keyed random number of the passage, 0..<1.
    let draw: Double
    /// Whether a plate is the tractor's or the trailer's of any live declaration.
    let isDeclaredTractor: Bool
    let matrix: ConfusionMatrix
    let registers: Registers
    let history: DeclarationHistory
    let risk: RiskScorer?
    /// What fits best among declarations that are cancelled, refused, expired or not yet valid; nil when a live one was found.
    let dead: Declaration?
    let weighing: Verdict.Weighing?

    var declaration: Declaration? { match?.declaration }
    var declaredNumbers: [String] { declaration?.containers.map { Plate.normalised($0.number) } ?? [] }

    func isDeclared(_ number: String) -> Bool { declaredNumbers.contains(number) }

    /// A declared number that was not read itself, of which the seen one is a look-alike with a check digit that fails.
    func misreadOf(_ seen: VehicleView.SeenContainer) -> String? {
        guard !seen.number.isCheckDigitValid, !isDeclared(seen.number.text) else { return nil }
        return declaredNumbers.first { declared in
            ContainerNumber(declared)?.isCheckDigitValid == true
                && matrix.resemblance(declared, seen.number.text) == .confusable(1)
        }
    }

    /// Moments of the vehicle's parts before this passage.
    func last(_ part: YardLedger.Part, _ text: String) -> YardLedger.Entry? {
        ledger.last(part, text, before: passage)
    }

    /// The last first.
    func movements(_ part: YardLedger.Part, _ text: String) -> [YardLedger.Entry] {
        ledger.movements(part, text, before: passage)
    }

    /// The stay that has not ended: the part's last movement, when it was an entry.
    func stay(_ part: YardLedger.Part, _ text: String) -> YardLedger.Entry? {
        guard let entry = last(part, text), entry.direction == .entry else { return nil }
        return entry
    }

    func isSame(_ a: String, _ b: String) -> Bool { matrix.resemblance(a, b).isSameThing }
}
