import GateDomain

/// A message of NCTS phase 5, ACTS or AES: declarations and amendments become declarations, the others notices about one, by
/// `CustomsMessageType`.
///
/// CC029C ends the declaration under its LRN, which goes on under the MRN; CC182C brings another tractor and new seals.
struct NCTSMessage {
    let root: MessageNode
    let type: String
    let limits: ManifestLimits
    let zone: SenderZone
    /// JSON objects have no order.
    let isOrdered: Bool
    let rules: NCTSRules
    /// The part with the references: `TransitOperation`, `ExportOperation`.
    let operation: MessageNode?

    init(_ root: MessageNode, options: ReadingOptions, isOrdered: Bool) {
        self.root = root
        limits = options.limits
        zone = options.zones.zone(of: root.first("messageSender")?.text)
        self.isOrdered = isOrdered
        type = root.name
        rules = NCTSRules.rules(for: root.name)
        operation =
            root.children.first { $0.name.hasSuffix("Operation") && ($0.first("MRN") ?? $0.first("LRN")) != nil }
            ?? root.children.first { ($0.first("MRN") ?? $0.first("LRN")) != nil }
    }

    /// `CC015C`: two letters, three digits, the phase's letter.
    static func isRoot(_ name: String) -> Bool {
        let bytes = Array(name.utf8)
        return bytes.count == 6 && (bytes.starts(with: "CC".utf8) || bytes.starts(with: "CD".utf8))
            && bytes[2..<5].allSatisfy { (48...57).contains($0) } && (65...90).contains(bytes[5])
    }

    /// Whether it is of the export system.
    var isExport: Bool { ["5", "6"].contains(type.dropFirst(2).first) }

    /// Where a problem of the whole message stands.
    var head: String { (root.line.map { "line \($0): " } ?? "") + type }

    func read(_ log: inout ProblemLog) -> ManifestReading {
        var reading = ManifestReading(format: isExport ? .aes : .ncts, messages: [type])
        let meaning = type.hasPrefix("CC") ? CustomsMessageType(type) : .unknown
        if meaning == .unknown {
            log.error(head, "no message that is known here; nothing of it is taken, keep the file")
            return reading
        }
        check(&log)
        let prepared = root.text("preparationDateAndTime").flatMap { FieldText.instant($0, zone: zone) }
        let version = prepared.map(FieldText.version) ?? 1
        let mrn = operation?.text("MRN")
        let lrn = operation?.text("LRN")
        let reference = mrn ?? lrn
        func notice(
            _ reference: String?, _ kind: DeclarationNotice.Kind, _ remark: String? = nil, also: String? = nil,
            change: Declaration? = nil
        ) {
            guard let reference else { return }
            let text = [type, remark].compactMap { $0 }.joined(separator: " ")
            reading.notices.append(
                DeclarationNotice(
                    reference: reference, version: version, kind: kind, remark: text, also: also, change: change,
                    isUndated: prepared == nil))
        }
        switch meaning {
        case .declaration(let status):
            var declaration = declaration(&log)
            declaration.version = version
            declaration.reference = reference ?? root.text("messageIdentification") ?? ""
            if mrn != nil { declaration.keep("LRN", lrn) }
            if declaration.reference.isEmpty {
                log.error(head, "neither MRN nor LRN; the message is left out")
                return reading
            }
            declaration.status = status
            reading.declarations.append(declaration)
            if type == "CC029C" || type == "CC529C" {
                notice(mrn, .released)
                if mrn != nil, lrn != mrn { notice(lrn, .cancelled, "goes on as \(mrn ?? "")", also: mrn) }
            }
            if type == "CC043C" { notice(mrn, .arrived) }
        case .invalidationDecision:
            let decision = root.text("Invalidation", "decision")
            notice(reference, decision == "0" ? .reinstated : .cancelled, remark(of: ["justification"]))
        case .rejection: rejection(reference, isNamed: mrn != nil, notice)
        case .release:
            // 4 is no release, 2 a part of the goods.
            let indicator = operation?.text("releaseIndicator")
            notice(
                reference, indicator == "4" ? .refused : indicator == "2" ? .noted : .released,
                indicator.map { "release indicator \($0)" })
        case .notice(.linked):
            if let lrn, let mrn, lrn != mrn { notice(lrn, .linked, also: mrn) } else { notice(reference, .noted) }
        case .notice(let kind):
            notice(
                reference, kind, [remark(of: Self.remarks), seen()].compactMap { $0 }.joined(separator: " "))
            if let change = incident() { notice(reference, .changed, change: change) }
        case .unknown: break
        }
        if case .declaration = meaning {
        } else if meaning != .notice(.linked), let lrn, let mrn, lrn != mrn {
            notice(lrn, .linked, also: mrn)
        }
        return reading
    }

    /// 015 and 515 are the declaration, 013 and 513 its amendment, 014 and 514 the request to invalidate it.
    private func rejection(
        _ reference: String?, isNamed: Bool,
        _ notice: (String?, DeclarationNotice.Kind, String?, String?, Declaration?) -> Void
    ) {
        let type = operation?.text("businessRejectionType") ?? root.text("businessRejectionType")
        let kind: DeclarationNotice.Kind
        switch type?.filter(FieldText.isDigit) {
        case "015", "515", "615": kind = .refused
        case "014", "514", "614": kind = .reinstated
        // Without its type: a declaration that has no MRN yet can be rejected alone.
        case nil, "": kind = isNamed ? .noted : .refused
        default: kind = .noted
        }
        let words = [type.map { "of \($0)" }, remark(of: ["rejectionCode", "rejectionReason"])]
        notice(reference, kind, words.compactMap { $0 }.joined(separator: " "), nil, nil)
    }

    private static let remarks = [
        "justification", "conform", "unloadingRemark", "noReleaseMotivationCode", "noReleaseMotivationText",
        "rejectionReason", "errorReason", "text", "remarks",
    ]

    /// What the message says in words, with its first elements of these names.
    private func remark(of names: [String]) -> String? {
        var words: [String] = []
        func visit(_ node: MessageNode, _ depth: Int) {
            for child in node.children where words.count < 10 {
                if names.contains(child.name), let text = child.taken() {
                    words.append(child.name == "conform" ? "conform \(text)" : text)
                }
                if depth > 0 { visit(child, depth - 1) }
            }
        }
        visit(root, 3)
        return words.isEmpty ? nil : words.joined(separator: " ")
    }

    /// The other tractor and the new seals of an incident under way; nil when nothing has changed.
    private func incident() -> Declaration? {
        var change = Declaration(reference: "")
        for incident in root.all("Consignment", "Incident") {
            for means in incident.all("Transhipment", "TransportMeans") { takeVehicle(means, &change) }
            var places = Dictionary(
                change.containers.enumerated().map { ($1.number, $0) }, uniquingKeysWith: { first, _ in first })
            for equipment in incident.all("TransportEquipment") {
                let seals = equipment.all("Seal", "identifier").compactMap { seal in
                    seal.text.isEmpty ? nil : Declaration.Seal(number: seal.text)
                }
                guard !seals.isEmpty else { continue }
                let raw = equipment.first("containerIdentificationNumber")?.text
                if let index = change.container(raw, in: &places, limit: limits.items) {
                    change.containers[index].seals = seals
                } else {
                    change.vehicle.seals = seals
                }
            }
        }
        return change.canBeMatched || !change.vehicle.seals.isEmpty ? change : nil
    }

    /// Boxes and vehicles that a notice names, for its remark.
    private func seen() -> String? {
        let consignment = root.all("Consignment") + root.all("GoodsShipment", "Consignment")
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
