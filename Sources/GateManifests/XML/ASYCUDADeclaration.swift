import GateDomain

/// ASYCUDA's single administrative document, root `<ASYCUDA>`; `<null/>` is an empty text.
///
/// Reference: office, year and registration (`10AB-2026-C1234`) once registered, else the declarant's own, the UCR or the manifest's;
/// without any, the vehicle or box that it is for and a fingerprint of its content: a truck may have several that are not registered yet.
struct ASYCUDADeclaration {
    let root: MessageNode
    let limits: ManifestLimits
    let zone: SenderZone

    init(_ root: MessageNode, options: ReadingOptions) {
        self.root = root
        limits = options.limits
        zone = options.zones.standard
    }

    func read(_ log: inout ProblemLog) -> ManifestReading {
        // The software writes a point; a comma came in by hand.
        root.learnNumberStyle(usual: ".")
        var reading = ManifestReading(format: .asycuda, messages: ["ASYCUDA SAD"])
        var all = root.all("SAD")
        if all.isEmpty { all = [root] }
        for document in all {
            guard reading.declarations.count < limits.declarations else {
                log.error(document.place, "more than \(limits.declarations) declarations; split the file")
                break
            }
            var declaration = declaration(document, &log)
            if declaration.reference.isEmpty {
                guard let own = declaration.vehicle.tractorPlate?.text ?? declaration.containers.first?.number else {
                    log.error(document.place, "neither registration nor any reference; the declaration is left out")
                    continue
                }
                declaration.reference = "\(own)-\(document.fingerprint)"
                log.error(
                    document.place,
                    "neither registration nor any reference; \(quoted(declaration.reference)) is taken as one")
            }
            reading.declarations.append(declaration)
        }
        return reading
    }

    private func declaration(_ document: MessageNode, _ log: inout ProblemLog) -> Declaration {
        var declaration = Declaration(reference: reference(document))
        declaration.keep("message", "ASYCUDA SAD")
        let registered = document.text("Identification", "Registration", "Date").flatMap {
            FieldText.instant($0, zone: zone)
        }
        let assessed = document.text("Identification", "Assessment", "Date").flatMap {
            FieldText.instant($0, zone: zone)
        }
        declaration.version = (assessed ?? registered).map(FieldText.version) ?? 1
        declaration.parties = Declaration.Parties(
            declarant: document.text("Declarant", "Declarant_name") ?? document.text("Declarant", "Declarant_code"),
            consignor: document.text("Traders", "Exporter", "Exporter_name"),
            consignee: document.text("Traders", "Consignee", "Consignee_name"))
        takeVehicle(document, &declaration)
        var places: [String: Int] = [:]
        for box in document.all("Container") + document.all("Containers", "Container") {
            take(box, &places, &declaration, &log)
        }
        let items = document.all("Item") + document.all("Items", "Item") + root.all("Items", "Item")
        for item in items.prefix(limits.items) { takeItem(item, &places, &declaration, &log) }
        for seal in (document.all("Transit", "Seals", "Identity") + document.all("Seals", "Identity")).prefix(1000) {
            if let number = seal.taken() { declaration.vehicle.seals.append(Declaration.Seal(number: number)) }
        }
        document.keepRest(in: &declaration, limit: limits.items)
        return declaration
    }

    private func reference(_ document: MessageNode) -> String {
        let own =
            document.text("Declarant", "Reference", "Number") ?? document.text("Identification", "UCR")
            ?? document.text("Identification", "Manifest_reference_number") ?? ""
        guard let number = document.text("Identification", "Registration", "Number") else { return own }
        let office = document.text("Identification", "Office_segment", "Customs_clearance_office_code")
        let date = document.first("Identification", "Registration", "Date")?.text ?? ""
        // Dates come as 2026-03-02 or, by older releases, as 3/2/26.
        let parts = date.split(whereSeparator: { "-/.".contains($0) })
        let year = parts.first { $0.count == 4 } ?? parts.last
        let serial = document.text("Identification", "Registration", "Serial_number") ?? ""
        return [office, date.isEmpty ? nil : year.map(Self.fourDigits), serial + number].compactMap { $0 }.filter {
            !$0.isEmpty
        }
        .joined(separator: "-")
    }

    private static func fourDigits(_ year: Substring) -> String { year.count == 2 ? "20\(year)" : String(year) }

    /// A land truck stands as `tractor/trailer`; ships and aircraft (modes 1 and 4) are kept raw.
    private func takeVehicle(_ document: MessageNode, _ declaration: inout Declaration) {
        guard let means = document.first("Transport", "Means_of_transport") else { return }
        for information in means.all("Border_information") + means.all("Departure_arrival_information") {
            let mode =
                information.first("Mode")?.text ?? means.first("Border_information", "Mode")?.text
                ?? means.first("Inland_mode_of_transport")?.text ?? ""
            guard !["1", "2", "4"].contains(mode.prefix(1)), let identity = information.first("Identity"),
                declaration.vehicle.tractorPlate == nil, identity.text.contains(where: FieldText.isDigit)
            else { continue }
            if let text = identity.taken() {
                declaration.takePlates(text)
                declaration.vehicle.nationality = information.text("Nationality")
            }
        }
    }

    private func take(
        _ box: MessageNode, _ places: inout [String: Int], _ declaration: inout Declaration, _ log: inout ProblemLog
    ) {
        let raw = box.text("Container_identity") ?? box.text("Container_reference")
        guard let index = declaration.container(raw, in: &places, limit: limits.items) else {
            log.error(box.place, "a container without identity is left out")
            return
        }
        declaration.containers[index].sizeType = box.text("Container_type").flatMap { SizeTypeCode(declared: $0) }
        declaration.containers[index].load = Declaration.Load(asycuda: box.text("Empty_full_indicator"))
        declaration.containers[index].grossKg = box.number("Gross_weight", log: &log)
    }

    private func takeItem(
        _ item: MessageNode, _ places: inout [String: Int], _ declaration: inout Declaration, _ log: inout ProblemLog
    ) {
        var goods = Declaration.Goods()
        if let code = item.text("Tarification", "HScode", "Commodity_code") {
            goods.hsCode = code + (item.text("Tarification", "HScode", "Precision_1") ?? "")
        }
        goods.description =
            item.text("Goods_description", "Description_of_goods")
            ?? item.text("Goods_description", "Commercial_Description")
        goods.origin = item.text("Goods_description", "Country_of_origin_code")
        goods.packages = item.count("Packages", "Number_of_packages", log: &log)
        goods.grossKg = item.number("Valuation_item", "Weight_itm", "Gross_weight_itm", log: &log)
        goods.netKg = item.number("Valuation_item", "Weight_itm", "Net_weight_itm", log: &log)
        goods.value = item.number("Valuation_item", "Item_Invoice", "Amount_foreign_currency", log: &log)
        goods.currency = item.text("Valuation_item", "Item_Invoice", "Currency_code")
        // Older releases give the boxes as marks of the item.
        for name in ["Container_number", "Container_identity"] {
            for node in item.all(name) {
                guard let index = declaration.container(node.taken(), in: &places, limit: limits.items) else {
                    continue
                }
                goods.containers.append(declaration.containers[index].number)
            }
        }
        for document in item.all("Attached_documents").prefix(1000) {
            guard let number = document.text("Attached_document_reference") else { continue }
            declaration.add(
                Declaration.Document(kind: document.text("Attached_document_code") ?? "", number: number))
        }
        if goods != Declaration.Goods() { declaration.goods.append(goods) }
    }
}

extension Declaration.Load {
    /// `1/1`, `1/0` and FCL, LCL are loaded; `0/0`, `0/1` and `MT`, `EMPTY` are not.
    init?(asycuda text: String?) {
        guard let text = text?.uppercased(), !text.isEmpty else { return nil }
        switch text {
        case "0/0", "0/1", "E/E", "MT", "EMT", "EMPTY", "E", "4": self = .empty
        case "1/1", "1/0", "1/2", "FCL", "LCL", "FULL", "F", "5": self = .full
        default: return nil
        }
    }
}
