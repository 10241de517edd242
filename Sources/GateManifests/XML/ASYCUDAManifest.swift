import GateDomain

/// ASYCUDA's manifest, root `<Awmds>`: one declaration a manifest, a consignment a bill.
///
/// Reference: office, voyage and departure (`10AB/V123/2026-03-02`), as ASYCUDA itself keys a manifest.
struct ASYCUDAManifest {
    let root: MessageNode
    let limits: ManifestLimits

    init(_ root: MessageNode, limits: ManifestLimits) {
        self.root = root
        self.limits = limits
    }

    func read(_ log: inout ProblemLog) -> ManifestReading {
        var reading = ManifestReading(format: .awmds, messages: ["AWMDS"])
        let general = root.first("General_segment")
        let key = [
            general?.text("General_segment_id", "Customs_office_code"),
            general?.text("General_segment_id", "Voyage_number"),
            general?.text("General_segment_id", "Date_of_departure"),
        ].compactMap { $0 }
        let bills = root.all("Bol_segment")
        var declaration = Declaration(reference: key.joined(separator: "/"))
        if declaration.reference.isEmpty {
            guard let bill = bills.first?.first("Bol_id", "Bol_reference")?.text, !bill.isEmpty else {
                log.error(root.place, "neither office and voyage nor a bill's reference; the manifest is left out")
                return reading
            }
            declaration.reference = bill
            log.error(
                general?.place ?? root.place, "General_segment_id is missing; the first bill's reference is taken")
        }
        declaration.keep("message", "AWMDS")
        let modified = general?.text("General_segment_id", "Date_of_last_discharge").flatMap { FieldText.instant($0) }
        declaration.version = modified.map(FieldText.version) ?? 1
        declaration.parties.carrier =
            general?.text("Transport_information", "Carrier", "Carrier_name")
            ?? general?.text("Transport_information", "Carrier", "Carrier_code")
        let mode = general?.first("Transport_information", "Mode_of_transport_code")?.text ?? ""
        if mode.hasPrefix("3"), let identity = general?.text("Transport_information", "Identity_of_transporter") {
            declaration.takePlates(identity)
        }
        var places: [String: Int] = [:]
        for bill in bills {
            guard declaration.consignments.count < limits.items else {
                log.error(bill.place, "more than \(limits.items) bills; split the manifest")
                break
            }
            take(bill, &places, &declaration, &log)
        }
        check(general?.first("Totals_segment"), declaration, bills.count, &log)
        root.keepRest(in: &declaration, limit: limits.items)
        reading.declarations = [declaration]
        reading.stands(at: root.place)
        return reading
    }

    private func take(
        _ bill: MessageNode, _ places: inout [String: Int], _ declaration: inout Declaration, _ log: inout ProblemLog
    ) {
        let reference = bill.text("Bol_id", "Bol_reference") ?? bill.text("Bol_id", "Line_number")
        if reference == nil { log.error(bill.place, "a bill without reference; its goods are kept") }
        let traders = bill.first("Traders_segment")
        let parties = Declaration.Parties(
            declarant: nil, consignor: traders?.text("Exporter", "Exporter_name"),
            consignee: traders?.text("Consignee", "Consignee_name"),
            carrier: traders?.text("Carrier", "Carrier_name"))
        if let reference {
            declaration.consignments.append(Declaration.Consignment(reference: reference, parties: parties))
            // 22 export, 23 import, 24 transit, 28 transhipment.
            declaration.keep("natures", bill.text("Bol_id", "Bol_nature").map { "\(reference) \($0)" })
        }
        var numbers: [String] = []
        var hazards: [Declaration.Hazard] = []
        for box in bill.all("ctn_segment") {
            guard let index = declaration.container(box.text("Ctn_reference"), in: &places, limit: limits.items) else {
                log.error(box.place, "a container without reference is left out")
                continue
            }
            numbers.append(declaration.containers[index].number)
            take(box, index, &declaration, &log)
            let hazard = Declaration.Hazard(unNumber: box.text("UN"), hazardClass: box.text("IMCO"))
            if hazard != Declaration.Hazard(), !hazards.contains(hazard), hazards.count < 1000 {
                hazards.append(hazard)
            }
        }
        for part in bill.all("Goods_segment") {
            guard declaration.goods.count < limits.items else { return }
            var goods = Declaration.Goods(hazards: hazards, consignment: reference, containers: numbers)
            goods.description = part.text("Goods_description")
            goods.packages = part.count("Number_of_packages", log: &log)
            goods.grossKg = part.number("Gross_mass", log: &log)
            goods.hsCode = part.text("HS_code").flatMap { FieldText.hsCode($0) }
            declaration.goods.append(goods)
        }
    }

    private func take(
        _ box: MessageNode, _ index: Int, _ declaration: inout Declaration, _ log: inout ProblemLog
    ) {
        let type = box.text("Type_of_container")
        declaration.containers[index].sizeType = type.flatMap { SizeTypeCode($0) }
        if declaration.containers[index].sizeType == nil { declaration.keep("containers[\(index)].type", type) }
        declaration.containers[index].load = Declaration.Load(asycuda: box.text("Empty_Full") ?? box.text("Status"))
        let issuer = box.text("Sealing_Party") ?? box.text("Sealing_party_code")
        for name in ["Marks1", "Marks2", "Marks3", "Seal_number"] {
            guard let number = box.text(name) else { continue }
            let seal = Declaration.Seal(number: number, issuer: issuer)
            if !declaration.containers[index].seals.contains(seal) { declaration.containers[index].seals.append(seal) }
        }
        let gross = box.number("Gross_weight", log: &log) ?? box.number("Goods_weight", log: &log)
        // A box that several bills share holds the goods of them all.
        if let gross { declaration.containers[index].grossKg = (declaration.containers[index].grossKg ?? 0) + gross }
        declaration.containers[index].tareKg = box.number("Empty_weight", log: &log)
    }

    /// What the manifest says of itself against what is in it.
    private func check(
        _ totals: MessageNode?, _ declaration: Declaration, _ bills: Int, _ log: inout ProblemLog
    ) {
        let found: [(name: String, value: Double)] = [
            ("Total_number_of_bols", Double(bills)),
            ("Total_number_of_containers", Double(declaration.containers.count)),
            ("Total_number_of_packages", declaration.goods.reduce(0) { $0 + Double($1.packages ?? 0) }),
            ("Total_gross_mass", declaration.goods.reduce(0) { $0 + ($1.grossKg ?? 0) }),
        ]
        for (name, value) in found {
            guard let node = totals?.first(name), let total = totals?.number(name, log: &log) else { continue }
            if (total - value).magnitude > 0.5 {
                log.error(
                    node.place,
                    "is \(FieldText.text(total)), read were \(FieldText.text(value)); look whether parts are missing")
            }
        }
    }
}
