public import GateDomain

/// What a model learnt from outcomes says of a declaration (R40).
public struct DeclarationRisk: Hashable, Sendable {
    /// Probability of fraud, 0…1.
    public var score: Double
    /// In an officer's words, the strongest first.
    public var reasons: [String]

    public init(score: Double, reasons: [String]) {
        self.score = score
        self.reasons = reasons
    }
}

/// Scores a declaration; nil when it has no goods that the model can judge.
public typealias RiskScorer = @Sendable (Declaration) -> DeclarationRisk?
