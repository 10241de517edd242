import GateDomain

/// Tells an XML message by its root element and reads it.
struct XMLReader {
    let name: String
    let limits: ManifestLimits

    func read(_ bytes: [UInt8]) -> ManifestReading {
        let tree = XMLTree(bytes, limits: limits)
        var log = ProblemLog(name: name, limits: limits)
        if let fault = tree.fault { log.error(fault.place, fault.message) }
        guard let root = tree.root else {
            if tree.fault == nil { log.error("", "no XML element") }
            return ManifestReading(format: .unknown, problems: log.problems)
        }
        return read(root, &log, isOrdered: true)
    }

    /// A message whose tree is there already.
    func read(_ root: MessageNode, _ log: inout ProblemLog, isOrdered: Bool) -> ManifestReading {
        var reading: ManifestReading
        if NCTSMessage.isRoot(root.name) {
            reading = NCTSMessage(root, limits: limits, isOrdered: isOrdered).read(&log)
        } else if root.name == "ASYCUDA" {
            reading = ASYCUDADeclaration(root, limits: limits).read(&log)
        } else if root.name == "Awmds" {
            reading = ASYCUDAManifest(root, limits: limits).read(&log)
        } else if let declaration = WCODeclaration(root, limits: limits) {
            reading = declaration.read(&log)
        } else {
            log.error(root.place, "<\(root.name)> is no message that is read here")
            reading = ManifestReading(format: .unknown)
        }
        for declaration in reading.declarations where !declaration.canBeMatched {
            log.warn(root.line.map { "line \($0)" } ?? "", "\(declaration.reference): \(Declaration.unmatchable)")
        }
        reading.problems = log.problems
        return reading
    }
}
