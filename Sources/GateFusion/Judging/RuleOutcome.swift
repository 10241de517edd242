/// What a rule says about a passage. Missing input is `unknown`, never a pass.
enum RuleOutcome: Hashable {
    case clear
    /// What was missing to decide.
    case unknown(String)
    case found(Finding)

    var finding: Finding? {
        if case .found(let finding) = self { finding } else { nil }
    }
}
