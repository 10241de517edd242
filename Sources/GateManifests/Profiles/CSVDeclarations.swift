import GateDomain

/// The CSV profile (deploy/declaration-profile.md): a header, a row a container; rows of one reference and version belong together.
struct CSVDeclarations {
    private let name: String
    private let limits: ManifestLimits
    private let columns: [String: Int]
    private let rows: [(line: Int, cells: [String])]
    private let endsInsideQuotes: Bool

    static let known = [
        "reference", "version", "status", "direction", "gate", "validFrom", "validUntil", "tractorPlate",
        "trailerPlate",
        "driver", "containerNumber", "sizeType", "seals", "grossKg", "load", "hsCode", "description", "packages",
        "netKg",
        "declarant", "consignor", "consignee", "carrier",
    ]

    /// Nil when the first line is no header of the profile.
    init?(name: String, limits: ManifestLimits, text: String) {
        self.name = name
        self.limits = limits
        let header = text.prefix { !$0.isNewline }
        let separators: [Character] = [",", ";", "\t"]
        guard let separator = separators.max(by: { a, b in header.count { $0 == a } < header.count { $0 == b } })
        else { return nil }
        let table = Self.parse(text, separator: separator)
        guard let names = table.rows.first?.cells.map({ $0.trimmed }), names.contains("reference") else { return nil }
        columns = Dictionary(names.enumerated().map { ($1, $0) }, uniquingKeysWith: { first, _ in first })
        rows = Array(table.rows.dropFirst())
        endsInsideQuotes = table.endsInsideQuotes
    }

    func read() -> ManifestReading {
        var reading = ManifestReading(format: .csv)
        func fail(_ line: Int, _ message: String) {
            reading.problems.append(
                ManifestProblem(place: "\(name): line \(line)", severity: .error, message: message))
        }
        if endsInsideQuotes { fail(rows.last?.line ?? 1, "a quoted cell does not end; close the quotes") }
        var drafts: [(line: Int, draft: DeclarationDraft)] = []
        var places: [String: Int] = [:]
        for row in rows where !row.cells.allSatisfy({ $0.trimmed.isEmpty }) {
            if row.cells.count > columns.count {
                fail(row.line, "\(row.cells.count) cells under \(columns.count) columns")
            }
            var object: [String: Any] = [:]
            for (column, index) in columns where index < row.cells.count {
                let cell = row.cells[index].trimmed
                if !cell.isEmpty { object[column] = cell }
            }
            var fields = FieldReader(object: Self.nested(object), path: "")
            let draft = DeclarationDraft(&fields)
            for note in fields.notes { fail(row.line, "\(note.path): \(note.message)") }
            let key = "\(draft.reference ?? "")\u{0}\(draft.declaration.version)"
            if draft.reference != nil, let place = places[key] {
                drafts[place].draft.declaration.containers += draft.declaration.containers.filter {
                    !drafts[place].draft.declaration.containers.contains($0)
                }
                drafts[place].draft.declaration.goods += draft.declaration.goods.filter {
                    !drafts[place].draft.declaration.goods.contains($0)
                }
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

    /// A flat row as the nested object of the JSON profile.
    private static func nested(_ row: [String: Any]) -> [String: Any] {
        var row = row
        func group(_ names: [String]) -> [String: Any] {
            var group: [String: Any] = [:]
            for name in names { group[name] = row.removeValue(forKey: name) }
            return group
        }
        let vehicle = group(["tractorPlate", "trailerPlate", "driver"])
        var container = group(["containerNumber", "sizeType", "seals", "grossKg", "load"])
        let goods = group(["hsCode", "description", "packages", "netKg"])
        let parties = group(["declarant", "consignor", "consignee", "carrier"])
        if !vehicle.isEmpty { row["vehicle"] = vehicle }
        if !parties.isEmpty { row["parties"] = parties }
        if !goods.isEmpty { row["goods"] = [goods] }
        if !container.isEmpty {
            container["number"] = container.removeValue(forKey: "containerNumber")
            if let seals = container["seals"] as? String {
                container["seals"] = seals.split(whereSeparator: { $0 == ";" || $0 == "|" }).map { seal in
                    let parts = seal.split(separator: "/", maxSplits: 1).map { String($0).trimmed }
                    var object: [String: Any] = ["number": parts.first ?? ""]
                    if parts.count > 1 { object["issuer"] = parts[1] }
                    return object
                }
            }
            row["containers"] = [container]
        }
        return row
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

extension String {
    fileprivate var trimmed: String {
        String(drop(while: \.isWhitespace).reversed().drop(while: \.isWhitespace).reversed())
    }
}
