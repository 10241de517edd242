import GateDomain

/// ICS2's entry summary of the road (IE3F50) and the messages about it.
struct EntrySummary {
    private let root: MessageNode
    private let limits: ManifestLimits
    private let zone: SenderZone

    init(_ root: MessageNode, options: ReadingOptions) {
        self.root = root
        limits = options.limits
        zone = options.zones.zone(of: root.first("messageSender")?.text)
    }

    /// `IE3F50`: filings F50 and F51, amendments A50, answers.
    static func isRoot(_ name: String) -> Bool { name.uppercased().hasPrefix("IE3") && name.utf8.count == 6 }

    func read(_ log: inout ProblemLog) -> ManifestReading {
        let type = root.name.uppercased()
        var reading = ManifestReading(format: .header, messages: [type])
        let own = root.descendants("LRN").first?.taken()
        let customs = root.descendants("MRN").first?.taken()
        guard let reference = customs ?? own else {
            log.error(root.place, "neither MRN nor LRN; the message is left out")
            return reading
        }
        let time =
            root.first("documentIssueDate") ?? root.first("registrationDate") ?? root.first("preparationDateAndTime")
        let issued = time?.instant(zone)
        let version = issued.map(FieldText.version) ?? 1
        func notice(_ reference: String, _ kind: DeclarationNotice.Kind, also: String? = nil) {
            reading.notices.append(
                DeclarationNotice(
                    reference: reference, version: version, kind: kind, remark: type, also: also,
                    isUndated: issued == nil))
        }
        switch type {
        case "IE3F50", "IE3F51", "IE3A50", "IE3A51":
            var declaration = Declaration(reference: reference, version: version, direction: .entry)
            declaration.keep("message", type)
            FreightParts(limits: limits).take(root, &declaration, &log)
            root.keepRest(in: &declaration, limit: limits.items)
            reading.declarations = [declaration]
        case "IE3Q04": notice(reference, .cancelled)
        case "IE3R01": if let own, let customs { notice(own, .linked, also: customs) }
        case "IE3N01", "IE3N03", "IE3N04", "IE3N05", "IE3N07", "IE3N08", "IE3N10", "IE3N11", "IE3N99", "IE3R04",
            "IE3R07",
            "IE3Q01", "IE3Q02", "IE3Q03", "IE3N06":
            notice(reference, type == "IE3N06" ? .arrived : .noted)
        default:
            log.error(root.place, "no message that is known here; nothing of it is taken, keep the file")
        }
        return reading
    }
}
