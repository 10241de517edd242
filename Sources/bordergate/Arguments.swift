import GateDomain

/// A wrong use of the command line.
struct UsageError: Error, CustomStringConvertible {
    var description: String
    init(_ description: String) { self.description = description }
}

/// The words after a command's name: flags, options with values (repeatable), and the rest.
struct Arguments {
    private(set) var operands: [String] = []
    private var flags: Set<String> = []
    private var values: [String: [String]] = [:]

    /// - Throws: `UsageError` for an option that is unknown or lacks its value. `--` ends the options.
    init(_ words: [String], flags known: Set<String>, options: Set<String>) throws(UsageError) {
        var rest = words[...]
        while let word = rest.popFirst() {
            if word == "--" {
                operands += rest
                break
            } else if !word.hasPrefix("--") {
                operands.append(word)
            } else if known.contains(word) {
                flags.insert(word)
            } else if let equals = word.firstIndex(of: "="), options.contains(String(word[..<equals])) {
                values[String(word[..<equals]), default: []].append(String(word[word.index(after: equals)...]))
            } else if options.contains(word) {
                guard let value = rest.popFirst() else { throw UsageError("\(word) needs a value") }
                values[word, default: []].append(value)
            } else {
                throw UsageError("unknown option \(word)")
            }
        }
    }

    func has(_ flag: String) -> Bool { flags.contains(flag) }
    func all(_ option: String) -> [String] { values[option] ?? [] }
    func last(_ option: String) -> String? { values[option]?.last }

    func number(_ option: String, default fallback: Int, in range: ClosedRange<Int>) throws(UsageError) -> Int {
        guard let text = last(option) else { return fallback }
        guard let number = Int(text), range.contains(number) else {
            throw UsageError(
                "\(option) takes a whole number from \(range.lowerBound) to \(range.upperBound), not \"\(text)\"")
        }
        return number
    }

    func operands(atLeast count: Int, called name: String) throws(UsageError) -> [String] {
        guard operands.count >= count else { throw UsageError("\(name) is missing") }
        return operands
    }
}
