import GateDomain

/// One transaction set in the reading.
///
/// 358 is the trip with its truck, under the trip number; 309 the shipments on it, under the first bill's number, found by its boxes and
/// trailers. They are two declarations, because each is sent and replaced for itself.
struct X12TransactionSet {
    private let type: String
    private let head: X12Segment
    private let sent: Instant?
    private let limits: ManifestLimits
    private var declaration = Declaration(reference: "")
    private var places: [String: Int] = [:]
    private var segments = 1
    private var trip: String?
    private var bills: [String] = []
    private var function: String?
    /// What VID opened: a box, a truck, a trailer.
    private enum Equipment { case none, box(Int), truck, trailer }
    private var equipment = Equipment.none
    private var notices: [(reference: String, kind: DeclarationNotice.Kind, remark: String)] = []

    init(_ head: X12Segment, sent: Instant?, limits: ManifestLimits) {
        self.head = head
        self.sent = sent
        self.limits = limits
        type = head[1] ?? ""
        declaration.keep("message", "X12 \(type)")
    }

    mutating func take(_ segment: X12Segment) {
        segments += 1
        switch segment.tag {
        case "M10":
            if declaration.parties.carrier == nil { declaration.parties.carrier = segment[1] }
            trip = segment[6] ?? segment[7]
            declaration.keep("manifest", segment[7])
            function = segment[9]
        case "N9", "REF": takeReference(segment)
        case "M11", "M12": if let bill = segment[1], segment.tag == "M11" { bills.append(bill) }
        case "VID": takeEquipment(segment)
        case "M7": for number in (1...4).compactMap({ segment[$0] }) { add(seal: number) }
        case "N1":
            let name = segment[2]
            switch segment[1] {
            case "SH", "SF": declaration.parties.consignor = declaration.parties.consignor ?? name
            case "CN", "IM": declaration.parties.consignee = declaration.parties.consignee ?? name
            default: declaration.keep("N1*\(segment[1] ?? "")", name)
            }
        case "N10": takeGoods(segment)
        case "H1":
            guard let number = segment[1], !declaration.goods.isEmpty else { return }
            declaration.goods[declaration.goods.count - 1].hazards.append(
                Declaration.Hazard(unNumber: number.filter(FieldText.isDigit), hazardClass: segment[2]))
        case "X4": takeRelease(segment)
        case "V9": declaration.keep("V9", segment.raw)
        default: declaration.keep(segment.tag, segment.raw)
        }
    }

    /// LV is a licence plate, BM a bill, MB a master bill.
    private mutating func takeReference(_ segment: X12Segment) {
        guard let value = segment[2] else { return }
        switch segment[1] {
        case "BM", "MB", "CN": bills.append(value)
        case "LV":
            if case .trailer = equipment {
                for plate in PlateText.plates(value) { declaration.vehicle.add(trailer: plate) }
            } else {
                declaration.takePlates(value)
            }
        default: declaration.keep("\(segment.tag)*\(segment[1] ?? "")", value)
        }
    }

    private mutating func takeEquipment(_ segment: X12Segment) {
        let number = (segment[2] ?? "") + (segment[3] ?? "")
        switch segment[1] {
        case "CN", "CZ", "CX", "CC", "20", "40", "2B", "4B":
            guard let index = declaration.container(number, in: &places, limit: limits.items) else { return }
            equipment = .box(index)
        case "TR", "TK", "TT", "TRK", "VA", "PT":
            equipment = .truck
            declaration.keep("truck", number)
        default:
            equipment = .trailer
            declaration.keep("trailer", number)
        }
        for seal in [segment[4], segment[5]].compactMap({ $0 }) { add(seal: seal) }
    }

    private mutating func add(seal number: String) {
        let seal = Declaration.Seal(number: number)
        if case .box(let index) = equipment {
            if !declaration.containers[index].seals.contains(seal) { declaration.containers[index].seals.append(seal) }
        } else if !declaration.vehicle.seals.contains(seal) {
            declaration.vehicle.seals.append(seal)
        }
    }

    private mutating func takeGoods(_ segment: X12Segment) {
        guard declaration.goods.count < limits.items else { return }
        var goods = Declaration.Goods(consignment: bills.last)
        goods.packages = segment[1].flatMap { NumberStyle(usual: ".").count($0) }
        goods.description = segment[2]
        goods.hsCode = segment[4].flatMap { FieldText.hsCode($0) }
        let unit = segment[7] ?? segment[5]
        if let weight = segment[8] ?? segment[6], let value = FieldText.number(weight), value >= 0 {
            goods.grossKg = WeightUnit.kilograms(value, unit == "L" ? "LBR" : unit == "K" ? "KGM" : unit)
        }
        if case .box(let index) = equipment { goods.containers = [declaration.containers[index].number] }
        declaration.goods.append(goods)
    }

    /// X4: what customs has decided on a bill; of its codes those that are sure change something.
    private mutating func takeRelease(_ segment: X12Segment) {
        guard let bill = segment[1] else { return }
        let kind: DeclarationNotice.Kind
        switch segment[7] {
        case "1C": kind = .released
        case "1H", "2H", "5H", "7H": kind = .refused
        default: kind = .noted
        }
        notices.append((bill, kind, "X12 350 \(segment[7] ?? "")"))
    }

    mutating func finished(_ trailer: X12Segment?, _ log: inout ProblemLog) -> ManifestReading {
        var reading = ManifestReading(format: .x12, messages: ["X12 \(type)"])
        guard ["309", "358", "350", "355", "997", "999"].contains(type) else {
            log.error(
                head.place, "\(quoted(type)) is no message that is known here; nothing of it is taken, keep the file")
            return reading
        }
        if trailer?[1].flatMap({ Int($0) }) != segments + 1 {
            log.error(
                trailer?.place ?? head.place,
                trailer == nil
                    ? "the set has no SE; look whether it is complete, it is kept as far as it goes"
                    : "SE counts \(quoted(trailer?[1] ?? "")) segments, \(segments + 1) were read; the message is kept")
        }
        let version = sent.map(FieldText.version) ?? 1
        if ["350", "355"].contains(type) {
            if notices.isEmpty, let trip { notices.append((trip, .noted, "X12 \(type)")) }
            reading.notices = notices.map {
                DeclarationNotice(
                    reference: $0.reference, version: version, kind: $0.kind, remark: $0.remark, isUndated: sent == nil)
            }
            return reading
        }
        guard type == "309" || type == "358" else { return reading }
        guard let reference = type == "358" ? trip : bills.first ?? trip else {
            log.error(head.place, "neither trip nor bill; the message is left out")
            return reading
        }
        declaration.reference = reference
        declaration.version = version
        for bill in Set(bills).sorted().prefix(limits.items) {
            declaration.consignments.append(Declaration.Consignment(reference: bill))
        }
        // Manifest types of M10: D cancels.
        if function == "D" {
            reading.notices = [
                DeclarationNotice(
                    reference: reference, version: version, kind: .cancelled, remark: "X12 \(type)",
                    isUndated: sent == nil)
            ]
            return reading
        }
        declaration.source = "\(log.name): \(head.place)"
        if !declaration.canBeMatched { log.warn(head.place, Declaration.unmatchable) }
        reading.declarations = [declaration]
        return reading
    }
}
