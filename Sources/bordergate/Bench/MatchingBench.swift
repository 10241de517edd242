import Foundation
import GateDomain
import GateFusion

/// True against false matches among many live declarations, with reads drawn from a confusion matrix.
///
/// Each character is read as the matrix says; its alternatives are what the matrix makes of the read one (Bayes, every character equally
/// likely). A declared truck that is linked to its own declaration is a true match; a truck without declaration that is linked to any,
/// a false one. Between the two an officer is asked (R02), which counts as neither here: `asked` tells how often.
enum MatchingBench {
    private struct Line: Encodable {
        var identifiers: String
        var threshold: Double
        var truePercent: Double
        /// Declared trucks that were linked to another's declaration.
        var otherPercent: Double
        var falsePercent: Double
        /// At this threshold, by the gate's rules: verdicts of declared trucks without any finding, and those of R02.
        var silentPercent: Double
        var askedPercent: Double
        var falseSilentPercent: Double
    }

    static func run(_ arguments: Arguments) throws -> ExitStatus {
        let count = try arguments.number("--declarations", default: 100_000, in: 1...1_000_000)
        let trials = try arguments.number("--passages", default: 20_000, in: 10...1_000_000)
        var configuration = RuleConfiguration.standard
        if let path = arguments.last("--matrix") {
            guard let data = FileManager.default.contents(atPath: path),
                let matrix = try? JSONDecoder().decode(ConfusionMatrix.self, from: data)
            else {
                throw UsageError("\(path): no confusion matrix; 'bordergate bench reading --matrix FILE' writes one")
            }
            configuration.confusion = matrix
        }
        var traffic = BenchTraffic(declarations: count, seed: 2)
        // Nothing is remembered between the trials: each is a truck of its own.
        let judge = Judge(configuration: configuration, declarations: traffic.declarations, draw: { _ in 0.5 })
        let reader = Reader(matrix: configuration.confusion)
        for (name, showsBox) in [("plate", false), ("plate and container", true)] {
            var own: [(score: Double, isOwn: Bool)] = []
            var strange: [Double] = []
            var (silent, asked, falseSilent) = (0, 0, 0)
            for number in 0..<trials {
                let declared = traffic.declarations[traffic.roll(count)]
                let isDeclared = number % 2 == 0
                let written = isDeclared ? declared.vehicle.tractorPlate?.text ?? "" : traffic.plate()
                let box = isDeclared ? declared.containers.first?.number ?? "" : traffic.container()
                let passage = traffic.passage(
                    number, tractor: reader.read(written, &traffic), trailer: nil,
                    box: showsBox ? reader.read(box, &traffic) : nil)
                let best = judge.bestCandidate(for: passage)
                var copy = judge
                let verdict = copy.judge(passage)
                let isSilent = verdict.declaration != nil && !verdict.discrepancies.contains { $0.rule.number <= 10 }
                if isDeclared {
                    own.append((best?.score ?? -.infinity, best?.reference == declared.reference))
                    if isSilent { silent += 1 }
                    if verdict.discrepancies.contains(where: { $0.rule.number == 2 }) { asked += 1 }
                } else {
                    strange.append(best?.score ?? -.infinity)
                    // By chance an invented plate is a declared one: then it is declared.
                    if isSilent, verdict.tractorPlate != written || showsBox { falseSilent += 1 }
                }
            }
            for threshold in stride(from: 6.0, through: 42, by: showsBox ? 4 : 2) {
                Terminal.line(
                    try JSONLine.encode(
                        Line(
                            identifiers: name, threshold: threshold,
                            truePercent: percent(own.count { $0.score >= threshold && $0.isOwn }, of: own.count),
                            otherPercent: percent(own.count { $0.score >= threshold && !$0.isOwn }, of: own.count),
                            falsePercent: percent(strange.count { $0 >= threshold }, of: strange.count),
                            silentPercent: percent(silent, of: own.count), askedPercent: percent(asked, of: own.count),
                            falseSilentPercent: percent(falseSilent, of: strange.count))))
            }
        }
        return .done
    }

    private static func percent(_ part: Int, of whole: Int) -> Double {
        (Double(part) / Double(max(1, whole)) * 100_000).rounded() / 1000
    }

    /// Reads characters as a confusion matrix says.
    private struct Reader {
        let matrix: ConfusionMatrix
        private static let alphabet = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")

        func read(_ written: String, _ traffic: inout BenchTraffic) -> ReadText {
            ReadText(
                written.compactMap { character in
                    var read = character
                    var left = traffic.chance()
                    for other in Self.alphabet where other != character {
                        left -= matrix.probability(of: other, for: character)
                        if left < 0 {
                            read = other
                            break
                        }
                    }
                    let errors = Self.alphabet.filter { $0 != read }.map { ($0, matrix.probability(of: read, for: $0)) }
                    let sum = errors.reduce(0) { $0 + $1.1 }
                    let alternatives = errors.sorted { ($1.1, $0.0) < ($0.1, $1.0) }.prefix(4)
                    return ReadCharacter(
                        [.init(read, max(0.5, 1 - sum))] + alternatives.map { .init($0.0, $0.1) })
                })
        }
    }
}
