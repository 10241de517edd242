import GateDomain

/// Finds a message's format from its content and reads its declarations. Never throws and never traps: what cannot be understood is a problem.
public struct ManifestReader: Sendable {
    private let limits: ManifestLimits

    public init(limits: ManifestLimits = .standard) { self.limits = limits }

    /// - Parameter name: of the file, for messages only.
    public func read(_ bytes: [UInt8], name: String) -> ManifestReading {
        understood(bytes, name: name).bounded(name: name, limits: limits)
    }

    private func understood(_ bytes: [UInt8], name: String) -> ManifestReading {
        func refused(_ message: String) -> ManifestReading {
            ManifestReading(
                format: .unknown, problems: [ManifestProblem(place: name, severity: .error, message: message)])
        }
        guard bytes.count <= limits.bytes else {
            return refused("\(bytes.count) bytes are more than the \(limits.bytes) that are read; split the file")
        }
        let content = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
        guard let first = content.first(where: { $0 > 32 }) else { return refused("the file is empty") }
        if EDIFACTDelimiters.begins(content) {
            var reader = EDIFACTReader(content, name: name, limits: limits)
            return reader.read()
        }
        if first == UInt8(ascii: "<") || content.starts(with: [0xFE, 0xFF]) || content.starts(with: [0xFF, 0xFE]) {
            return XMLReader(name: name, limits: limits).read(content)
        }
        guard let text = String(validating: content, as: UTF8.self) else {
            return refused("not UTF-8 text; save it as UTF-8")
        }
        switch first {
        case UInt8(ascii: "["), UInt8(ascii: "{"):
            return JSONDeclarations(name: name, limits: limits).read(content, text)
        default:
            if let table = CSVDeclarations(name: name, limits: limits, text: text) { return table.read() }
            return refused(
                "neither EDIFACT, XML nor JSON, nor a table with the columns of deploy/declaration-profile.md")
        }
    }
}
