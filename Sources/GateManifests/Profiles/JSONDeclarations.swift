import Foundation
import GateDomain

/// The JSON profile (deploy/declaration-profile.md): an array, one object, or one object a line.
struct JSONDeclarations {
    let name: String
    let options: ReadingOptions
    private var limits: ManifestLimits { options.limits }

    init(name: String, options: ReadingOptions) {
        self.name = name
        self.options = options
    }

    func read(_ bytes: [UInt8], _ text: String) -> ManifestReading {
        var reading = ManifestReading(format: .json)
        guard depth(of: bytes) <= limits.depth else {
            reading.problems = [problem("", "nested deeper than \(limits.depth); not a declaration")]
            return reading
        }
        if let value = parse(Data(bytes)) {
            let doubled = JSONDoubledKeys(text.utf8).findings
            if let message = message(value) {
                guard !doubled.isEmpty else { return message }
                reading.format = message.format
                reading.problems = doubled.map { problem("", twice($0)) }
                return reading
            }
            let items = (value as? [Any]) ?? [value]
            if items.count > limits.declarations {
                reading.problems.append(
                    problem(
                        "",
                        "\(items.count) declarations are more than the \(limits.declarations) that are read; split the file"
                    ))
            }
            for (index, item) in items.prefix(limits.declarations).enumerated() {
                let place = value is [Any] ? "item \(index + 1)" : ""
                let twice = doubled.filter { $0.item == (value is [Any] ? index : nil) }
                reading.problems += twice.map { problem(place, self.twice($0)) }
                if twice.isEmpty { take(item, place: place, into: &reading) }
            }
            return reading
        }
        // One object a line.
        let lines = text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline)
        guard lines.count > 1 else {
            reading.problems = [problem("", syntaxMessage(Data(bytes)))]
            return reading
        }
        for (index, line) in lines.enumerated() where !line.allSatisfy(\.isWhitespace) {
            guard reading.declarations.count < limits.declarations else { break }
            let place = "line \(index + 1)"
            if let value = parse(Data(line.utf8)), value is [String: Any] {
                let doubled = JSONDoubledKeys(line.utf8).findings
                reading.problems += doubled.map { problem(place, twice($0)) }
                if doubled.isEmpty { take(value, place: place, into: &reading) }
            } else {
                reading.problems.append(problem(place, "not JSON"))
                // A file that is no JSON at all is said once, not once a line.
                if reading.declarations.isEmpty {
                    reading.problems = [problem("", syntaxMessage(Data(bytes)))]
                    return reading
                }
            }
        }
        return reading
    }

    /// A JSON rendering of an XML message; nil when the value is none.
    private func message(_ value: Any) -> ManifestReading? {
        let tree = JSONMessageTree(value, limits: limits)
        guard let root = tree.root else { return nil }
        var log = ProblemLog(name: name, limits: limits)
        if tree.isTooLarge { log.error("", "more than \(limits.elements) values; split the file") }
        return XMLReader(name: name, options: options).read(root, &log, isOrdered: false)
    }

    private func parse(_ data: Data) -> Any? {
        try? JSONSerialization.jsonObject(with: data, options: [.fragmentsAllowed])
    }

    private func syntaxMessage(_ data: Data) -> String {
        do {
            _ = try JSONSerialization.jsonObject(with: data, options: [])
            return "not a declaration"
        } catch {
            let detail = (error as NSError).userInfo[NSDebugDescriptionErrorKey] as? String ?? "syntax error"
            return "not valid JSON (\(detail)); correct it and send it again"
        }
    }

    private func twice(_ finding: JSONDoubledKeys.Finding) -> String {
        "\(quoted(finding.path)) is there twice; say it once, nothing of this object is taken"
    }

    private func problem(
        _ place: String, _ message: String, _ severity: ManifestProblem.Severity = .error
    ) -> ManifestProblem {
        ManifestProblem(place: place.isEmpty ? name : "\(name): \(place)", severity: severity, message: message)
    }

    private func take(_ item: Any, place: String, into reading: inout ManifestReading) {
        guard let object = item as? [String: Any] else {
            reading.problems.append(
                problem(place, "not an object; a declaration is one, see deploy/declaration-profile.md"))
            return
        }
        if let movement = JSONMovement(object, options: options) {
            var log = ProblemLog(name: name, limits: limits)
            var one = movement.read(place, &log)
            for index in one.declarations.indices { one.declarations[index].source = source(place) }
            reading.format = one.format
            reading.messages += one.messages
            reading.declarations += one.declarations
            reading.notices += one.notices
            reading.problems += log.problems
            return
        }
        let isVNACCS = VNACCSProfile.isOne(object.keys)
        if isVNACCS { reading.format = .vnaccs }
        let renamed = isVNACCS ? VNACCSProfile.renamed(object) : (row: object, problems: [])
        for message in renamed.problems { reading.problems.append(problem(place, message)) }
        let known = isVNACCS ? ProfileRow.nested(renamed.row) : object
        if let notice = known["notice"] as? [String: Any] {
            var fields = FieldReader(object: notice, path: "notice.", zone: options.zones.standard)
            if let notice = DeclarationNotice(&fields) { reading.notices.append(notice) }
            for note in fields.notes { reading.problems.append(problem(place, "\(note.path): \(note.message)")) }
            return
        }
        var fields = FieldReader(object: known, path: "", zone: options.zones.standard)
        let draft = DeclarationDraft(&fields)
        for note in fields.notes {
            reading.problems.append(problem(place.isEmpty ? note.path : "\(place): \(note.path)", note.message))
        }
        switch draft.finished() {
        case .success(var declaration):
            declaration.source = source(place)
            reading.declarations.append(declaration)
        case .failure(let missing): reading.problems.append(problem(place, missing.message))
        }
    }

    private func source(_ place: String) -> String { place.isEmpty ? name : "\(name): \(place)" }

    private func depth(of bytes: [UInt8]) -> Int {
        var depth = 0
        var deepest = 0
        var quote: UInt8?
        var isEscaped = false
        for byte in bytes {
            if let open = quote {
                if isEscaped {
                    isEscaped = false
                } else if byte == UInt8(ascii: "\\") {
                    isEscaped = true
                } else if byte == open {
                    quote = nil
                }
                continue
            }
            switch byte {
            case UInt8(ascii: "\""), UInt8(ascii: "'"): quote = byte
            case UInt8(ascii: "["), UInt8(ascii: "{"):
                depth += 1
                deepest = max(deepest, depth)
            case UInt8(ascii: "]"), UInt8(ascii: "}"): depth -= 1
            default: break
            }
        }
        return deepest
    }
}
