import Foundation

/// How often a number that was read so is right, and what keeps one from counting.
struct NumberConfidence {
    let calibration: CodeEngine.Description.Calibration

    /// Log-likelihood a character from which a number is reported whose check digit is wrong.
    private static let acceptInvalid = -0.06
    /// A failing check digit is more often a misreading than a wrong mark.
    private static let mostInvalid = 0.85
    /// Without its check digit a number has nothing to prove it; neither has one that the sum chose among several.
    private static let (mostUnseen, mostChosen) = (0.75, 0.85)
    /// European swap bodies do not come to the gate: what reads like one is lettering, or a U that is misread.
    private static let mostSwapBody = 0.8
    /// Probability of being right from which any other is reported.
    private static let acceptValid = 0.5
    /// Log-likelihood a character that a frame of a stream needs: it is read on one crop, and the next frame may show it better.
    private static let streamFloor = -0.30

    /// 0…1. A failing check digit is a finding: then the reading alone has to be sure.
    func value(of vote: NumberVote) -> Double {
        guard vote.isValid else { return Self.mostInvalid * exp(vote.score * 3) / (1 + exp(-vote.margin)) }
        var sum = calibration.bias + calibration.score * max(vote.score, -3) + calibration.joint * max(vote.joint, -3)
        sum += calibration.margin * min(max(vote.margin, -4), 2)
        sum += calibration.again * min(3, Double(vote.agreeing - 1))
        var most = 1.0
        if !vote.isCheckDigitSeen { most = min(most, Self.mostUnseen) }
        if vote.isChosenBySum { most = min(most, Self.mostChosen) }
        if !vote.isISO { most = min(most, Self.mostSwapBody) }
        return min(most, 1 / (1 + exp(-sum)))
    }

    /// Why a number does not count; nil for one that does.
    func refusal(of vote: NumberVote, isPicture: Bool) -> String? {
        if let lettering = vote.lettering { return lettering }
        if vote.isGuess { return "a character is not seen, and neither is the check digit that would tell it" }
        if vote.isValid {
            let isSure = value(of: vote) >= Self.acceptValid && (isPicture || vote.score > Self.streamFloor)
            return isSure ? nil : "read with too much doubt"
        }
        return vote.score > Self.acceptInvalid && vote.margin > 0
            ? nil : "the check digit fails, and it is not read surely enough to say so"
    }
}
