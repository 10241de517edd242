import GateDomain

/// The CSV profile (deploy/declaration-profile.md): a header, a row a container; rows of one reference and version belong together.
struct CSVDeclarations {
    private let name: String
    private let limits: ManifestLimits
    private let columns: [String: Int]
    private let rows: [(line: Int, cells: [String])]
    private let endsInsideQuotes: Bool

    /// Nil when the first line is no header of the profile.
    init?(name: String, limits: ManifestLimits, text: String) {
        self.name = name
        self.limits = limits
        let header = text.prefix { !$0.isNewline }
        let separators: [Character] = [",", ";", "\t"]
        guard let separator = separators.max(by: { a, b in header.count { $0 == a } < header.count { $0 == b } })
        else { return nil }
        let table = Self.parse(text, separator: separator)
        guard let names = table.rows.first?.cells.map({ FieldText.trimmed($0) }),
            names.contains("reference") || VNACCSProfile.isOne(names)
        else { return nil }
        columns = Dictionary(names.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        rows = Array(table.rows.dropFirst())
        endsInsideQuotes = table.endsInsideQuotes
    }

    func read() -> ManifestReading {
        let isVNACCS = VNACCSProfile.isOne(columns.keys)
        var reading = ManifestReading(format: isVNACCS ? .vnaccs : .csv)
        func fail(_ line: Int, _ message: String) {
            reading.problems.append(
                ManifestProblem(place: "\(name): line \(line)", severity: .error, message: message))
        }
        if endsInsideQuotes { fail(rows.last?.line ?? 1, "a quoted cell does not end; close the quotes") }
        var drafts: [(line: Int, draft: DeclarationDraft)] = []
        var places: [String: Int] = [:]
        for row in rows where !row.cells.allSatisfy({ FieldText.trimmed($0).isEmpty }) {
            if row.cells.count > columns.count {
                fail(row.line, "\(row.cells.count) cells under \(columns.count) columns")
            }
            var object: [String: Any] = [:]
            for (column, index) in columns where index < row.cells.count {
                let cell = FieldText.trimmed(row.cells[index])
                if !cell.isEmpty { object[column] = cell }
            }
            if isVNACCS { object = VNACCSProfile.renamed(object) }
            var fields = FieldReader(object: ProfileRow.nested(object), path: "")
            let draft = DeclarationDraft(&fields)
            for note in fields.notes { fail(row.line, "\(note.path): \(note.message)") }
            let key = "\(draft.reference ?? "")\u{0}\(draft.declaration.version)"
            if draft.reference != nil, let place = places[key] {
                drafts[place].draft.declaration.join(draft.declaration)
            } else {
                guard drafts.count < limits.declarations else {
                    fail(row.line, "more than \(limits.declarations) declarations; split the file")
                    break
                }
                places[key] = drafts.count
                drafts.append((row.line, draft))
            }
        }
        for (line, draft) in drafts {
            switch draft.finished() {
            case .success(let declaration): reading.declarations.append(declaration)
            case .failure(let missing): fail(line, missing.message)
            }
        }
        return reading
    }

    /// RFC 4180 with a separator of choice; each row with the line it begins on.
    static func parse(
        _ text: String, separator: Character
    ) -> (rows: [(line: Int, cells: [String])], endsInsideQuotes: Bool) {
        var rows: [(line: Int, cells: [String])] = []
        var cells: [String] = []
        var cell = ""
        var isQuoted = false
        var line = 1
        var start = 1
        var characters = text.makeIterator()
        var pending: Character?
        while let character = pending ?? characters.next() {
            pending = nil
            if character.isNewline { line += 1 }
            if isQuoted {
                guard character == "\"" else {
                    cell.append(character)
                    continue
                }
                pending = characters.next()
                if pending == "\"" {
                    cell.append("\"")
                    pending = nil
                } else {
                    isQuoted = false
                    if pending == nil { break }
                }
            } else if character == "\"", cell.isEmpty {
                isQuoted = true
            } else if character == separator {
                cells.append(cell)
                cell = ""
            } else if character.isNewline {
                cells.append(cell)
                rows.append((start, cells))
                cells = []
                cell = ""
                start = line
            } else {
                cell.append(character)
            }
        }
        if !cell.isEmpty || !cells.isEmpty { rows.append((start, cells + [cell])) }
        return (rows, isQuoted)
    }
}
