import Foundation
import GateStore

struct VerifyCommand: Command {
    static let name = "verify"
    static let help = """
        bordergate verify --database F [--head HASH]…      audit chain, every row and every picture

        Walks the audit log's hash chain, weighs every row of every table against what the chain says was written, and
        checks every picture against its hash. Names each thing that does not fit; the exit status is then 1. Prints the
        head of the chain: keep it elsewhere, so that a cut or rewritten chain can be told later. Reads only; works beside
        a running gate and on a medium that cannot be written.
          --head HASH   a head that was kept: it must be in the chain; may be given several times
          --heads F     a file of heads as `run` writes it (a JSON object a line): each must be in the chain
        """
    static let flags: Set<String> = []
    static let options: Set<String> = ["--database", "--head", "--heads"]

    static func run(_ arguments: Arguments) async throws -> ExitStatus {
        guard let path = arguments.last("--database") else { throw UsageError("--database is missing") }
        var heads: Set<String> = []
        for hash in arguments.all("--head") {
            guard hash.utf8.count == 64, hash.allSatisfy(\.isHexDigit) else {
                throw UsageError("--head takes the 64 hexadecimal digits that verify prints, not \"\(hash)\"")
            }
            heads.insert(hash.lowercased())
        }
        for file in arguments.all("--heads") { heads.formUnion(try AuditHeadFile(path: file).hashes()) }
        let store = try SQLiteStore(path: path, options: StoreOptions(readOnly: true))
        let report = try await store.verify(heads: heads) { done, total in
            Terminal.progress(done: done, of: total, "rows")
        }
        Terminal.clearProgress()
        for note in report.notes { Terminal.note("\(path): \(note)") }
        for failure in report.failures { Terminal.error(failure) }
        Terminal.line(
            "\(path): \(report.auditRecords) audit records, \(report.rows) rows, \(report.sightings) sightings, "
                + "\(report.passages) passages, \(report.sensorEvents) sensor events, \(report.pictures) pictures: "
                + (report.failures.isEmpty ? "intact" : "\(report.failures.count) damaged"))
        Terminal.line("head: record \(report.head.record), \(report.head.hash.isEmpty ? "none" : report.head.hash)")
        return report.failures.isEmpty ? .done : .failedInput
    }
}
