import Foundation
import GateDomain
import GateFusion

/// True against false matches among many live declarations, with reads drawn from a confusion matrix.
///
/// Each character is read as the matrix says. What the reader gives to other characters is drawn from what was measured of it: to the
/// true one where it is wrong, to a look-alike where it is right. A file without that leaves every read without alternatives. A declared truck that is linked to its own declaration is a true match; a truck without declaration that is linked to any,
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
        var certainty = ReaderCertainty()
        if let path = arguments.last("--matrix") {
            guard let data = FileManager.default.contents(atPath: path),
                let measured = try? JSONDecoder().decode(MeasuredReader.self, from: data)
            else {
                throw UsageError("\(path): no confusion matrix; 'bordergate bench reading --matrix FILE' writes one")
            }
            configuration.confusion = measured.matrix
            certainty = measured.certainty
        }
        var traffic = BenchTraffic(declarations: count, seed: 2)
        // Nothing is remembered between the trials: each is a truck of its own.
        let judge = Judge(configuration: configuration, declarations: traffic.declarations, draw: { _ in 0.5 })
        let reader = Reader(matrix: configuration.confusion, certainty: certainty)
        let known = Set(
            traffic.declarations.compactMap { $0.vehicle.tractorPlate?.text }
                + traffic.declarations.flatMap { $0.containers.map(\.number) })
        for (name, showsBox) in [("plate", false), ("plate and container", true)] {
            var own: [(score: Double, isOwn: Bool)] = []
            var strange: [Double] = []
            var (silent, asked, falseSilent) = (0, 0, 0)
            for number in 0..<trials {
                let declared = traffic.declarations[traffic.roll(count)]
                let isDeclared = number % 2 == 0
                var written = declared.vehicle.tractorPlate?.text ?? ""
                var box = declared.containers.first?.number ?? ""
                // By chance an invented plate or number is a declared one: then it is no stranger's.
                while !isDeclared, known.contains(written) { written = traffic.plate() }
                while !isDeclared, known.contains(box) { box = traffic.container() }
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
                    if isSilent { falseSilent += 1 }
                }
            }
            for threshold in stride(from: 6.0, through: showsBox ? 50 : 24, by: showsBox ? 2 : 0.5) {
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

    /// Reads characters as was measured of a reader.
    private struct Reader {
        let matrix: ConfusionMatrix
        let certainty: ReaderCertainty
        private static let alphabet = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")

        func read(_ written: String, _ traffic: inout BenchTraffic) -> ReadText {
            ReadText(
                written.compactMap { character in
                    var left = traffic.chance()
                    let read = Self.alphabet.first { other in
                        guard other != character else { return false }
                        left -= matrix.probability(of: other, for: character)
                        return left < 0
                    }
                    // The second choice: the truth of a wrong read, else a character as likely as the matrix has it.
                    let second = read == nil ? lookAlike(of: character, &traffic) : character
                    let measured = read == nil ? certainty.ofOtherWhenRight : certainty.ofTruthWhenWrong
                    let doubt = measured.isEmpty ? 0 : measured[traffic.roll(measured.count)]
                    return ReadCharacter([.init(read ?? character, 1 - doubt), .init(second, doubt)])
                })
        }

        private func lookAlike(of character: Character, _ traffic: inout BenchTraffic) -> Character {
            let others = Self.alphabet.filter { $0 != character }
            let weights = others.map { matrix.probability(of: $0, for: character) }
            var left = traffic.chance() * weights.reduce(0, +)
            return zip(others, weights).first { _, weight in
                left -= weight
                return left < 0
            }?.0 ?? others[0]
        }
    }
}
