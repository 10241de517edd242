import Foundation
import GateDomain
import GateSelectivity
import GateStore

/// The risk model against known outcomes, beside random selection.
enum SelectivityBench {
    private struct Line: Encodable {
        var table: String
        var declarations: Int
        var fraudulent: Int
        var baseRate: Double
        var precisionAt1: Double
        var precisionAt5: Double
        var precisionAt10: Double
        /// Share of all fraud that the top tenth holds.
        var recallAt10: Double
        var areaUnderCurve: Double
        /// What a keyed random share finds: it stays random whatever the model says, and so tells how good the model is.
        var randomShare: Double
        var randomSelected: Int
        var randomPrecision: Double
        /// Fraud rate of the randomly chosen whom the model would have sent green (score below the top tenth's).
        var randomMissedByModel: Double
        var milliseconds: Double
    }

    static func run(_ arguments: Arguments) throws -> ExitStatus {
        let model = try RiskModel(folder: try ModelFolder.find(arguments))
        let share = Double(try arguments.number("--random", default: 5, in: 0...100)) / 100
        var status = ExitStatus.done
        for path in arguments.operands.dropFirst() {
            guard let data = FileManager.default.contents(atPath: path) else {
                Terminal.error("\(path): cannot be read; check the path and its permissions")
                status = .failedInput
                continue
            }
            let table = CustomsTable([UInt8](data), name: path)
            for problem in table.problems { Terminal.error(problem) }
            let known = table.declarations.filter { $0.isFraud != nil }
            guard !known.isEmpty else {
                Terminal.error("\(path): no row with an outcome; the column \"Fraud\" says 0 or 1")
                status = .failedInput
                continue
            }
            let clock = ContinuousClock()
            var scores: [RiskScore] = []
            let taken = try clock.measure { scores = try model.scores(of: known) }
            let order = known.indices.sorted { (scores[$1].score, $0) < (scores[$0].score, $1) }
            let isFraud = known.map { $0.isFraud == true }
            func found(_ share: Double) -> Int {
                order.prefix(max(1, Int(saturating: Double(known.count) * share))).count { isFraud[$0] }
            }
            func precision(_ share: Double) -> Double {
                Double(found(share)) / Double(max(1, Int(saturating: Double(known.count) * share)))
            }
            let drawn = known.indices.filter {
                Hashing.keyedDraw(key: Array("bench".utf8), text: known[$0].id) < share
            }
            let chosen = Set(order.prefix(known.count / 10))
            let green = drawn.filter { !chosen.contains($0) }
            func rate(_ indices: [Int]) -> Double {
                indices.isEmpty ? 0 : Double(indices.count { isFraud[$0] }) / Double(indices.count)
            }
            let fraudulent = isFraud.count { $0 }
            let milliseconds = Double(taken.components.seconds) * 1000 + Double(taken.components.attoseconds) / 1e15
            func rounded(_ value: Double) -> Double { (value * 10_000).rounded() / 10_000 }
            Terminal.line(
                try JSONLine.encode(
                    Line(
                        table: path, declarations: known.count, fraudulent: fraudulent,
                        baseRate: rounded(Double(fraudulent) / Double(known.count)),
                        precisionAt1: rounded(precision(0.01)),
                        precisionAt5: rounded(precision(0.05)), precisionAt10: rounded(precision(0.1)),
                        recallAt10: rounded(Double(found(0.1)) / Double(max(1, fraudulent))),
                        areaUnderCurve: rounded(area(order, isFraud)), randomShare: share, randomSelected: drawn.count,
                        randomPrecision: rounded(rate(drawn)), randomMissedByModel: rounded(rate(green)),
                        milliseconds: milliseconds.rounded())))
        }
        return status
    }

    /// Probability that a fraudulent declaration is ranked before an honest one.
    private static func area(_ order: [Int], _ isFraud: [Bool]) -> Double {
        var (honest, pairs) = (0.0, 0.0)
        for index in order.reversed() {
            if isFraud[index] { pairs += honest } else { honest += 1 }
        }
        let fraudulent = Double(order.count) - honest
        return honest * fraudulent > 0 ? pairs / (honest * fraudulent) : 0
    }
}
