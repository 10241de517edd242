import GateDomain

/// Consignments, parties, references, status.
extension EDIFACTMessage {
    mutating func beginConsignment(_ segment: EDIFACTSegment, _ log: inout ProblemLog) {
        endGoods()
        endStatus()
        container = nil
        scope = .consignment
        let reference = segment[2] ?? segment[1] ?? "\(declaration.consignments.count + 1)"
        if type == "IFTSTA" {
            status.reference = segment[2]
            return
        }
        guard declaration.consignments.count < limits.items else {
            if !wasLimited { log.error(segment.place(), "more than \(limits.items) consignments; split the message") }
            wasLimited = true
            return
        }
        declaration.consignments.append(Declaration.Consignment(reference: reference))
    }

    mutating func takeParty(_ segment: EDIFACTSegment) {
        guard let name = name(segment) ?? segment.all(3).first ?? segment[2] else { return }
        var parties = consignment.map { declaration.consignments[$0].parties } ?? declaration.parties
        switch segment[1] {
        case "CN", "IM": if parties.consignee == nil { parties.consignee = name }
        case "CZ", "EX": if parties.consignor == nil { parties.consignor = name }
        case "CA": if parties.carrier == nil || type == "CODECO" { parties.carrier = name }
        case "DT", "CB", "AE": if parties.declarant == nil { parties.declarant = name }
        default: declaration.keep(path("NAD+\(segment[1] ?? "")"), name)
        }
        if let consignment {
            declaration.consignments[consignment].parties = parties
        } else {
            declaration.parties = parties
        }
    }

    /// C080: a name of up to five lines of 35 characters; a line that is full goes on in the next.
    private func name(_ segment: EDIFACTSegment) -> String? {
        let lines = (1...5).compactMap { segment[4, $0] }
        guard var name = lines.first else { return nil }
        for (before, line) in zip(lines, lines.dropFirst()) { name += before.count >= 35 ? line : " " + line }
        return name
    }

    /// What the only consignment says of the parties holds for the whole.
    mutating func finishParties() {
        guard declaration.consignments.count == 1, let parties = declaration.consignments.first?.parties else { return }
        declaration.parties.consignor = declaration.parties.consignor ?? parties.consignor
        declaration.parties.consignee = declaration.parties.consignee ?? parties.consignee
        declaration.parties.carrier = declaration.parties.carrier ?? parties.carrier
        declaration.parties.declarant = declaration.parties.declarant ?? parties.declarant
    }

    mutating func takeReference(_ segment: EDIFACTSegment) {
        let qualifier = segment[1] ?? ""
        guard let text = segment[1, 2] else { return }
        switch qualifier {
        case "HS" where goods != nil: if let code = FieldText.hsCode(text) { goods?.hsCode = code }
        case "ABT", "AAE", "ABE":
            // Customs' number, the goods declaration's, the declarant's, in this order.
            if scope == .consignment { status.reference = text }
            if qualifier == "ABE" { ownReference = text }
            if qualifier == "ABT" || customsReference == nil { customsReference = text }
            declaration.keep(path("RFF+\(qualifier)"), text)
        case "BM" where scope == .consignment && type == "CUSCAR":
            if let consignment { declaration.consignments[consignment].reference = text }
        case "EQ" where type == "IFTSTA":
            if scope == .consignment { status.container = text }
            _ = declaration.container(text, in: &places, limit: limits.items)
        case "BM" where type == "IFTSTA" && scope == .consignment && status.reference == nil: status.reference = text
        default: declaration.keep(path("RFF+\(qualifier)"), text)
        }
    }

    /// STS of an IFTSTA, GIS of a CUSRES.
    struct StatusGroup {
        var reference: String?
        var container: String?
        var kind: DeclarationNotice.Kind?
        var text: String?
    }

    mutating func takeStatus(_ segment: EDIFACTSegment) {
        // Ours are mutually defined (ZZZ); a stranger's status is noted.
        let code = segment.tag == "STS" ? segment[2] : segment[1]
        let isOurs = segment.tag == "STS" ? segment[2, 3] == "ZZZ" : segment[1, 2] == "120" && segment[1, 3] == "ZZZ"
        let kinds: [String: DeclarationNotice.Kind] =
            segment.tag == "STS" ? ["REL": .released, "HLD": .refused] : ["1": .released, "2": .refused]
        let kind = isOurs ? code.flatMap { kinds[$0] } ?? .noted : .noted
        // One box that is held holds the declaration.
        if status.kind == .refused { return }
        status.kind = kind
        status.text = (segment.tag == "STS" ? segment[2, 4] : nil) ?? segment.raw
    }

    /// Turns the status group into a notice, when there was a status in it.
    mutating func endStatus() {
        defer { status = StatusGroup() }
        guard let kind = status.kind, notices.count < limits.items else { return }
        let reference = status.reference ?? customsReference ?? declaration.reference
        let remark = [type, status.text, status.container].compactMap { $0 }.joined(separator: " ")
        guard !reference.isEmpty else { return }
        notices.append(DeclarationNotice(reference: reference, version: 1, kind: kind, remark: remark))
    }
}
