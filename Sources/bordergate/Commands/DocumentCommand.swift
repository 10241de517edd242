import Foundation
import GateDomain
import GateIngest
import GatePeople
import GatePipeline
import GateRecognition

struct DocumentCommand: Command {
    static let name = "document"
    static let help = """
        bordergate document [--json] [--at TIME] IMAGE…              machine-readable zones in pictures of documents
        bordergate document --mrz [--at TIME] LINE LINE [LINE]       a zone as a reader gives it as text

        TD1, TD2, TD3 and visas (ICAO 9303), in any turn: fields, which check digits hold, which could not be seen (null), what no document
        says, and how surely each character was read. One JSON object a line. Nothing is repaired: a forged number is as near to a valid
        one as a misread one. Names and states have no check digit.
          --at TIME      RFC 3339; expired by then? Now, unless given
          --models DIR   folder with the networks
        """
    static let flags: Set<String> = ["--json", "--mrz"]
    static let options: Set<String> = ["--at", ModelFolder.option]

    static func run(_ arguments: Arguments) throws -> ExitStatus {
        let words = try arguments.operands(atLeast: 1, called: "IMAGE or LINE")
        var at = SystemSupervisorClock().now()
        if let text = arguments.last("--at") {
            guard let instant = Instant(rfc3339: text) else {
                throw UsageError("--at takes an RFC 3339 time such as 2026-03-02T03:00:00Z")
            }
            at = instant
        }
        let areLines = arguments.has("--mrz") || words.count > 1 && words.allSatisfy { isLine($0) }
        return areLines ? try text(words, at) : try pictures(words, at, arguments)
    }

    private static func isLine(_ word: String) -> Bool {
        [30, 36, 44].contains(word.count) && !FileManager.default.fileExists(atPath: word)
    }

    private static func text(_ lines: [String], _ at: Instant) throws -> ExitStatus {
        let line = DocumentLine(lines, MachineReadableZone(lines: lines), at: at)
        Terminal.line(try JSONLine.encode(line))
        return line.status == .verified ? .done : .failedInput
    }

    private static func pictures(_ paths: [String], _ at: Instant, _ arguments: Arguments) throws -> ExitStatus {
        let reader = try DocumentReader(models: try ModelFolder.find(arguments))
        var status = ExitStatus.done
        for path in paths {
            do {
                let read = try reader.read(try PictureReader.read(path: path), forms: MachineReadableZone.forms)
                Terminal.line(
                    try JSONLine.encode(
                        DocumentLine(file: path, read, read.flatMap(MachineReadableZone.init(read:)), at: at)))
            } catch let error as IngestError {
                Terminal.error("\(error)")
                status = .failedInput
            }
        }
        return status
    }
}
