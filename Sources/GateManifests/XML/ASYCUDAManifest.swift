import GateDomain

/// ASYCUDA's manifest, root `<Awmds>`: one declaration a manifest, a consignment a bill.
///
/// Reference: office, voyage and departure (`10AB/V123/2026-03-02`), as ASYCUDA itself keys a manifest.
struct ASYCUDAManifest {
    let root: MessageNode
    let limits: ManifestLimits
    let zone: SenderZone

    init(_ root: MessageNode, options: ReadingOptions) {
        self.root = root
        limits = options.limits
        zone = options.zones.standard
    }

    func read(_ log: inout ProblemLog) -> ManifestReading {
        root.learnNumberStyle(usual: ".")
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
        let modified = general?.text("General_segment_id", "Date_of_last_discharge").flatMap {
            FieldText.instant($0, zone: zone)
        }
        declaration.version = modified.map(FieldText.version) ?? 1
        declaration.parties.carrier =
            general?.text("Transport_information", "Carrier", "Carrier_name")
            ?? general?.text("Transport_information", "Carrier", "Carrier_code")
        let mode = general?.first("Transport_information", "Mode_of_transport_code")?.text ?? ""
        if mode.hasPrefix("3"), let identity = general?.text("Transport_information", "Identity_of_transporter") {
            declaration.takePlates(identity)
            declaration.vehicle.nationality = general?.text("Transport_information", "Nationality_of_transporter_code")
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
        let parts = bill.all("Goods_segment")
        // Sydonia World gives code and origin beside the goods: one for each of them, or the goods once more in detail.
        let codes = bill.all("HS_Compliance") + bill.all("HS_compliance")
        let isDetail = !codes.isEmpty && codes.count != parts.count
        for (index, part) in (isDetail ? codes : parts).enumerated() {
            guard declaration.goods.count < limits.items else { return }
            let code = isDetail || codes.isEmpty ? part : codes[index]
            var goods = Declaration.Goods(hazards: hazards, consignment: reference, containers: numbers)
            goods.description = part.text("Goods_description") ?? code.text("Commercial_description")
            goods.packages = part.count("Number_of_packages", log: &log) ?? code.count("Number_of_packages", log: &log)
            goods.grossKg = part.number("Gross_mass", log: &log) ?? code.number("Gross_mass", log: &log)
            goods.hsCode = (part.text("HS_code") ?? code.text("HS_code")).flatMap { FieldText.hsCode($0) }
            goods.origin = code.text("Country_of_origin") ?? code.text("Country_of_origin_code")
            declaration.goods.append(goods)
        }
        takeSeals(of: parts, numbers, &places, &declaration)
    }

    /// Marks of seals stand as one list with the goods: the only box's, else the load space's.
    private func takeSeals(
        of parts: [MessageNode], _ numbers: [String], _ places: inout [String: Int], _ declaration: inout Declaration
    ) {
        for segment in parts.flatMap({ $0.all("Seals_segment") }).prefix(1000) {
            guard let marks = segment.text("Marks_of_seals") else { continue }
            let issuer = segment.text("Sealing_party_code")
            let seals = marks.split(whereSeparator: { ",;/ ".contains($0) }).map {
                Declaration.Seal(number: String($0), issuer: issuer)
            }
            if numbers.count == 1, let index = places[numbers[0]] {
                declaration.containers[index].seals += seals.filter {
                    !declaration.containers[index].seals.contains($0)
                }
            } else if numbers.isEmpty {
                declaration.vehicle.seals += seals.filter { !declaration.vehicle.seals.contains($0) }
            }
        }
    }

    private func take(
        _ box: MessageNode, _ index: Int, _ declaration: inout Declaration, _ log: inout ProblemLog
    ) {
        let type = box.text("Type_of_container")
        declaration.containers[index].sizeType = type.flatMap { SizeTypeCode(declared: $0) }
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
