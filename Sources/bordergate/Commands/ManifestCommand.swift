import Foundation
import GateDomain
import GateManifests

struct ManifestCommand: Command {
    static let name = "manifest"
    static let help = """
        bordergate manifest [--json] FILE…                 understand declarations and print them

        Reads EDIFACT, NCTS, ASYCUDA, WCO XML and the profiles of deploy/declaration-profile.md; finds the format from
        the content. Prints one declaration, or one notice about an earlier one, a line; what could not be understood
        goes to standard error with its place, and the exit status is then 1.
          --json              one JSON object a line, the profile of deploy/declaration-profile.md
        \(TimeZoneOption.help)
        """
    static let flags: Set<String> = ["--json"]
    static let options: Set<String> = [TimeZoneOption.word]

    static func run(_ arguments: Arguments) throws -> ExitStatus {
        var status = ExitStatus.done
        let reader = ManifestReader(zones: try TimeZoneOption.read(arguments))
        for path in try arguments.operands(atLeast: 1, called: "FILE") {
            guard let data = FileManager.default.contents(atPath: path) else {
                Terminal.error("\(path): cannot be read; check the path and its permissions")
                status = .failedInput
                continue
            }
            let reading = reader.read([UInt8](data), name: path)
            if arguments.has("--json") {
                for declaration in reading.declarations { Terminal.line(ManifestWriter.jsonLine(declaration)) }
                for notice in reading.notices { Terminal.line(ManifestWriter.jsonLine(notice)) }
            } else {
                let messages = reading.messages.isEmpty ? "" : " " + reading.messages.joined(separator: ", ")
                Terminal.line("\(path): \(reading.format.rawValue)\(messages)")
                for declaration in reading.declarations { Terminal.line("  " + summary(declaration)) }
                for notice in reading.notices {
                    let words = ["\(notice.reference) v\(notice.version)", notice.kind.rawValue, notice.remark]
                    Terminal.line("  notice " + words.compactMap { $0 }.joined(separator: "  "))
                }
            }
            for problem in reading.problems {
                Terminal.error("\(problem)")
                if problem.severity == .error { status = .failedInput }
            }
        }
        return status
    }

    private static func summary(_ declaration: Declaration) -> String {
        let plates = [declaration.vehicle.tractorPlate, declaration.vehicle.trailerPlate]
            .compactMap { $0?.display }.joined(separator: " + ")
        let boxes = declaration.containers.map(\.number).joined(separator: ", ")
        return "\(declaration.reference) v\(declaration.version) \(declaration.status.rawValue)  "
            + (plates.isEmpty ? "no plates" : plates) + "  " + (boxes.isEmpty ? "no containers" : boxes)
    }
}
