import Foundation
import GatePipeline

/// The one command: joins the adapters and maps their errors to messages and exit status.
@main
struct Bordergate {
    static var commands: [any Command.Type] {
        [
            ReadCommand.self, ReplayCommand.self, RunCommand.self, StatusCommand.self, CheckCommand.self,
            ManifestCommand.self, RegisterCommand.self, MessagesCommand.self, PassCommand.self, DocumentCommand.self,
            FaceCommand.self,
            ServeCommand.self,
            UserCommand.self, FirmCommand.self, KeyCommand.self, VerifyCommand.self, BackupCommand.self,
            RestoreCommand.self,
            RetainCommand.self, ScoreCommand.self,
            ScheduleCommand.self, BenchCommand.self, ReadFilesCommand.self,
        ]
    }

    static func main() async {
        // A reader that goes away (`bordergate … | head`) ends us with an error of the write, not with a signal.
        signal(SIGPIPE, SIG_IGN)
        var words = Array(CommandLine.arguments.dropFirst())
        guard let name = words.first, name != "--help", name != "-h" else {
            print(usage)
            exit(CommandLine.arguments.count > 1 ? 0 : 2)
        }
        words.removeFirst()
        guard let command = commands.first(where: { $0.name == name }) else {
            Terminal.error("there is no command \"\(name)\"; 'bordergate --help' lists them")
            exit(2)
        }
        if words.contains("--help") || words.contains("-h") {
            print(command.help)
            exit(0)
        }
        do {
            let status = try await command.run(Arguments(words, flags: command.flags, options: command.options))
            if Terminal.hasLostOutput {
                Terminal.error("a part of the output could not be written; check where it goes, and the room there")
                exit(ExitStatus.failedInput.rawValue)
            }
            exit(status.rawValue)
        } catch let error as UsageError {
            Terminal.error("\(error); see 'bordergate \(name) --help'")
            exit(2)
        } catch let error as ConfigurationError {
            for line in error.lines { Terminal.error(line) }
            exit(2)
        } catch {
            Terminal.error("\(error)")
            exit(1)
        }
    }

    static var usage: String {
        """
        bordergate: lane cameras in, clearance queue out

        \(commands.map { $0.help.prefix { !$0.isNewline } }.joined(separator: "\n"))

        'bordergate COMMAND --help' tells more. Exit status: 0 done, 1 an input could not be processed, 2 wrong use.
        """
    }
}

/// Exit status of a command that ran.
enum ExitStatus: Int32 {
    case done = 0
    /// Ran, and found an input that it could not process; it was named.
    case failedInput = 1
}

/// One word after `bordergate`.
protocol Command {
    static var name: String { get }
    /// The first line is the synopsis.
    static var help: String { get }
    /// Options without a value.
    static var flags: Set<String> { get }
    /// Options with a value.
    static var options: Set<String> { get }
    /// On the main thread, where it may block.
    @MainActor static func run(_ arguments: Arguments) async throws -> ExitStatus
}
