import GateDomain

/// Messages of the WCO Data Model 3: `<Declaration>` and `<Response>`, often inside `<MetaData>`.
///
/// Reference: the declaration's `ID` (MRN), else `FunctionalReferenceID`. Functions 1 and 3, type INV and messages that name themselves an
/// invalidation (CC414A) cancel; 2 and 4 add; an amendment by pointers is noted. Responses are notices by their function code.
struct WCODeclaration {
    private let root: MessageNode
    private let limits: ManifestLimits
    private let zone: SenderZone

    init(_ root: MessageNode, options: ReadingOptions) {
        self.root = root
        limits = options.limits
        let sender = root.first("CommunicationMetaData", "SenderID") ?? root.first("Submitter", "ID")
        zone = options.zones.zone(of: sender?.text)
    }

    func read(_ log: inout ProblemLog) -> ManifestReading {
        var reading = ManifestReading(format: .wco)
        let nodes = root.name == "MetaData" ? root.all("Declaration") + root.all("Response") : [root]
        if nodes.isEmpty { log.error(root.place, "neither Declaration nor Response in it; nothing of it is taken") }
        for node in nodes {
            guard reading.declarations.count < limits.declarations else {
                log.error(node.place, "more than \(limits.declarations) declarations; split the file")
                break
            }
            node.name == "Response" ? takeResponse(node, &reading, &log) : take(node, &reading, &log)
        }
        return reading
    }

    /// What the envelope calls the message: `DEC`, `CC414A`.
    private var wrapped: String { root.first("WCOTypeCode")?.text ?? root.first("WCOTypeName")?.text ?? "" }

    private func isCancellation(_ function: String?, _ type: String?) -> Bool {
        if function == "1" || function == "3" || type == "INV" || type == "CAN" { return true }
        let digits = wrapped.filter(FieldText.isDigit)
        return ["414", "014", "514"].contains(digits) || ["INV", "CAN"].contains(wrapped)
    }

    private func take(_ node: MessageNode, _ reading: inout ManifestReading, _ log: inout ProblemLog) {
        let type = node.text("TypeCode")
        let name = ["WCO Declaration", type ?? (wrapped.isEmpty ? nil : wrapped)].compactMap { $0 }.joined(
            separator: " ")
        reading.messages.append(name)
        let mrn = node.text("ID")
        let local = node.text("FunctionalReferenceID")
        guard let reference = mrn ?? local else {
            log.error(node.place, "neither ID nor FunctionalReferenceID; the declaration is left out")
            return
        }
        let time = node.first("IssueDateTime") ?? node.first("AcceptanceDateTime") ?? root.first("PreparationDateTime")
        let issued = time?.instant(zone)
        let version = issued.map(FieldText.version) ?? 1
        func notice(_ kind: DeclarationNotice.Kind, _ remark: String?, also: String? = nil, change: Declaration? = nil)
        {
            reading.notices.append(
                DeclarationNotice(
                    reference: also == nil ? reference : local ?? reference, version: version, kind: kind,
                    remark: [name, remark].compactMap { $0 }.joined(separator: " "), also: also, change: change,
                    isUndated: issued == nil))
        }
        let function = node.text("FunctionCode")
        if isCancellation(function, type) {
            notice(.cancelled, node.text("AdditionalInformation", "StatementDescription"))
            return
        }
        if let amendment = node.first("Amendment") {
            // It carries what changes alone: in place of the whole it would lose the rest.
            log.warn(amendment.place, "an amendment by pointers is noted, not applied; send the whole declaration")
            notice(.noted, "amendment")
            return
        }
        var declaration = declaration(node, reference, &log)
        declaration.version = version
        if mrn != nil { declaration.keep("FunctionalReferenceID", local) }
        node.keepRest(in: &declaration, limit: limits.items)
        if function == "2" || function == "4" {
            notice(.changed, "function \(function ?? "")", change: declaration)
        } else {
            reading.declarations.append(declaration)
        }
        if let mrn, let local, mrn != local { notice(.linked, nil, also: mrn) }
    }

    /// Customs' answer; function codes as the DMS of the United Kingdom, Denmark and the Netherlands have them.
    private func takeResponse(_ node: MessageNode, _ reading: inout ManifestReading, _ log: inout ProblemLog) {
        let function = node.text("FunctionCode") ?? ""
        reading.messages.append("WCO Response \(function)")
        let mrn = node.text("Declaration", "ID")
        let local = node.text("Declaration", "FunctionalReferenceID")
        guard let reference = mrn ?? local else {
            log.error(node.place, "the response names no declaration; nothing of it is taken, keep the file")
            return
        }
        let issued = (node.first("IssueDateTime") ?? node.first("Status", "EffectiveDateTime"))?.instant(zone)
        let kind: DeclarationNotice.Kind
        switch Int(function) {
        case 8, 9: kind = .released
        case 3: kind = .refused
        case 10: kind = .cancelled
        case 1, 2, 4, 5, 6, 7, 11, 13, 14, 15, 16, 17, 18, 50, 51: kind = .noted
        default:
            log.error(node.place, "response \(quoted(function)) is not known; it is noted and changes nothing")
            kind = .noted
        }
        let remark =
            (["WCO Response \(function)"] + node.all("Status", "NameCode").prefix(5).compactMap { $0.taken() }
            + node.descendants("Description", "StatementDescription").prefix(5).compactMap { $0.taken() })
            .joined(separator: " ")
        func notice(_ reference: String, _ kind: DeclarationNotice.Kind, also: String? = nil) {
            reading.notices.append(
                DeclarationNotice(
                    reference: reference, version: issued.map(FieldText.version) ?? 1, kind: kind, remark: remark,
                    also: also, isUndated: issued == nil))
        }
        notice(reference, kind)
        if let mrn, let local, mrn != local { notice(local, .linked, also: mrn) }
    }

    private func declaration(_ node: MessageNode, _ reference: String, _ log: inout ProblemLog) -> Declaration {
        var declaration = Declaration(reference: reference)
        declaration.keep("message", "WCO Declaration")
        for office in ["TotalPackageQuantity", "InvoiceAmount"] { declaration.keep(office, node.text(office)) }
        let shipments = node.all("GoodsShipment")
        let consignments = shipments.flatMap { $0.all("Consignment") } + node.all("Consignment")
        declaration.parties.declarant = party(node.first("Declarant"))
        declaration.parties.consignor =
            party(shipments.first?.first("Consignor")) ?? party(shipments.first?.first("Exporter"))
            ?? party(node.first("Exporter")) ?? party(consignments.first?.first("Consignor"))
        declaration.parties.consignee =
            party(shipments.first?.first("Consignee")) ?? party(shipments.first?.first("Importer"))
            ?? party(consignments.first?.first("Consignee"))
        declaration.parties.carrier =
            party(consignments.first?.first("Carrier")) ?? party(node.first("Carrier"))
        takeVehicles(node, consignments, &declaration)
        var places: [String: Int] = [:]
        for consignment in consignments {
            for equipment in consignment.all("TransportEquipment") { take(equipment, &places, &declaration) }
            if let document = consignment.text("TransportContractDocument", "ID") {
                declaration.consignments.append(Declaration.Consignment(reference: document))
            }
        }
        for item in shipments.flatMap({ $0.all("GovernmentAgencyGoodsItem") }).prefix(limits.items) {
            take(item, &places, &declaration, &log)
        }
        let items = consignments.flatMap { $0.all("ConsignmentItem") }
        for item in items.prefix(limits.items) { take(item, &places, &declaration, &log) }
        return declaration
    }

    private func takeVehicles(
        _ node: MessageNode, _ consignments: [MessageNode], _ declaration: inout Declaration
    ) {
        let means =
            node.all("BorderTransportMeans") + consignments.flatMap { $0.all("BorderTransportMeans") }
            + consignments.flatMap { $0.all("ArrivalTransportMeans") + $0.all("DepartureTransportMeans") }
        for vehicle in means {
            let kind = vehicle.first("IdentificationTypeCode")?.text ?? ""
            let mode = vehicle.first("ModeCode")?.text ?? "3"
            guard !["10", "11", "20", "21", "40", "41", "80", "81"].contains(kind), mode.hasPrefix("3"),
                let identity = vehicle.first("ID") ?? vehicle.first("Name")
            else { continue }
            if kind == "31" {
                for plate in PlateText.plates(identity.taken() ?? "") { declaration.vehicle.add(trailer: plate) }
            } else if declaration.vehicle.tractorPlate == nil, let text = identity.taken() {
                declaration.takePlates(text)
                declaration.vehicle.nationality = vehicle.text("RegistrationNationalityCode")
            }
        }
    }

    private func take(_ equipment: MessageNode, _ places: inout [String: Int], _ declaration: inout Declaration) {
        let raw = equipment.text("ID") ?? equipment.text("EquipmentIdentification", "ID")
        let seals = equipment.all("Seal").prefix(1000).compactMap { seal in
            (seal.text("ID") ?? seal.text("SealID")).map {
                Declaration.Seal(number: $0, issuer: seal.text("IssuingPartyCode"))
            }
        }
        guard let index = declaration.container(raw, in: &places, limit: limits.items) else {
            declaration.vehicle.seals += seals
            return
        }
        let size = equipment.text("CharacteristicCode")
        declaration.containers[index].sizeType = size.flatMap { SizeTypeCode(declared: $0) }
        if declaration.containers[index].sizeType == nil { declaration.keep("containers[\(index)].type", size) }
        switch equipment.text("FullnessCode") {
        case "4": declaration.containers[index].load = .empty
        case "5": declaration.containers[index].load = .full
        default: break
        }
        declaration.containers[index].seals += seals
    }

    private func take(
        _ item: MessageNode, _ places: inout [String: Int], _ declaration: inout Declaration, _ log: inout ProblemLog
    ) {
        var goods = Declaration.Goods()
        for commodity in item.all("Commodity").prefix(1) {
            goods.description = commodity.text("Description") ?? commodity.text("CargoDescription")
            // TSP is the tariff's first part, SRZ the whole.
            let types = ["TSP", "HS", "SRZ", ""]
            let main = commodity.all("Classification").first {
                types.contains($0.first("IdentificationTypeCode")?.text ?? "")
            }
            goods.hsCode = main?.text("ID").flatMap { FieldText.hsCode($0) }
            let measure = commodity.first("GoodsMeasure") ?? item.first("GoodsMeasure")
            goods.grossKg = measure?.kilograms("GrossMassMeasure", log: &log)
            goods.netKg =
                measure?.kilograms("NetNetWeightMeasure", log: &log)
                ?? measure?.kilograms("NetWeightMeasure", log: &log)
            let amount = commodity.first("InvoiceLine", "ItemChargeAmount") ?? item.first("StatisticalValueAmount")
            goods.value = amount?.taken().flatMap { FieldText.number($0) }
            goods.currency = amount?.first("@currencyID")?.text
            goods.hazards = commodity.all("DangerousGoods").prefix(1000).compactMap { hazard in
                let number = hazard.text("UNDGID") ?? hazard.text("ID")
                return number.map { Declaration.Hazard(unNumber: $0, hazardClass: hazard.text("HazardClassCode")) }
            }
            for equipment in commodity.all("TransportEquipment").prefix(1000) {
                guard let index = declaration.container(equipment.text("ID"), in: &places, limit: limits.items)
                else { continue }
                goods.containers.append(declaration.containers[index].number)
            }
        }
        goods.origin = item.text("Origin", "CountryCode")
        let packages = item.all("Packaging").compactMap { $0.count("QuantityQuantity", log: &log) }
        goods.packages = packages.isEmpty ? nil : packages.reduce(0) { $0.addingReportingOverflow($1).partialValue }
        for document in item.all("AdditionalDocument").prefix(1000) {
            guard let number = document.text("ID") else { continue }
            let kind = (document.text("CategoryCode") ?? "") + (document.text("TypeCode") ?? "")
            declaration.add(Declaration.Document(kind: kind, number: number))
        }
        if goods != Declaration.Goods() { declaration.goods.append(goods) }
    }

    /// A party's name, else its identifier.
    private func party(_ node: MessageNode?) -> String? { node?.text("Name") ?? node?.text("ID") }
}
