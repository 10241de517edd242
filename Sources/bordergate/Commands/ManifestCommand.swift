import Foundation
import GateDomain
import GateManifests

struct ManifestCommand: Command {
    static let name = "manifest"
    static let help = """
        bordergate manifest [--json] FILE…                 understand declarations and print them

        Finds the format from the content. Prints one declaration a line; what could not be understood goes to
        standard error with its place, and the exit status is then 1.
          --json   one JSON object a line, the profile of deploy/declaration-profile.md
        """
    static let flags: Set<String> = ["--json"]
    static let options: Set<String> = []

    static func run(_ arguments: Arguments) throws -> ExitStatus {
        var status = ExitStatus.done
        for path in try arguments.operands(atLeast: 1, called: "FILE") {
            guard let data = FileManager.default.contents(atPath: path) else {
                Terminal.error("\(path): cannot be read; check the path and its permissions")
                status = .failedInput
                continue
            }
            let reading = ManifestReader().read([UInt8](data), name: path)
            for declaration in reading.declarations {
                if arguments.has("--json") {
                    Terminal.line(ManifestWriter.jsonLine(declaration))
                } else {
                    let plates = [declaration.vehicle.tractorPlate, declaration.vehicle.trailerPlate]
                        .compactMap { $0?.display }.joined(separator: " + ")
                    let boxes = declaration.containers.map(\.number).joined(separator: ", ")
                    let vehicle = plates.isEmpty ? "no plates" : plates
                    Terminal.line(
                        "\(declaration.reference) v\(declaration.version) \(declaration.status.rawValue)  \(vehicle)  "
                            + (boxes.isEmpty ? "no containers" : boxes))
                }
            }
            for problem in reading.problems {
                Terminal.error("\(problem)")
                if problem.severity == .error { status = .failedInput }
            }
        }
        return status
    }
}
