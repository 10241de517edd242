import Foundation
import GateManifests
import GatePipeline

struct RegisterCommand: Command {
    static let name = "register"
    static let help = """
        bordergate register --into FILE LIST=CSV…          agencies' lists into the register file, checked row by row

        Each CSV (header line; comma, semicolon or tab) becomes that LIST of FILE; the other lists stay. One bad row and nothing
        is written: half a watch list is worse than the old one. FILE is written as plain JSON: comments in it are not kept.
          owners=CSV       columns owner (three letters of the BIC code, U or not)
          watched=CSV      columns kind (plate, container, person, firm), text, severity (3 red, 4 blocks), note
          firms=CSV        columns name, standing (known, ineligible), note
          permits=CSV      columns number, plate, validUntil (RFC 3339), quota, periodDays
          origins=CSV      columns hs (first digits), origins (two letters each, separated by blanks)
        """
    static let flags: Set<String> = []
    static let options: Set<String> = ["--into"]

    static func run(_ arguments: Arguments) throws -> ExitStatus {
        guard let path = arguments.last("--into") else { throw UsageError("--into FILE is missing") }
        guard !arguments.operands.isEmpty else { throw UsageError("LIST=CSV is missing, such as watched=list.csv") }
        var file = FileManager.default.fileExists(atPath: path) ? try RegisterFile.load(path) : RegisterFile()
        var hasProblems = false
        var lines: [String] = []
        var replaced: Set<RegisterList> = []
        for operand in arguments.operands {
            let parts = operand.split(separator: "=", maxSplits: 1).map(String.init)
            guard parts.count == 2, let list = RegisterList(rawValue: parts[0]) else {
                let known = RegisterList.allCases.map(\.rawValue).joined(separator: ", ")
                throw UsageError("\"\(operand)\" is not LIST=CSV with LIST one of \(known)")
            }
            guard replaced.insert(list).inserted else {
                throw UsageError("\(list.rawValue) is given twice; join the two files")
            }
            guard let data = FileManager.default.contents(atPath: parts[1]) else {
                throw RecordingError("\(parts[1]): cannot be read")
            }
            guard let text = String(validating: data, as: UTF8.self) else {
                throw RecordingError("\(parts[1]): is not UTF-8 text; export the list as CSV in UTF-8")
            }
            let change = list.read(CSVTable(text), into: &file)
            for problem in change.problems {
                hasProblems = true
                Terminal.error("\(parts[1]): \(problem)")
            }
            lines.append("\(list.rawValue): \(change.entries) entries (\(change.before) before)")
        }
        guard !hasProblems else {
            Terminal.error("\(path): not written; correct the rows that are named")
            return .failedInput
        }
        // What a gate would refuse when it starts is refused here, with the old file in place.
        _ = try file.checked(path)
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        do {
            try (try encoder.encode(file) + Data("\n".utf8)).write(to: URL(fileURLWithPath: path), options: .atomic)
        } catch let error as CocoaError {
            throw RecordingError(
                "\(path): cannot be written (\(error.localizedDescription)); the old file is as it was")
        }
        for line in lines { Terminal.line(line) }
        return .done
    }
}

/// A list of the register file that a CSV may replace.
enum RegisterList: String, CaseIterable {
    case owners, watched, firms, permits, origins

    struct Change {
        var entries = 0
        var before = 0
        var problems: [String] = []
    }

    private var columns: (needed: [String], others: [String]) {
        switch self {
        case .owners: (["owner"], [])
        case .watched: (["kind", "text"], ["severity", "note"])
        case .firms: (["name", "standing"], ["note"])
        case .permits: (["number"], ["plate", "validUntil", "quota", "periodDays"])
        case .origins: (["hs", "origins"], [])
        }
    }

    /// Checks the table and puts its rows in place of the list; rows with a problem are left out.
    func read(_ table: CSVTable, into file: inout RegisterFile) -> Change {
        var change = Change()
        let (needed, others) = columns
        let missing = needed.filter { !table.columns.contains($0) }
        let unknown = table.columns.filter { !needed.contains($0) && !others.contains($0) }
        if !missing.isEmpty { change.problems.append("line 1: no column \(missing.joined(separator: ", "))") }
        if !unknown.isEmpty {
            let known = (needed + others).joined(separator: ", ")
            change.problems.append("line 1: unknown column \(unknown.joined(separator: ", ")); known are \(known)")
        }
        if table.endsInsideQuotes { change.problems.append("a quoted cell does not end; close the quotes") }
        guard change.problems.isEmpty else { return change }
        var cells = RegisterCells(needed: needed)
        func replace<Entry>(
            _ list: WritableKeyPath<RegisterFile, [Entry]?>, _ entry: (inout RegisterCells) -> Entry?
        ) {
            change.before = file[keyPath: list]?.count ?? 0
            let entries = table.rows.filter { !$0.isEmpty }.compactMap { row in
                cells.begin(table.named(row), line: row.line)
                if row.cells.count > table.columns.count { cells.fail("\(row.cells.count) cells are too many") }
                return entry(&cells)
            }
            file[keyPath: list] = entries
            change.entries = entries.count
        }
        switch self {
        case .owners: replace(\.owners) { $0.owner() }
        case .watched: replace(\.watched) { $0.watched() }
        case .firms: replace(\.firms) { $0.firm() }
        case .permits: replace(\.permits) { $0.permit() }
        case .origins: replace(\.origins) { $0.origin() }
        }
        change.problems = cells.problems
        if change.entries == 0, cells.problems.isEmpty {
            change.problems.append("no row; to give up a list, take it out of the register file")
        }
        return change
    }
}
