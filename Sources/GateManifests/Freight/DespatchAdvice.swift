import GateDomain

/// UBL's DespatchAdvice: goods on their way with the vehicle that brings them.
struct DespatchAdvice {
    private let root: MessageNode
    private let limits: ManifestLimits
    private let zone: SenderZone

    init(_ root: MessageNode, options: ReadingOptions) {
        self.root = root
        limits = options.limits
        zone = options.zones.standard
    }

    func read(_ log: inout ProblemLog) -> ManifestReading {
        var reading = ManifestReading(format: .ubl, messages: ["DespatchAdvice"])
        guard let reference = root.text("ID") else {
            log.error(root.place, "no ID; the despatch advice is left out")
            return reading
        }
        var declaration = Declaration(reference: reference)
        declaration.keep("message", "DespatchAdvice")
        let date = root.text("IssueDate") ?? ""
        let time = root.text("IssueTime") ?? ""
        let issued = FieldText.instant(time.isEmpty ? date : "\(date)T\(time)", zone: zone)
        declaration.version = issued.map(FieldText.version) ?? 1
        // 9 is the original; 1 cancels.
        if root.text("DocumentStatusCode") == "1" {
            reading.notices = [
                DeclarationNotice(
                    reference: reference, version: declaration.version, kind: .cancelled, remark: "DespatchAdvice",
                    isUndated: issued == nil)
            ]
            return reading
        }
        let parts = FreightParts(limits: limits)
        let shipments = root.all("Shipment")
        for means in shipments.flatMap({ $0.descendants("RoadTransport") }) {
            guard let plate = means.text("LicensePlateID") else { continue }
            // The first is the truck, a further one draws behind it.
            parts.take(plate, isTrailer: declaration.vehicle.tractorPlate != nil, nil, &declaration)
        }
        let driver = shipments.flatMap { $0.descendants("DriverPerson") }.first
        declaration.vehicle.driver = driver?.text("ID") ?? driver?.text("NationalityID")
        var places: [String: Int] = [:]
        for unit in shipments.flatMap({ $0.all("TransportHandlingUnit") }) {
            for equipment in unit.all("TransportEquipment") {
                let seals = equipment.all("TransportEquipmentSeal").prefix(1000).compactMap { $0.text("ID") }
                let number = equipment.text("ID")
                let isBox = number.flatMap { ContainerNumber($0) } != nil
                if !isBox, let number, number != declaration.vehicle.tractorPlate?.text {
                    parts.take(number, isTrailer: true, nil, &declaration)
                }
                parts.take(
                    isBox ? number : nil, seals.map { Declaration.Seal(number: $0) }, &places, &declaration)
            }
            if let number = unit.text("ID"), ContainerNumber(number) != nil {
                parts.take(number, [], &places, &declaration)
            }
        }
        declaration.parties.consignor = party("DespatchSupplierParty") ?? party("SellerSupplierParty")
        declaration.parties.consignee = party("DeliveryCustomerParty") ?? party("BuyerCustomerParty")
        declaration.parties.carrier = shipments.flatMap { $0.descendants("CarrierParty") }.first.flatMap(name)
        for line in root.all("DespatchLine").prefix(limits.items) {
            var goods = Declaration.Goods()
            goods.description = line.text("Item", "Name") ?? line.text("Item", "Description")
            goods.hsCode = line.text("Item", "CommodityClassification", "ItemClassificationCode").flatMap {
                FieldText.hsCode($0)
            }
            goods.origin = line.text("Item", "OriginCountry", "IdentificationCode")
            goods.grossKg = line.kilograms("Shipment", "GrossWeightMeasure", log: &log)
            if goods != Declaration.Goods() { declaration.goods.append(goods) }
        }
        if let gross = shipments.first?.kilograms("GrossWeightMeasure", log: &log) {
            declaration.keep("grossKg", FieldText.text(gross))
            if declaration.goods.count == 1, declaration.goods[0].grossKg == nil {
                declaration.goods[0].grossKg = gross
            }
        }
        root.keepRest(in: &declaration, limit: limits.items)
        reading.declarations = [declaration]
        return reading
    }

    private func party(_ name: String) -> String? { root.first(name, "Party").flatMap(self.name) }

    private func name(_ party: MessageNode) -> String? {
        party.text("PartyName", "Name") ?? party.text("PartyLegalEntity", "RegistrationName")
            ?? party.text("PartyIdentification", "ID")
    }
}
