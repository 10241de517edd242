import GateDomain

/// All that a rule may look at.
struct RuleContext {
    let passage: Passage
    let view: VehicleView
    let match: Match?
    let past: Past
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
    func last(_ part: YardMovement.Part, _ text: String) -> YardMovement? {
        past.movements(part, text, atMost: 1).first
    }

    /// The last first.
    /// - Parameter days: how far to look back, if that is further than is remembered otherwise.
    func movements(_ part: YardMovement.Part, _ text: String, days: Double = 0) -> [YardMovement] {
        past.movements(part, text, atMost: 1000, within: days * 86400)
    }

    /// The stay that has not ended: the part's last movement, when it was an entry.
    func stay(_ part: YardMovement.Part, _ text: String) -> YardMovement? {
        guard let entry = last(part, text), entry.direction == .entry else { return nil }
        return entry
    }

    func isSame(_ a: String, _ b: String) -> Bool { matrix.resemblance(a, b).isSameThing }
}
