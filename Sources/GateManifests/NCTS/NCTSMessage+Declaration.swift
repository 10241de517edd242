import GateDomain

extension NCTSMessage {
    /// The declaration in the message, without its reference and version.
    func declaration(_ log: inout ProblemLog) -> Declaration {
        var declaration = Declaration(reference: "")
        declaration.keep("message", type)
        _ = root.text("messageType")
        declaration.validUntil = operation?.text("limitDate").flatMap {
            FieldText.instant($0, endOfDay: true, zone: zone)
        }
        declaration.parties.declarant =
            party(root.first("HolderOfTheTransitProcedure")) ?? party(root.first("Declarant"))
        if isExport { declaration.direction = .exit }
        for consignment in root.all("Consignment") + root.all("GoodsShipment", "Consignment") {
            let own = parties(consignment)
            declaration.parties.consignor = own.consignor
            declaration.parties.consignee = own.consignee
            declaration.parties.carrier = own.carrier
            takeVehicles(consignment, &declaration)
            let boxes = takeEquipment(consignment, &declaration, &log)
            takeDocuments(consignment, &declaration)
            for house in consignment.all("HouseConsignment") { take(house, boxes, &declaration, &log) }
            for shipment in root.all("GoodsShipment")
            where shipment.all("Consignment").contains(where: { $0 === consignment }) {
                take(items: shipment.all("GoodsItem"), nil, boxes, &declaration, &log)
            }
        }
        if isExport {
            let exporter = party(root.first("Exporter")) ?? party(root.first("GoodsShipment", "Consignor"))
            declaration.parties.consignor = declaration.parties.consignor ?? exporter
            let consignee = party(root.first("GoodsShipment", "Consignee"))
            declaration.parties.consignee = declaration.parties.consignee ?? consignee
        }
        root.keepRest(in: &declaration, limit: limits.items)
        return declaration
    }

    /// A border is crossed by the active means, else by what departed. 30 is a road vehicle, 31 its trailer; ships, trains and
    /// aircraft are kept raw.
    private func takeVehicles(_ consignment: MessageNode, _ declaration: inout Declaration) {
        let means =
            consignment.all("ActiveBorderTransportMeans") + consignment.all("DepartureTransportMeans")
            + consignment.all("HouseConsignment", "DepartureTransportMeans")
        for vehicle in means { takeVehicle(vehicle, &declaration) }
    }

    func takeVehicle(_ vehicle: MessageNode, _ declaration: inout Declaration) {
        let kind = vehicle.first("typeOfIdentification")?.text ?? ""
        guard !["10", "11", "20", "21", "40", "41", "80", "81"].contains(kind),
            let number = vehicle.first("identificationNumber")
        else { return }
        if kind == "31" {
            if let plate = number.taken().flatMap({ Plate($0) }) { declaration.vehicle.add(trailer: plate) }
        } else if declaration.vehicle.tractorPlate == nil, let text = number.taken() {
            declaration.takePlates(text)
            declaration.vehicle.nationality = vehicle.text("nationality")
        }
    }

    /// Returns the numbers of the boxes by the goods item that they hold.
    private func takeEquipment(
        _ consignment: MessageNode, _ declaration: inout Declaration, _ log: inout ProblemLog
    ) -> [String: [String]] {
        var places: [String: Int] = [:]
        var boxes: [String: [String]] = [:]
        for equipment in consignment.all("TransportEquipment") {
            let raw = equipment.text("containerIdentificationNumber")
            guard let index = declaration.container(raw, in: &places, limit: limits.items) else {
                if raw != nil { log.error(equipment.place, "more than \(limits.items) containers; split the message") }
                // The load space of the vehicle itself is sealed: most road traffic under TIR and NCTS.
                declaration.vehicle.seals += equipment.all("Seal", "identifier").prefix(1000).compactMap {
                    $0.taken().map { Declaration.Seal(number: $0) }
                }
                continue
            }
            declaration.containers[index].seals += equipment.all("Seal", "identifier").compactMap {
                $0.taken().map { Declaration.Seal(number: $0) }
            }
            for item in equipment.all("GoodsReference", "declarationGoodsItemNumber") {
                guard let item = item.taken() else { continue }
                boxes[item, default: []].append(declaration.containers[index].number)
            }
        }
        return boxes
    }

    private func take(
        _ house: MessageNode, _ boxes: [String: [String]], _ declaration: inout Declaration, _ log: inout ProblemLog
    ) {
        let reference =
            house.text("referenceNumberUCR") ?? house.text("TransportDocument", "referenceNumber")
            ?? house.text("sequenceNumber")
        if let reference, declaration.consignments.count < limits.items {
            declaration.consignments.append(
                Declaration.Consignment(reference: reference, parties: parties(house)))
        }
        takeDocuments(house, &declaration)
        take(items: house.all("ConsignmentItem"), reference, boxes, &declaration, &log)
    }

    private func take(
        items: [MessageNode], _ reference: String?, _ boxes: [String: [String]], _ declaration: inout Declaration,
        _ log: inout ProblemLog
    ) {
        for item in items {
            takeDocuments(item, &declaration)
            guard declaration.goods.count < limits.items else { return }
            var goods = Declaration.Goods(consignment: reference)
            let number = item.text("declarationGoodsItemNumber")
            goods.containers = number.flatMap { boxes[$0] } ?? []
            goods.description = item.text("Commodity", "descriptionOfGoods")
            if let code = item.text("Commodity", "CommodityCode", "harmonizedSystemSubHeadingCode") {
                goods.hsCode = code + (item.text("Commodity", "CommodityCode", "combinedNomenclatureCode") ?? "")
            }
            goods.grossKg = item.number("Commodity", "GoodsMeasure", "grossMass", log: &log)
            goods.netKg = item.number("Commodity", "GoodsMeasure", "netMass", log: &log)
            goods.origin = item.text("countryOfOrigin") ?? item.text("Origin", "countryOfOrigin")
            let packages = item.all("Packaging").compactMap { $0.count("numberOfPackages", log: &log) }
            goods.packages = packages.isEmpty ? nil : packages.reduce(0) { $0.addingReportingOverflow($1).partialValue }
            goods.hazards = item.all("Commodity", "DangerousGoods", "UNNumber").compactMap {
                $0.taken().map { Declaration.Hazard(unNumber: $0) }
            }
            declaration.goods.append(goods)
        }
    }

    private func takeDocuments(_ node: MessageNode, _ declaration: inout Declaration) {
        for document in node.all("SupportingDocument") {
            guard let number = document.text("referenceNumber"), (declaration.documents?.count ?? 0) < limits.items
            else {
                continue
            }
            declaration.add(
                Declaration.Document(kind: document.text("type") ?? "", number: number))
        }
    }

    private func parties(_ node: MessageNode) -> Declaration.Parties {
        Declaration.Parties(
            declarant: nil, consignor: party(node.first("Consignor")), consignee: party(node.first("Consignee")),
            carrier: party(node.first("Carrier")))
    }

    /// A party's name, else its identification number.
    private func party(_ node: MessageNode?) -> String? { node?.text("name") ?? node?.text("identificationNumber") }
}
