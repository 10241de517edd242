import GateDomain

/// Finds a message's format from its content and reads its declarations. Never throws and never traps: what cannot be understood is a problem.
public struct ManifestReader: Sendable {
    private let options: ReadingOptions

    /// - Parameter zones: whose clocks times without a zone are of.
    public init(limits: ManifestLimits = .standard, zones: SenderZones = SenderZones()) {
        options = ReadingOptions(limits: limits, zones: zones)
    }

    /// - Parameter name: of the file, for messages only.
    public func read(_ bytes: [UInt8], name: String) -> ManifestReading {
        var reading = understood(bytes, name: name)
        reading = reading.bounded(name: name, limits: options.limits)
        reading.problems += Self.doubts(reading, name: name)
        reading.sources = reading.declarations.map { $0.source ?? name }
        for index in reading.declarations.indices { reading.declarations[index].source = nil }
        return reading
    }

    private func understood(_ bytes: [UInt8], name: String) -> ManifestReading {
        let limits = options.limits
        func refused(_ message: String) -> ManifestReading {
            ManifestReading(
                format: .unknown, problems: [ManifestProblem(place: name, severity: .error, message: message)])
        }
        guard bytes.count <= limits.bytes else {
            return refused("\(bytes.count) bytes are more than the \(limits.bytes) that are read; split the file")
        }
        let content = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? Array(bytes.dropFirst(3)) : bytes
        guard let first = content.first(where: { $0 > 32 }) else { return refused("the file is empty") }
        if EDIFACTDelimiters.start(of: content) != nil {
            var reader = EDIFACTReader(content, name: name, options: options)
            return reader.read()
        }
        if var reader = X12Reader(content, name: name, options: options) { return reader.read() }
        if first == UInt8(ascii: "<") { return XMLReader(name: name, options: options).read(content) }
        if let text = String(validating: content, as: UTF8.self), !text.contains("\0") {
            return read(text, content, first, name, refused)
        }
        guard let (text, set) = CharacterSetName.text(content) else {
            return refused("not UTF-8 text; save it as UTF-8")
        }
        guard let first = text.utf8.first(where: { $0 > 32 }) else { return refused("the file is empty") }
        // libxml2 knows UTF-16 by itself.
        if first == UInt8(ascii: "<") { return XMLReader(name: name, options: options).read(content) }
        var reading = read(text, Array(text.utf8), first, name, refused)
        if !set.hasPrefix("UTF") {
            reading.problems.append(
                ManifestProblem(
                    place: name, severity: .warning, message: "no UTF-8; read as \(set), save it as UTF-8 to be sure"))
        }
        return reading
    }

    private func read(
        _ text: String, _ content: [UInt8], _ first: UInt8, _ name: String, _ refused: (String) -> ManifestReading
    ) -> ManifestReading {
        switch first {
        case UInt8(ascii: "["), UInt8(ascii: "{"):
            return JSONDeclarations(name: name, options: options).read(content, text)
        default:
            if let table = CSVDeclarations(name: name, options: options, text: text) { return table.read() }
            return refused(
                "neither EDIFACT, X12, XML nor JSON, nor a table with the columns of deploy/declaration-profile.md")
        }
    }

    /// What is well written and still a question: contents that contradict each other, plates that no reader at a lane knows.
    private static func doubts(_ reading: ManifestReading, name: String) -> [ManifestProblem] {
        var problems: [ManifestProblem] = []
        var first: [String: Declaration] = [:]
        for declaration in reading.declarations {
            let key = "\(declaration.reference)\u{0}\(declaration.version)"
            if let before = first[key], let conflict = before.conflict(with: declaration) {
                problems.append(
                    ManifestProblem(
                        place: declaration.source ?? name, severity: .error,
                        message: "\(declaration.reference) version \(declaration.version) says other things "
                            + "(\(conflict.fields.joined(separator: ", "))) than \(conflict.sources.first ?? name); "
                            + "send a change with a higher version"))
            }
            if first[key] == nil { first[key] = declaration }
            let plates = [declaration.vehicle.tractorPlate].compactMap { $0 } + declaration.vehicle.trailers
            for plate in plates where !plate.isReadable && problems.count < 1000 {
                problems.append(
                    ManifestProblem(
                        place: declaration.source ?? name, severity: .warning,
                        message:
                            "\(declaration.reference): plate \(quoted(plate.text)) has letters that the lane's readers "
                            + "do not know; it is kept as it is, an officer has to compare it"))
            }
        }
        return problems
    }
}
