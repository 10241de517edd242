import Foundation
import GateSelectivity

struct ScoreCommand: Command {
    static let name = "score"
    static let help = """
        bordergate score [--json] FILE.csv…                how risky declarations are, and why

        FILE is a table of declarations with the columns Declaration ID, HS6 Code, Country of Origin, Country of Departure,
        Tax Type, Tax Rate, Net Mass (kg) and Item Price; others are passed over. Prints the riskiest first.
          --json        one JSON object a row, in the file's order: declaration, score 0–1, reasons
          --models DIR  folder with customs-model.json and customs-neighbours.bin
        """
    static let flags: Set<String> = ["--json"]
    static let options: Set<String> = [ModelFolder.option]

    private struct Line: Encodable {
        var declaration: String
        var score: Double
        var reasons: [RiskReason]
    }

    static func run(_ arguments: Arguments) throws -> ExitStatus {
        let paths = try arguments.operands(atLeast: 1, called: "FILE.csv")
        let model = try RiskModel(folder: try ModelFolder.find(arguments))
        var status = ExitStatus.done
        for path in paths {
            guard let data = FileManager.default.contents(atPath: path) else {
                Terminal.error("\(path): cannot be read; check the path and its permissions")
                status = .failedInput
                continue
            }
            let table = CustomsTable([UInt8](data), name: path)
            for problem in table.problems {
                Terminal.error(problem)
                status = .failedInput
            }
            let lines = zip(table.declarations, try model.scores(of: table.declarations)).map {
                Line(declaration: $0.id, score: ($1.score * 10_000).rounded() / 10_000, reasons: $1.reasons)
            }
            if arguments.has("--json") {
                for line in lines { Terminal.line(try JSONLine.encode(line)) }
                continue
            }
            let ranked = lines.enumerated().sorted { ($1.element.score, $0.offset) < ($0.element.score, $1.offset) }
            for (_, line) in ranked {
                Terminal.line(
                    "\(String(format: "%5.1f%%", line.score * 100))  \(line.declaration)  \(line.reasons.first?.text ?? "")"
                )
            }
        }
        return status
    }
}
