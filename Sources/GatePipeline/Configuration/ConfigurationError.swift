/// A configuration that cannot be used: every problem with its file, line and column, its key, and what would be right.
public struct ConfigurationError: Error, Sendable, CustomStringConvertible {
    public struct Problem: Sendable, Hashable {
        public var position: SourcePosition?
        public var text: String

        public init(_ position: SourcePosition?, _ text: String) {
            self.position = position
            self.text = text
        }
    }

    public var path: String
    /// In the order of the file, at least one.
    public var problems: [Problem]

    public init(path: String, problems: [Problem]) {
        self.path = path
        self.problems = problems.sorted {
            ($0.position ?? SourcePosition(line: 0, column: 0)) < ($1.position ?? SourcePosition(line: 0, column: 0))
        }
    }

    public init(path: String, _ text: String) { self.init(path: path, problems: [Problem(nil, text)]) }

    /// A line a problem: `gate.json5:12:5: …`.
    public var lines: [String] {
        problems.map { problem in
            let place = problem.position.map { ":\($0)" } ?? ""
            return "\(path)\(place): \(problem.text)"
        }
    }

    public var description: String { lines.joined(separator: "\n") }
}
