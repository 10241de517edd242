import GateDomain
import GatePipeline
import GateStore

struct RetainCommand: Command {
    static let name = "retain"
    static let help = """
        bordergate retain --config FILE                    lets go of what is older than FILE's "retention" says

        Pictures of passages that no officer had to see, pictures of resolved cases, and drivers' numbers, each after its days.
        The audit chain says what went, and stays verifiable. A running gate does this by itself every night.
          --explain      nothing goes; says what would. Works beside a running gate
          --at TIME      as if it were then, as 2026-03-02T01:00:00Z
        """
    static let flags: Set<String> = ["--explain"]
    static let options: Set<String> = ["--config", "--at"]

    static func run(_ arguments: Arguments) async throws -> ExitStatus {
        guard let path = arguments.last("--config") else { throw UsageError("--config is missing") }
        let configuration = try GateFile.live(path).gate
        var now = Instant.now
        if let text = arguments.last("--at") {
            guard let instant = Instant(rfc3339: text) else {
                throw UsageError("--at takes a time such as 2026-03-02T01:00:00Z, not \"\(text)\"")
            }
            now = instant
        }
        let isTrial = arguments.has("--explain")
        let store = try SQLiteStore(path: configuration.database, options: StoreOptions(readOnly: isTrial))
        let rules = configuration.retention
        let report = try await store.retain(rules, at: now, isTrial: isTrial)
        for line in lines(report, rules, at: now) { Terminal.line(line) }
        if !isTrial { await store.close() }
        return .done
    }

    /// What went, or would, with the rule that says so.
    static func lines(_ report: RetentionReport, _ rules: RetentionConfiguration, at now: Instant) -> [String] {
        func before(_ days: Double) -> String { "before \(now.advanced(bySeconds: -days * 86400).rfc3339)" }
        var lines = [
            "\(report.greenPictures) pictures of passages that no officer had to see, \(before(rules.greenPictureDays))",
            "\(report.casePictures) pictures of resolved cases, \(before(rules.casePictureDays))",
        ]
        if let days = rules.personalDays { lines.append("\(report.drivers) drivers' numbers, \(before(days))") }
        if report.strayFiles > 0 { lines.append("\(report.strayFiles) files that no record named") }
        return lines
    }
}
