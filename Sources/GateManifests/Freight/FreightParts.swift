import GateDomain

/// Vehicles, boxes, seals and goods of messages built from UN/CEFACT's and the EU's words, found under their names at any depth.
struct FreightParts {
    let limits: ManifestLimits

    func take(_ root: MessageNode, _ declaration: inout Declaration, _ log: inout ProblemLog) {
        for means in root.descendants("activeBorderTransportMeans", "passiveBorderTransportMeans") {
            let kind = means.text("typeOfIdentification") ?? "30"
            guard ["30", "31"].contains(kind), let number = means.text("identificationNumber") else { continue }
            let country = means.text("nationality") ?? means.text("countryCode")
            take(number, isTrailer: kind == "31", country, &declaration)
        }
        var places = Dictionary(
            declaration.containers.enumerated().map { ($1.number, $0) }, uniquingKeysWith: { first, _ in first })
        // Digitoll writes it without an s.
        for equipment in root.descendants("transportEquipment", "tranportEquipment") {
            let seals = equipment.descendants("seal").compactMap { seal in
                (seal.text("identifier") ?? seal.text("sealNumber") ?? seal.taken()).map {
                    Declaration.Seal(number: $0)
                }
            }
            take(equipment.text("containerIdentificationNumber"), Array(seals.prefix(1000)), &places, &declaration)
        }
        for item in root.descendants("goodsItem", "consignmentItem").prefix(limits.items) {
            let goods = goods(item, &log)
            if goods != Declaration.Goods() { declaration.goods.append(goods) }
        }
        declaration.parties.consignor = declaration.parties.consignor ?? party(root, "consignor")
        declaration.parties.consignee = declaration.parties.consignee ?? party(root, "consignee")
        declaration.parties.carrier = declaration.parties.carrier ?? party(root, "carrier")
        declaration.parties.declarant = declaration.parties.declarant ?? party(root, "declarant")
    }

    private func goods(_ item: MessageNode, _ log: inout ProblemLog) -> Declaration.Goods {
        var goods = Declaration.Goods()
        goods.description = item.text("commodity", "descriptionOfGoods")
        let code =
            item.text("commodity", "commodityCode", "harmonizedSystemSubHeadingCode")
            ?? item.text("commodity", "commodityCode", "harmonizedSystemSubheadingCode")
        goods.hsCode = code.flatMap { FieldText.hsCode($0) }
        goods.grossKg =
            item.number("commodity", "goodsMeasure", "grossMass", log: &log) ?? item.number("grossMass", log: &log)
        let packages = item.all("packaging").compactMap { $0.count("numberOfPackages", log: &log) }
        goods.packages = packages.isEmpty ? nil : packages.reduce(0) { $0.addingReportingOverflow($1).partialValue }
        goods.hazards = item.descendants("UNNumber", "unNumber").prefix(100).compactMap { $0.taken() }.map {
            Declaration.Hazard(unNumber: $0)
        }
        return goods
    }

    private func party(_ root: MessageNode, _ role: String) -> String? {
        let party = root.descendants(role).first
        return party?.text("name") ?? party?.text("identificationNumber")
    }

    /// A plate, of the tractor or rigid truck unless it is a trailer's.
    func take(_ text: String, isTrailer: Bool, _ nationality: String?, _ declaration: inout Declaration) {
        if isTrailer {
            for plate in PlateText.plates(text) { declaration.vehicle.add(trailer: plate) }
        } else if declaration.vehicle.tractorPlate == nil {
            declaration.takePlates(text)
            declaration.vehicle.nationality = nationality
        }
    }

    /// A box with its seals, or seals of the load space where it has no number.
    func take(
        _ number: String?, _ seals: [Declaration.Seal], _ places: inout [String: Int], _ declaration: inout Declaration
    ) {
        guard let index = declaration.container(number, in: &places, limit: limits.items) else {
            declaration.vehicle.seals += seals.filter { !declaration.vehicle.seals.contains($0) }
            return
        }
        declaration.containers[index].seals += seals.filter { !declaration.containers[index].seals.contains($0) }
    }
}
