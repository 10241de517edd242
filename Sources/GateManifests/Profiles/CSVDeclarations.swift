import GateDomain

/// The CSV profile (deploy/declaration-profile.md): a header, a row a container; rows of one reference and version belong together.
struct CSVDeclarations {
    private let name: String
    private let options: ReadingOptions
    private let table: CSVTable
    private let columns: TableColumns

    /// Nil when the first line is no header of the profile.
    init?(name: String, options: ReadingOptions, text: String) {
        self.name = name
        self.options = options
        table = CSVTable(text)
        guard let columns = TableColumns(table) else { return nil }
        self.columns = columns
    }

    func read() -> ManifestReading {
        let limits = options.limits
        let isVNACCS = VNACCSProfile.isOne(columns.names)
        var reading = ManifestReading(format: isVNACCS ? .vnaccs : .csv)
        func fail(_ line: Int, _ message: String) {
            reading.problems.append(
                ManifestProblem(place: "\(name): line \(line)", severity: .error, message: message))
        }
        var broken: Set<String> = []
        for row in table.unclosed {
            let cells = columns.cells(row) { _, _ in }
            let named: [String: Any] = isVNACCS ? VNACCSProfile.renamed(cells).row : cells
            let reference = named["reference"] as? String
            if let reference { broken.insert(reference) }
            let whose = reference.map { " \($0) is not taken" } ?? ""
            fail(row.line, "a quoted cell does not end; close the quotes;\(whose)")
        }
        var drafts: [(line: Int, draft: DeclarationDraft)] = []
        var places: [String: Int] = [:]
        for row in table.rows where !row.isEmpty {
            if row.cells.count > table.columns.count {
                fail(row.line, "\(row.cells.count) cells under \(table.columns.count) columns")
            }
            var object: [String: Any] = columns.cells(row) { severity, message in
                reading.problems.append(
                    ManifestProblem(place: "\(name): line \(row.line)", severity: severity, message: message))
            }
            if isVNACCS {
                let renamed = VNACCSProfile.renamed(object)
                for message in renamed.problems { fail(row.line, message) }
                object = renamed.row
            }
            var fields = FieldReader(object: ProfileRow.nested(object), path: "", zone: options.zones.standard)
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
            case .success(let declaration) where broken.contains(declaration.reference): continue
            case .success(var declaration):
                declaration.source = "\(name): line \(line)"
                reading.declarations.append(declaration)
            case .failure(let missing): fail(line, missing.message)
            }
        }
        return reading
    }
}
