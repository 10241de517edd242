import GateDomain

/// Tells an XML message by its root element and reads it; one that is wrapped in an envelope is found inside.
struct XMLReader {
    let name: String
    let options: ReadingOptions

    func read(_ bytes: [UInt8]) -> ManifestReading {
        let tree = XMLTree(bytes, limits: options.limits)
        var log = ProblemLog(name: name, limits: options.limits)
        if let fault = tree.fault { log.error(fault.place, fault.message) }
        guard let root = tree.root else {
            if tree.fault == nil { log.error("", "no XML element") }
            return ManifestReading(format: .unknown, problems: log.problems)
        }
        return read(root, &log, isOrdered: true)
    }

    /// Messages whose tree is there already.
    func read(_ root: MessageNode, _ log: inout ProblemLog, isOrdered: Bool) -> ManifestReading {
        var reading = OrderedReading(format: .unknown)
        var inner: [MessageNode] = []
        let messages = Envelope(options.limits).messages(in: root, keeping: &inner)
        if messages.isEmpty {
            log.error(
                root.place, "<\(root.name)> is no message that is read here; nothing of it is taken, keep the file")
        }
        for message in messages {
            guard reading.count < options.limits.declarations else {
                log.error(message.place, "more than \(options.limits.declarations) declarations; split the file")
                break
            }
            var one = self.message(message, &log, isOrdered: isOrdered)
            for index in one.declarations.indices {
                let place = message.line.map { "line \($0): " } ?? ""
                one.declarations[index].source = "\(name): \(place)\(message.name)"
                if !one.declarations[index].canBeMatched {
                    log.warn(
                        message.line.map { "line \($0)" } ?? "",
                        "\(one.declarations[index].reference): \(Declaration.unmatchable)")
                }
            }
            reading.add(one)
        }
        withExtendedLifetime(inner) {}
        return reading.finished(&log)
    }

    private func message(_ root: MessageNode, _ log: inout ProblemLog, isOrdered: Bool) -> ManifestReading {
        if EntrySummary.isRoot(root.name) { return EntrySummary(root, options: options).read(&log) }
        if root.first("HEAHEA") != nil { return HeaderMessage(root, options: options).read(&log) }
        switch root.name {
        case _ where NCTSMessage.isRoot(root.name):
            return NCTSMessage(root, options: options, isOrdered: isOrdered).read(&log)
        case "ASYCUDA": return ASYCUDADeclaration(root, options: options).read(&log)
        case "Awmds", "AWMDS": return ASYCUDAManifest(root, options: options).read(&log)
        case "Manifest": return RoadManifest(root, options: options).read(&log)
        case "DespatchAdvice": return DespatchAdvice(root, options: options).read(&log)
        case "eCMR", "consignment", "SupplyChainConsignment", "SpecifiedSupplyChainConsignment":
            return FreightConsignment(root, options: options).read(&log)
        default: return WCODeclaration(root, options: options).read(&log)
        }
    }
}
