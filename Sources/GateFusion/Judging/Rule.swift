import GateDomain

/// One discrepancy rule of the domain reference "rules".
protocol Rule: Sendable {
    static var number: Int { get }
    static func outcome(_ context: RuleContext) -> RuleOutcome
}

enum Rules {
    /// In order of their numbers; a later rule may ask what an earlier one found.
    static let all: [any Rule.Type] = [
        R01UndeclaredPlate.self, R02PlateOneOff.self, R03InvalidPlate.self, R05PlatePairDiffers.self,
        R06ImpossibleTravel.self, R07TractorTrailerChanged.self, R08TrailerContainerChanged.self, R09CheckDigit.self,
        R10UndeclaredContainer.self, R12NumbersDiffer.self, R16AlreadyInside.self, R17ExitWithoutEntry.self,
        R44Unseen.self, R45Random.self,
    ]
}
