import GateDomain

/// Messages of the EU with short element names under `HEAHEA`: entry summary declarations (CC315A and its answers), NCTS phase 4
/// (CC015B, GB015B…), and IRU's TIR-EPD, which is built upon these (EPD015).
struct HeaderMessage {
    let root: MessageNode
    private let limits: ManifestLimits
    private let zone: SenderZone

    init(_ root: MessageNode, options: ReadingOptions) {
        self.root = root
        limits = options.limits
        zone = options.zones.zone(of: root.first("MesSenMES3")?.text)
    }

    /// `CC015B`, `EPD015`, `IE315`: letters, then the three digits that tell.
    static func number(_ name: String) -> String? {
        let digits = name.drop { !FieldText.isDigit($0) }.prefix { FieldText.isDigit($0) }
        return digits.count == 3 && name.prefix(while: { !FieldText.isDigit($0) }).count <= 4 ? String(digits) : nil
    }

    func read(_ log: inout ProblemLog) -> ManifestReading {
        var reading = ManifestReading(format: .header, messages: [root.name])
        let type = Self.number(root.name) ?? root.first("MesTypMES20").flatMap { Self.number($0.text) } ?? ""
        let meaning = CustomsMessageType("CC" + type)
        if let test = root.text("TesIndMES18"), test != "0" {
            log.warn(root.place, "a test message (TesIndMES18); it is read and not taken")
            return reading
        }
        let header = root.first("HEAHEA")
        let own = header?.text("RefNumHEA4") ?? header?.text("RefNumEPT1")
        let customs = header?.text("DocNumHEA5")
        guard let reference = customs ?? own else {
            log.error(root.place, "neither DocNumHEA5 nor RefNumHEA4; the message is left out")
            return reading
        }
        let time = (root.text("DatOfPreMES9") ?? "") + (root.text("TimOfPreMES10") ?? "")
        let prepared = FieldText.instant(digits: time, format: nil, zone: zone)
        let version = prepared.map(FieldText.version) ?? 1
        func notice(_ reference: String, _ kind: DeclarationNotice.Kind, also: String? = nil) {
            let reason = root.descendants("DesOfErrER1", "ErrReaER14", "CusIntTexCUSINT632", "CanJusHEA248").compactMap
            { $0.taken() }
            reading.notices.append(
                DeclarationNotice(
                    reference: reference, version: version, kind: kind,
                    remark: ([root.name] + reason.prefix(3)).joined(separator: " "), also: also,
                    isUndated: prepared == nil))
        }
        switch meaning {
        case .declaration(let status):
            var declaration = declaration(&log)
            declaration.reference = reference
            declaration.version = version
            declaration.status = status
            if customs != nil { declaration.keep("LRN", own) }
            root.keepRest(in: &declaration, limit: limits.items)
            reading.declarations = [declaration]
            if let customs, let own, customs != own {
                notice(own, type == "029" ? .cancelled : .linked, also: customs)
            }
        case .notice(.linked):
            if let own, let customs { notice(own, .linked, also: customs) } else { notice(reference, .noted) }
        case .notice(let kind): notice(reference, kind)
        case .invalidationDecision:
            notice(reference, header?.text("CanDecHEA93") == "0" ? .reinstated : .cancelled)
        case .rejection: notice(reference, .noted)
        case .release: notice(reference, .released)
        case .unknown:
            log.error(root.place, "no message that is known here; nothing of it is taken, keep the file")
        }
        return reading
    }

    private func declaration(_ log: inout ProblemLog) -> Declaration {
        var declaration = Declaration(reference: "")
        declaration.keep("message", root.name)
        let header = root.first("HEAHEA")
        let mode = header?.first("TraModAtBorHEA76")?.text ?? "3"
        let items = root.all("GOOITEGDS")
        if mode.hasPrefix("3") {
            declaration.takePlates(
                header?.text("IdeOfMeaOfTraCroHEA85") ?? header?.text("IdeOfMeaOfTraAtDHEA78") ?? "")
            declaration.vehicle.nationality =
                header?.text("NatOfMeaOfTraCroHEA87") ?? header?.text("NatOfMeaOfTraAtDHEA80")
            for means in items.flatMap({ $0.all("IDEMEATRAGI970", "IdeMeaTraGIMEATRA1") }).prefix(100) {
                for plate in PlateText.plates(means.taken() ?? "") where declaration.vehicle.tractorPlate != nil {
                    declaration.vehicle.add(trailer: plate)
                }
            }
        }
        declaration.parties.declarant = root.text("TRAPRIPC1", "NamPC17") ?? root.text("PERLODSUMDEC", "NamPLD1")
        declaration.parties.consignor = root.text("TRACONCO1", "NamCO17") ?? items.first?.text("TRACONCO2", "NamCO27")
        declaration.parties.consignee = root.text("TRACONCE1", "NamCE17") ?? items.first?.text("TRACONCE2", "NamCE27")
        declaration.parties.carrier = root.text("TRACARENT601", "NamTRACARENT604")
        var places: [String: Int] = [:]
        for item in items.prefix(limits.items) { take(item, &places, &declaration, &log) }
        let seals = root.all("SEAID529", "SeaIdSEAID530") + root.all("SEAINFSLI", "SEAIDSID", "SeaIdeSID1")
        let numbers = seals.prefix(1000).compactMap { $0.taken() }.map { Declaration.Seal(number: $0) }
        // One list for the whole: the only box's, else the load space's.
        if declaration.containers.count == 1 {
            declaration.containers[0].seals += numbers
        } else {
            declaration.vehicle.seals += numbers
        }
        return declaration
    }

    private func take(
        _ item: MessageNode, _ places: inout [String: Int], _ declaration: inout Declaration, _ log: inout ProblemLog
    ) {
        var goods = Declaration.Goods(consignment: item.text("ComRefNumGIM1"))
        goods.description = item.text("GooDesGDS23")
        let code = item.text("COMCODGODITM", "ComNomCMD1") ?? item.text("ComCodTarCodGDS10")
        goods.hsCode = code.flatMap { FieldText.hsCode($0) }
        goods.grossKg = item.number("GroMasGDS46", log: &log)
        goods.netKg = item.number("NetMasGDS48", log: &log)
        let packages = item.all("PACGS2").compactMap { $0.count("NumOfPacGS24", log: &log) }
        goods.packages = packages.isEmpty ? nil : packages.reduce(0) { $0.addingReportingOverflow($1).partialValue }
        goods.hazards = [item.text("UNDanGooCodGDI1"), item.text("UNDanGooCodGDI")].compactMap { $0 }.map {
            Declaration.Hazard(unNumber: $0)
        }
        for box in item.all("CONNR2", "ConNumNR21").prefix(1000) {
            guard let index = declaration.container(box.taken(), in: &places, limit: limits.items) else { continue }
            goods.containers.append(declaration.containers[index].number)
        }
        for document in item.all("PRODOCDC2").prefix(1000) {
            guard let number = document.text("DocRefDC23") else { continue }
            declaration.add(Declaration.Document(kind: document.text("DocTypDC21") ?? "", number: number))
        }
        if goods != Declaration.Goods() { declaration.goods.append(goods) }
    }
}
