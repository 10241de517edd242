import GateDomain

/// A consignment note of the road: UN/CEFACT's eCMR (also Ukraine's), and the consignment of the EU's eFTI.
///
/// Reference: the document's number, else the consignment's; of eFTI the first transport document's, else the vehicle's.
struct FreightConsignment {
    private let root: MessageNode
    private let limits: ManifestLimits
    private let zone: SenderZone
    private let parts: FreightParts

    init(_ root: MessageNode, options: ReadingOptions) {
        self.root = root
        limits = options.limits
        zone = options.zones.standard
        parts = FreightParts(limits: options.limits)
    }

    func read(_ log: inout ProblemLog) -> ManifestReading {
        let isEFTI = root.name == "consignment"
        var reading = ManifestReading(format: .freight, messages: [isEFTI ? "eFTI" : "eCMR"])
        let body = root.first("SpecifiedSupplyChainConsignment") ?? root
        let document = root.first("ExchangedDocument")
        var declaration = Declaration(reference: "")
        declaration.keep("message", isEFTI ? "eFTI" : "eCMR")
        declaration.keep("dangerousGoods", root.text("mainCarriageTransportMovement", "dangerousGoodsIndicator"))
        takeVehicles(body, &declaration)
        takeEquipment(body, &declaration)
        for (index, item) in body.descendants(
            "IncludedSupplyChainConsignmentItem", "includedConsignmentItem", "includedSupplyChainConsignmentItem"
        ).enumerated() where index < limits.items { takeItem(item, &declaration, &log) }
        declaration.parties.consignor = name(body, "ConsignorTradeParty", "consignor")
        declaration.parties.consignee = name(body, "ConsigneeTradeParty", "consignee")
        declaration.parties.carrier = name(body, "CarrierTradeParty", "carrier")
        declaration.vehicle.driver =
            body.text(
                "CarrierTradeParty", "SpecifiedGovernmentRegistration", "ID") ?? declaration.vehicle.driver
        let own =
            document?.text("ID") ?? body.text("transportContractDocument", "id") ?? body.text(
                "associatedDocument", "id")
            ?? body.text("ID") ?? body.text("id")
        guard let reference = own ?? declaration.vehicle.tractorPlate.map({ "\($0.text)-\(root.fingerprint)" }) else {
            log.error(root.place, "no number of the document; the consignment is left out")
            return reading
        }
        declaration.reference = reference
        let time =
            document?.first("IssueDateTime") ?? body.first("carrierAcceptanceDateTime")
            ?? body.first("CarrierAcceptanceDateTime")
        let issued = time?.instant(zone)
        declaration.version = issued.map(FieldText.version) ?? 1
        // Delivered is done: nothing may travel on it any more.
        let delivered =
            body.first("deliveryEvent", "actualOccurrenceDateTime")
            ?? body.first("deliveryTransportEvent", "actualOccurrenceDateTime")
        declaration.validUntil = delivered?.instant(zone)
        root.keepRest(in: &declaration, limit: limits.items)
        reading.declarations = [declaration]
        return reading
    }

    private func takeVehicles(_ body: MessageNode, _ declaration: inout Declaration) {
        for movement in body.all("mainCarriageTransportMovement")
            + body.descendants("MainCarriageLogisticsTransportMovement", "SpecifiedLogisticsTransportMovement")
        {
            let mode =
                movement.first("modeCode")?.text ?? movement.first("ModeCode")?.text ?? movement.first(
                    "transportModeCode")?.text ?? "3"
            guard mode.hasPrefix("3") else { continue }
            for means in movement.all("usedTransportMeans") + movement.all("UsedLogisticsTransportMeans") {
                guard let plate = means.text("id") ?? means.text("ID") else { continue }
                let country =
                    means.first("registrationCountry", "code") ?? means.first("RegistrationTradeCountry", "ID")
                parts.take(plate, isTrailer: false, country?.taken(), &declaration)
            }
        }
    }

    /// Category TE is a trailer, CN a container; Ukraine's truck stands there without a category.
    private func takeEquipment(_ body: MessageNode, _ declaration: inout Declaration) {
        var places: [String: Int] = [:]
        for equipment in body.all("usedTransportEquipment") + body.all("utilizedTransportEquipment")
            + body.descendants("UtilizedLogisticsTransportEquipment")
        {
            let seals = equipment.all("affixedSeal") + equipment.all("AffixedLogisticsSeal")
            let numbers = seals.prefix(1000).compactMap { $0.text("id") ?? $0.text("ID") }.map {
                Declaration.Seal(number: $0)
            }
            let category = equipment.text("categoryCode") ?? equipment.text("CategoryCode")
            let raw = equipment.text("id") ?? equipment.text("ID")
            let isBox = category == "CN" || (category != "TE" && raw.flatMap { ContainerNumber($0) } != nil)
            if isBox {
                parts.take(raw, numbers, &places, &declaration)
            } else {
                if let raw {
                    let isTrailer = category != nil || declaration.vehicle.tractorPlate != nil
                    let country = equipment.first("registrationCountry", "code")?.taken()
                    parts.take(raw, isTrailer: isTrailer, country, &declaration)
                }
                parts.take(nil, numbers, &places, &declaration)
            }
            for carried in equipment.all("carriedTransportEquipment") {
                parts.take(carried.text("id"), [], &places, &declaration)
            }
        }
    }

    private func takeItem(_ item: MessageNode, _ declaration: inout Declaration, _ log: inout ProblemLog) {
        var goods = Declaration.Goods()
        goods.description =
            item.text("NatureIdentificationTransportCargo", "Identification")
            ?? item.text("natureIdentificationCargo", "identificationText") ?? item.text("description")
        goods.hsCode = (item.text("TypeCode") ?? item.text("typeCode")).flatMap { FieldText.hsCode($0) }
        goods.grossKg =
            item.kilograms("GrossWeightMeasure", log: &log) ?? item.kilograms("grossWeight", log: &log)
        goods.packages =
            item.count("TransportLogisticsPackage", "ItemQuantity", log: &log)
            ?? item.count("transportPackage", "itemQuantity", log: &log)
        goods.hazards = item.descendants("UNDGIdentificationCode", "UNDGID", "undgId").prefix(100).compactMap {
            $0.taken()
        }
        .map { Declaration.Hazard(unNumber: $0) }
        if goods != Declaration.Goods() { declaration.goods.append(goods) }
    }

    private func name(_ body: MessageNode, _ one: String, _ other: String) -> String? {
        let party = body.first(one) ?? body.first(other)
        return party?.text("Name") ?? party?.text("name") ?? party?.text("ID")
    }
}
