import Dispatch
import Foundation
import GatePipeline
import GateServer
import GateStore

struct ServeCommand: Command {
    static let name = "serve"
    static let help = """
        bordergate serve --database F --serve ADDRESS      the firms' API and the pages over a database, without lanes

        `run` serves by its configuration's "server", `replay` by --serve. Stops on SIGTERM and SIGINT: what is in flight is
        answered, streams end.
        \(TimeZoneOption.help)
        \(ServeOptions.help)
        """
    static let flags: Set<String> = []
    static let options: Set<String> = ServeOptions.words.union(["--database", TimeZoneOption.word])

    static func run(_ arguments: Arguments) throws -> ExitStatus {
        guard let path = arguments.last("--database") else { throw UsageError("--database is missing") }
        guard let options = try ServeOptions.read(arguments) else { throw UsageError("--serve is missing") }
        let store = try SQLiteStore(path: path)
        let service = try GateService(
            options, database: path, store: store, zones: try TimeZoneOption.read(arguments))
        StopSignal.wait()
        service.stop()
        return .done
    }
}

/// SIGTERM or SIGINT, waited for.
enum StopSignal {
    static func wait() {
        let stopped = DispatchSemaphore(value: 0)
        let sources = [SIGTERM, SIGINT].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
            source.setEventHandler { stopped.signal() }
            source.resume()
            return source
        }
        stopped.wait()
        for source in sources { source.cancel() }
    }
}
