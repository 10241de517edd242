import GateDomain

/// A declaration of the WCO Data Model 3: root `<Declaration>`, often inside `<MetaData>`.
///
/// Reference: the declaration's `ID` (MRN), else `FunctionalReferenceID`. Function 1, or type INV, is a cancellation;
/// an amendment by pointers is noted.
struct WCODeclaration {
    private let declarations: [MessageNode]
    private let root: MessageNode
    private let limits: ManifestLimits

    /// Nil when there is no declaration in the message.
    init?(_ root: MessageNode, limits: ManifestLimits) {
        let found = root.name == "Declaration" ? [root] : root.all("Declaration")
        guard !found.isEmpty else { return nil }
        declarations = found
        self.root = root
        self.limits = limits
    }

    func read(_ log: inout ProblemLog) -> ManifestReading {
        var reading = ManifestReading(format: .wco)
        for node in declarations {
            guard reading.declarations.count < limits.declarations else {
                log.error(node.place, "more than \(limits.declarations) declarations; split the file")
                break
            }
            let type = node.text("TypeCode")
            reading.messages.append(["WCO Declaration", type].compactMap { $0 }.joined(separator: " "))
            let mrn = node.text("ID")
            let local = node.text("FunctionalReferenceID")
            guard let reference = mrn ?? local else {
                log.error(node.place, "neither ID nor FunctionalReferenceID; the declaration is left out")
                continue
            }
            let time =
                node.first("IssueDateTime") ?? node.first("AcceptanceDateTime") ?? root.first("PreparationDateTime")
            let version = time.flatMap(instant).map(FieldText.version) ?? 1
            if node.text("FunctionCode") == "1" || type == "INV" {
                let reason = node.text("AdditionalInformation", "StatementDescription")
                let remark = ["WCO Declaration", type, reason].compactMap { $0 }.joined(separator: " ")
                reading.notices.append(
                    DeclarationNotice(reference: reference, version: version, kind: .cancelled, remark: remark))
                continue
            }
            if let amendment = node.first("Amendment") {
                // It carries what changes alone: in place of the whole it would lose the rest.
                log.warn(amendment.place, "an amendment by pointers is noted, not applied; send the whole declaration")
                reading.notices.append(
                    DeclarationNotice(
                        reference: reference, version: version, kind: .noted, remark: "WCO Declaration amendment"))
                continue
            }
            var declaration = declaration(node, reference, &log)
            declaration.version = version
            if mrn != nil { declaration.keep("FunctionalReferenceID", local) }
            node.keepRest(in: &declaration, limit: limits.items)
            reading.declarations.append(declaration)
            reading.stands(at: node.place)
        }
        return reading
    }

    /// A time as text, or in `DateTimeString` with an EDIFACT format code.
    private func instant(_ node: MessageNode) -> Instant? {
        let inner = node.first("DateTimeString") ?? node
        guard let text = inner.taken() else { return nil }
        return FieldText.instant(text)
            ?? FieldText.instant(digits: text, format: inner.first("@formatCode")?.text)
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
                if declaration.vehicle.trailerPlate == nil {
                    declaration.vehicle.trailerPlate = identity.taken().flatMap { Plate($0) }
                }
            } else if declaration.vehicle.tractorPlate == nil, let text = identity.taken() {
                declaration.takePlates(text)
            }
        }
    }

    private func take(_ equipment: MessageNode, _ places: inout [String: Int], _ declaration: inout Declaration) {
        let raw = equipment.text("ID") ?? equipment.text("EquipmentIdentification", "ID")
        guard let index = declaration.container(raw, in: &places, limit: limits.items) else { return }
        let size = equipment.text("CharacteristicCode")
        declaration.containers[index].sizeType = size.flatMap { SizeTypeCode($0) }
        if declaration.containers[index].sizeType == nil { declaration.keep("containers[\(index)].type", size) }
        switch equipment.text("FullnessCode") {
        case "4": declaration.containers[index].load = .empty
        case "5": declaration.containers[index].load = .full
        default: break
        }
        for seal in equipment.all("Seal").prefix(1000) {
            guard let number = seal.text("ID") else { continue }
            declaration.containers[index].seals.append(
                Declaration.Seal(number: number, issuer: seal.text("IssuingPartyCode")))
        }
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
            goods.grossKg = measure?.number("GrossMassMeasure", log: &log)
            goods.netKg =
                measure?.number("NetNetWeightMeasure", log: &log) ?? measure?.number("NetWeightMeasure", log: &log)
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
