/// Cuts a table into rows and cells, RFC 4180. A quote that is opened and not closed costs its own row alone: the next line begins a new
/// row, so that no rows are merged.
struct CSVParser {
    private let text: [Character]
    private let separator: Character
    private var index = 0
    private var line = 1
    private var rows: [CSVTable.Row] = []
    private var unclosed: [CSVTable.Row] = []

    init(_ text: String, separator: Character) {
        self.text = Array(text)
        self.separator = separator
    }

    mutating func parse() -> (rows: [CSVTable.Row], unclosed: [CSVTable.Row]) {
        while index < text.count {
            let (start, startLine) = (index, line)
            if let cells = row() {
                rows.append(CSVTable.Row(line: startLine, cells: cells))
            } else {
                // Once more, without its quotes, up to the end of its line.
                (index, line) = (start, startLine)
                let end = text[start...].firstIndex(where: \.isNewline) ?? text.count
                let cells = text[start..<end].split(separator: separator, omittingEmptySubsequences: false)
                unclosed.append(
                    CSVTable.Row(line: startLine, cells: cells.map { String($0.filter { $0 != "\"" }) }))
                index = min(end + 1, text.count)
                line += 1
            }
        }
        return (rows, unclosed)
    }

    /// The cells of the row that begins here; nil when a quote in it is not closed.
    private mutating func row() -> [String]? {
        var cells: [String] = []
        while true {
            guard let cell = cell() else { return nil }
            cells.append(cell)
            guard index < text.count else { return cells }
            let end = text[index]
            index += 1
            if end.isNewline {
                line += 1
                return cells
            }
            // A separator at the end of the text has an empty cell behind it, which nobody misses.
            guard index < text.count else { return cells }
        }
    }

    /// Up to the separator, newline or end behind it.
    private mutating func cell() -> String? {
        var cell = ""
        if index < text.count, text[index] == "\"" {
            guard let quoted = quotedCell() else { return nil }
            cell = quoted
        }
        while index < text.count, text[index] != separator, !text[index].isNewline {
            cell.append(text[index])
            index += 1
        }
        return cell
    }

    private mutating func quotedCell() -> String? {
        var cell = ""
        var lines = 0
        var separators = 0
        index += 1
        while index < text.count {
            let character = text[index]
            index += 1
            if character == "\"" {
                let next = index < text.count ? text[index] : nil
                if next == "\"" {
                    cell.append("\"")
                    index += 1
                    continue
                }
                // A quote that ends a cell on a later line and has text behind it is another row's.
                let isEnd = next.map { $0 == separator || $0.isNewline } ?? true
                if lines > 0, !isEnd { return nil }
                line += lines
                return cell
            }
            if character == separator { separators += 1 }
            if character.isNewline {
                // A whole row within a cell: its quote was not closed.
                if lines > 0, looksLikeARow(separators) { return nil }
                (lines, separators) = (lines + 1, 0)
            }
            cell.append(character)
        }
        return nil
    }

    private func looksLikeARow(_ separators: Int) -> Bool {
        guard let columns = rows.first?.cells.count, columns > 2 else { return false }
        return separators == columns - 1
    }
}
