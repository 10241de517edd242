/// A table with a header line, RFC 4180; separated by comma, semicolon or tab, whichever the header has most of.
public struct CSVTable: Sendable {
    /// Cells as they stand, and the line that they begin on.
    public struct Row: Sendable {
        public var line: Int
        public var cells: [String]

        public var isEmpty: Bool { cells.allSatisfy { FieldText.trimmed($0).isEmpty } }
    }

    /// Names in the header, in order.
    public let columns: [String]
    let separator: Character
    public let rows: [Row]
    /// Rows in which a quote is opened and not closed, their cells cut at the line's end; they are not among `rows`.
    public let unclosed: [Row]
    public var endsInsideQuotes: Bool { !unclosed.isEmpty }

    /// - Parameter text: a byte order mark before it, as spreadsheets write, does not count.
    public init(_ text: String) {
        var text = text.first == "\u{FEFF}" ? String(text.dropFirst()) : text
        // Excel's first line, which says the separator.
        var named: Character?
        let first = text.prefix { !$0.isNewline }
        if first.lowercased().hasPrefix("sep="), first.count <= 6 {
            named = first.count == 5 ? first.last : "\t"
            text = String(text.dropFirst(first.count + 1))
        }
        let header = text.prefix { !$0.isNewline }
        let separators: [Character] = [",", ";", "\t"]
        let separator = separators.max { a, b in header.count { $0 == a } < header.count { $0 == b } }
        self.separator = named ?? separator ?? ","
        let table = Self.parse(text, separator: self.separator)
        columns = (table.rows.first?.cells ?? []).map { FieldText.trimmed($0) }
        let shift = named == nil ? 0 : 1
        rows = table.rows.dropFirst().map { Row(line: $0.line + shift, cells: $0.cells) }
        unclosed = table.unclosed.map { Row(line: $0.line + shift, cells: $0.cells) }
    }

    /// A row's cells by column, trimmed, without the empty ones; of columns of one name the first filled one counts.
    public func named(_ row: Row) -> [String: String] {
        var cells: [String: String] = [:]
        for (column, cell) in zip(columns, row.cells) where cells[column] == nil {
            let cell = FieldText.trimmed(cell)
            if !cell.isEmpty { cells[column] = cell }
        }
        return cells
    }

    private static func parse(_ text: String, separator: Character) -> (rows: [Row], unclosed: [Row]) {
        var parser = CSVParser(text, separator: separator)
        return parser.parse()
    }
}
