import GateStore

struct VerifyCommand: Command {
    static let name = "verify"
    static let help = """
        bordergate verify --database F                     audit chain and evidence hashes

        Walks the audit log's hash chain and checks every record and every evidence picture against it.
        Names each record that does not fit; the exit status is then 1.
        """
    static let flags: Set<String> = []
    static let options: Set<String> = ["--database"]

    static func run(_ arguments: Arguments) throws -> ExitStatus {
        guard let path = arguments.last("--database") else { throw UsageError("--database is missing") }
        let report = try SQLiteStore(path: path, options: StoreOptions(readOnly: true)).verify()
        for failure in report.failures { Terminal.error("\(failure)") }
        Terminal.line(
            "\(path): \(report.auditRecords) audit records, \(report.sightings) sightings, \(report.passages) passages, "
                + "\(report.sensorEvents) sensor events, \(report.pictures) pictures: "
                + (report.failures.isEmpty ? "intact" : "\(report.failures.count) damaged"))
        return report.failures.isEmpty ? .done : .failedInput
    }
}
