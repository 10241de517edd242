import GateFusion
import Testing

@Suite struct RuleConfigurationTests {
    @Test func theStandardIsRight() { #expect(RuleConfiguration.standard.problems.isEmpty) }

    @Test func whatMeansNothingIsNamed() {
        var rules = RuleConfiguration.standard
        rules.randomShare = 50
        rules.expectedShare = -1
        rules.weights.classes = .infinity
        rules.rules["R99"] = .init(severity: 3)
        rules.rules["R1"] = .init(severity: 3)
        rules.rules["R05"] = .init(severity: 7)
        rules.travel = [.init("a", "a", seconds: 1), .init("a", "b", seconds: .nan)]
        #expect(
            rules.problems.map { $0.path.joined(separator: ".") } == [
                "randomShare", "expectedShare", "weights.classes", "rules.R05.severity", "rules.R1", "rules.R99",
                "travel.0.gates", "travel.1.seconds",
            ])
    }
}
