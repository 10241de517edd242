public import GateDomain

/// Something in a message that could not be understood: where, what, and what to do.
public struct ManifestProblem: Sendable, Hashable, CustomStringConvertible {
    public enum Severity: String, Sendable, Codable {
        /// A declaration was lost or is incomplete.
        case error
        /// Understood, but not as it should be.
        case warning
    }

    /// `declarations.json: item 3: vehicle.tractorPlate`.
    public var place: String
    public var severity: Severity
    public var message: String

    public init(place: String, severity: Severity, message: String) {
        self.place = place
        self.severity = severity
        self.message = message
    }

    public var description: String { "\(place): \(message)" }
}

/// What was understood of a file, and what was not.
public struct ManifestReading: Sendable, Hashable {
    public var format: ManifestFormat
    /// Types of the messages in the file, `CODECO:D:95B:UN`, `CC015C`, in order.
    public var messages: [String]
    /// In order of the file.
    public var declarations: [Declaration]
    /// The file and place of each declaration.
    public var sources: [String]
    /// What it says about declarations that were sent before.
    public var notices: [DeclarationNotice]
    public var problems: [ManifestProblem]

    public init(
        format: ManifestFormat, messages: [String] = [], declarations: [Declaration] = [],
        sources: [String] = [], notices: [DeclarationNotice] = [], problems: [ManifestProblem] = []
    ) {
        self.format = format
        self.messages = messages
        self.declarations = declarations
        self.sources = sources
        self.notices = notices
        self.problems = problems
    }
}

extension ManifestReading {
    /// Where a declaration stands; nil beyond the last.
    public func source(_ index: Int) -> String? { sources.indices.contains(index) ? sources[index] : nil }
}

/// Bounds on what a stranger may send.
public struct ManifestLimits: Sendable, Hashable {
    /// Bytes of one file.
    public var bytes = 64 << 20
    public var declarations = 100_000
    /// Nesting of arrays, objects and elements.
    public var depth = 64
    /// XML elements, or values of a JSON message, of one file.
    public var elements = 1_000_000
    /// Attributes of one XML element.
    public var attributes = 256
    /// Containers, goods and consignments of one declaration, each; fields kept raw.
    public var items = 100_000
    /// Problems listed for one file; further ones are counted.
    public var problems = 1_000

    public init() {}
    public static let standard = ManifestLimits()
}
