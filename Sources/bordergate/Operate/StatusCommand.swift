import Foundation
import GateDomain
import GatePipeline

struct StatusCommand: Command {
    static let name = "status"
    static let help = """
        bordergate status --config FILE [options]          how the running gate is

        Asks the gate that runs with FILE over the local socket beside its database. Exit status 0 when all is well, 1 when there
        is something to look at or no gate answers.
          --json    the health as one JSON object
          --watch   again every two seconds, until Ctrl-C
        """
    static let flags: Set<String> = ["--json", "--watch"]
    static let options: Set<String> = ["--config"]

    static func run(_ arguments: Arguments) async throws -> ExitStatus {
        guard let path = arguments.last("--config") else { throw UsageError("--config is missing") }
        let database = try GateFile.live(path).gate.database
        while true {
            let health = StatusSocket.ask(database: database)
            if arguments.has("--watch"), isatty(1) == 1, !arguments.has("--json") { Terminal.line("\u{1B}[2J\u{1B}[H") }
            if let health {
                if arguments.has("--json") {
                    Terminal.line(try JSONLine.encode(health))
                } else {
                    for line in HealthTable.lines(health) { Terminal.line(line) }
                }
            } else {
                Terminal.error("\(StatusSocket.path(of: database)): no gate answers; is 'bordergate run' started?")
            }
            guard arguments.has("--watch") else { return health?.troubles.isEmpty == true ? .done : .failedInput }
            try await Task.sleep(for: .seconds(2))
        }
    }
}
