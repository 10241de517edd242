import GateDomain

/// China's road manifest (GACC): MT4401 to MT4406, the vehicle's announcement loaded, empty or with empty boxes, in or out; MT1401 and
/// MT2401, the goods' manifest.
///
/// `BorderTransportMeans/Name` is the plate, `ID` the vehicle's number at customs; equipment inside it is the trailer, beside it the boxes.
struct RoadManifest {
    private let root: MessageNode
    private let limits: ManifestLimits
    private let zone: SenderZone
    private static let types: Set<String> = [
        "MT1401", "MT2401", "MT4401", "MT4402", "MT4403", "MT4404", "MT4405", "MT4406",
    ]

    init(_ root: MessageNode, options: ReadingOptions) {
        self.root = root
        limits = options.limits
        // Its times are China's by definition, unless the sender is known to write others.
        let sender = root.first("Head", "SenderID")?.text
        zone = sender.flatMap { options.zones.senders[$0] } ?? SenderZone("+08:00") ?? .utc
    }

    func read(_ log: inout ProblemLog) -> ManifestReading {
        let type = root.text("Head", "MessageType") ?? ""
        var reading = ManifestReading(format: .roadManifest, messages: [type])
        guard Self.types.contains(type) else {
            log.error(
                root.place, "\(quoted(type)) is no message that is known here; nothing of it is taken, keep the file")
            return reading
        }
        guard let node = root.first("Declaration"), let reference = node.text("ID") else {
            log.error(root.place, "no Declaration/ID; the manifest is left out")
            return reading
        }
        let sent = root.first("Head", "SendTime")?.instant(zone)
        let version = sent.map(FieldText.version) ?? 1
        // 2 new, 9 main data, 0 further data, 5 change (of the whole), 3 deletion.
        if ["1", "3"].contains(root.text("Head", "FunctionCode")) {
            let reason = node.text("AdditionalInformation", "Content") ?? node.text("AdditionalInformation", "Reason")
            reading.notices = [
                DeclarationNotice(
                    reference: reference, version: version, kind: .cancelled,
                    remark: [type, reason].compactMap { $0 }.joined(separator: " "), isUndated: sent == nil)
            ]
            return reading
        }
        var declaration = Declaration(reference: reference, version: version)
        declaration.keep("message", type)
        declaration.parties.carrier = node.text("Carrier", "Name") ?? node.text("Carrier", "ID")
        declaration.parties.declarant = node.text("RepresentativePerson", "Name")
        var places: [String: Int] = [:]
        let consignments = node.all("Consignment")
        for means in node.all("BorderTransportMeans") + consignments.flatMap({ $0.all("BorderTransportMeans") }) {
            take(means, &declaration)
        }
        for equipment in node.all("TransportEquipment") + consignments.flatMap({ $0.all("TransportEquipment") }) {
            take(equipment, isEmpty: ["MT4405", "MT4406"].contains(type), &places, &declaration, &log)
        }
        for consignment in consignments.prefix(limits.items) { take(consignment, &places, &declaration, &log) }
        root.keepRest(in: &declaration, limit: limits.items)
        reading.declarations = [declaration]
        return reading
    }

    private func take(_ means: MessageNode, _ declaration: inout Declaration) {
        if declaration.vehicle.tractorPlate == nil, let plate = means.text("Name") { declaration.takePlates(plate) }
        declaration.vehicle.driver =
            declaration.vehicle.driver ?? means.text("Master", "ID") ?? means.text("Master", "Name")
        for trailer in means.all("TransportEquipment") {
            for plate in PlateText.plates(trailer.text("ID") ?? trailer.text("Name") ?? "") {
                declaration.vehicle.add(trailer: plate)
            }
        }
    }

    private func take(
        _ equipment: MessageNode, isEmpty: Bool, _ places: inout [String: Int], _ declaration: inout Declaration,
        _ log: inout ProblemLog
    ) {
        let raw = equipment.text("ID") ?? equipment.text("EquipmentIdentification", "ID")
        guard let index = declaration.container(raw, in: &places, limit: limits.items) else { return }
        let size = equipment.text("CharacteristicCode")
        declaration.containers[index].sizeType = size.flatMap { SizeTypeCode(declared: $0) }
        if declaration.containers[index].sizeType == nil { declaration.keep("containers[\(index)].type", size) }
        switch equipment.text("FullnessCode") {
        case "4": declaration.containers[index].load = .empty
        case "5", "7", "8": declaration.containers[index].load = .full
        default: if isEmpty { declaration.containers[index].load = .empty }
        }
        declaration.containers[index].tareKg = equipment.kilograms("TareWeight", log: &log)
        for node in equipment.all("SealID") + equipment.all("Seal", "ID") {
            guard let number = node.taken() else { continue }
            // `M/…` is a mechanical seal, `E/…` an electronic one.
            let parts = number.split(separator: "/", maxSplits: 1)
            let seal = Declaration.Seal(number: parts.count == 2 && parts[0].count == 1 ? String(parts[1]) : number)
            if !declaration.containers[index].seals.contains(seal) { declaration.containers[index].seals.append(seal) }
        }
    }

    private func take(
        _ consignment: MessageNode, _ places: inout [String: Int], _ declaration: inout Declaration,
        _ log: inout ProblemLog
    ) {
        let bill = consignment.text("TransportContractDocument", "ID")
        if let bill, declaration.consignments.count < limits.items {
            let parties = Declaration.Parties(
                consignor: consignment.text("Consignor", "Name"), consignee: consignment.text("Consignee", "Name"))
            declaration.consignments.append(Declaration.Consignment(reference: bill, parties: parties))
            declaration.parties.consignor = declaration.parties.consignor ?? parties.consignor
            declaration.parties.consignee = declaration.parties.consignee ?? parties.consignee
        }
        let total = consignment.kilograms("TotalGrossMassMeasure", log: &log)
        let items = consignment.all("ConsignmentItem")
        for item in items where declaration.goods.count < limits.items {
            var goods = Declaration.Goods(consignment: bill)
            goods.description = item.text("Commodity", "CargoDescription") ?? item.text("Commodity", "Description")
            goods.hsCode = item.text("Commodity", "Classification", "ID").flatMap { FieldText.hsCode($0) }
            goods.grossKg =
                item.kilograms("GoodsMeasure", "GrossMassMeasure", log: &log) ?? (items.count == 1 ? total : nil)
            goods.packages =
                item.count("ConsignmentItemPackaging", "QuantityQuantity", log: &log)
                ?? item.count("Packaging", "QuantityQuantity", log: &log)
            goods.hazards = item.descendants("UNDGID").prefix(100).compactMap { $0.taken() }.map {
                Declaration.Hazard(unNumber: $0)
            }
            for node in item.all("EquipmentIdentification", "ID") + item.all("TransportEquipment", "ID") {
                guard let index = declaration.container(node.taken(), in: &places, limit: limits.items) else {
                    continue
                }
                goods.containers.append(declaration.containers[index].number)
            }
            declaration.goods.append(goods)
        }
    }
}
