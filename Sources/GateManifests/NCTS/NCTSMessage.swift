import GateDomain

/// A message of NCTS phase 5 or ACTS: declarations and amendments become declarations, the others notices about one.
///
/// | CC015C, CC013C | declaration |
/// | CC029C | declaration, cleared; the one under its LRN goes on under the MRN |
/// | CC043C | declaration at the destination, cleared; arrived |
/// | CC014C, CC007C, CC025C, CC044C, CC170C | cancelled, arrived, released or refused, noted, noted |
struct NCTSMessage {
    let root: MessageNode
    let type: String
    let limits: ManifestLimits
    /// JSON objects have no order.
    let isOrdered: Bool
    let rules: NCTSRules

    init(_ root: MessageNode, limits: ManifestLimits, isOrdered: Bool) {
        self.root = root
        self.limits = limits
        self.isOrdered = isOrdered
        type = root.name
        rules = NCTSRules.rules(for: root.name)
    }

    /// `CC015C`: two letters, three digits, the phase's letter.
    static func isRoot(_ name: String) -> Bool {
        let bytes = Array(name.utf8)
        return bytes.count == 6 && (bytes.starts(with: "CC".utf8) || bytes.starts(with: "CD".utf8))
            && bytes[2..<5].allSatisfy { (48...57).contains($0) } && (65...90).contains(bytes[5])
    }

    /// Where a problem of the whole message stands.
    var head: String { (root.line.map { "line \($0): " } ?? "") + type }

    func read(_ log: inout ProblemLog) -> ManifestReading {
        var reading = ManifestReading(format: .ncts, messages: [type])
        if rules.parts.isEmpty { log.warn(head, "not checked; read as far as its elements are known") }
        check(&log)
        let prepared = root.text("preparationDateAndTime").flatMap { FieldText.instant($0) }
        let version = prepared.map(FieldText.version) ?? 1
        let mrn = root.text("TransitOperation", "MRN")
        let lrn = root.text("TransitOperation", "LRN")
        let reference = mrn ?? lrn
        func notice(_ reference: String?, _ kind: DeclarationNotice.Kind, _ remark: String? = nil) {
            guard let reference else { return }
            let text = [type, remark].compactMap { $0 }.joined(separator: " ")
            reading.notices.append(
                DeclarationNotice(reference: reference, version: version, kind: kind, remark: text))
        }
        switch type {
        case "CC014C": notice(reference, .cancelled, root.text("Invalidation", "justification"))
        case "CC007C": notice(reference, .arrived, seen())
        case "CC025C":
            // Release indicator: 4 is no release, 2 a part of the goods.
            let indicator = root.text("TransitOperation", "releaseIndicator")
            notice(
                reference, indicator == "4" ? .refused : indicator == "2" ? .noted : .released,
                indicator.map { "release indicator \($0)" })
        case "CC044C":
            let conform = root.text("UnloadingRemark", "conform").map { "conform \($0)" }
            notice(
                reference, .noted,
                [conform, root.text("UnloadingRemark", "unloadingRemark")].compactMap { $0 }.joined(separator: " "))
        case "CC170C": notice(reference, .noted, seen())
        default:
            var declaration = declaration(&log)
            declaration.version = version
            declaration.reference = reference ?? root.text("messageIdentification") ?? ""
            if mrn != nil { declaration.keep("LRN", lrn) }
            if declaration.reference.isEmpty {
                log.error(head, "neither MRN nor LRN; the message is left out")
                return reading
            }
            if type == "CC029C" || type == "CC043C" { declaration.status = .cleared }
            reading.declarations.append(declaration)
            reading.stands(at: head)
            if type == "CC029C" {
                notice(mrn, .released)
                if mrn != nil, lrn != mrn { notice(lrn, .cancelled, "goes on as \(mrn ?? "")") }
            }
            if type == "CC043C" { notice(mrn, .arrived) }
        }
        return reading
    }

    /// Boxes and vehicles that a notice names, for its remark.
    private func seen() -> String? {
        let consignment = root.all("Consignment")
        let boxes = consignment.flatMap {
            $0.all("TransportEquipment", "containerIdentificationNumber")
                + $0.all("Incident", "TransportEquipment", "containerIdentificationNumber")
        }
        let vehicles = consignment.flatMap {
            $0.all("DepartureTransportMeans", "identificationNumber")
                + $0.all("ActiveBorderTransportMeans", "identificationNumber")
                + $0.all("Incident", "Transhipment", "TransportMeans", "identificationNumber")
        }
        let words = (boxes + vehicles).prefix(100).compactMap { $0.taken() }
        return words.isEmpty ? nil : words.joined(separator: ", ")
    }
}
