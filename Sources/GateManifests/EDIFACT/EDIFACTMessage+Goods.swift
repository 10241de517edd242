import GateDomain

/// Goods, weights, hazards.
extension EDIFACTMessage {
    mutating func endGoods() {
        if let goods, declaration.goods.count < limits.items { declaration.goods.append(goods) }
        goods = nil
        if scope == .goods { scope = declaration.consignments.isEmpty ? .message : .consignment }
    }

    /// GID and CST begin a goods item.
    mutating func beginGoods(_ segment: EDIFACTSegment, _ log: inout ProblemLog) {
        endGoods()
        let consignment = consignment
        scope = .goods
        lines += 1
        goods = Declaration.Goods(consignment: consignment.map { declaration.consignments[$0].reference })
        hasItemPackages = segment.tag == "GID" && segment[2] != nil
        if segment.tag == "GID" {
            takePackages(segment[2], segment.place(2, 1), &log)
            declaration.keep(path("packaging"), segment[2, 2])
        } else {
            goods?.hsCode = segment[2].flatMap { FieldText.hsCode($0) }
            if goods?.hsCode == nil { declaration.keep(path("CST"), segment.raw) }
        }
    }

    /// Goods that are told of a box without an item of their own.
    private mutating func boxedGoods() -> Declaration.Goods {
        goods
            ?? Declaration.Goods(
                consignment: consignment.map { declaration.consignments[$0].reference },
                containers: scope == .container ? container.map { [declaration.containers[$0].number] } ?? [] : [])
    }

    mutating func takePackages(_ text: String?, _ place: String, _ log: inout ProblemLog) {
        guard let text else { return }
        guard let count = style.count(text) else {
            log.error(place, "\(quoted(text)) is no number of packages and is left out")
            return
        }
        guard scope == .goods else {
            declaration.keep(path("packages"), text)
            return
        }
        let (sum, overflow) = (goods?.packages ?? 0).addingReportingOverflow(count)
        goods?.packages = overflow ? count : sum
    }

    /// PAC describes the packages of GID once more, or gives them where GID does not.
    mutating func takePackaging(_ segment: EDIFACTSegment, _ log: inout ProblemLog) {
        if hasItemPackages, scope == .goods {
            declaration.keep(path("PAC"), segment.raw)
        } else {
            takePackages(segment[1], segment.place(1), &log)
        }
    }

    mutating func takeCommodity(_ segment: EDIFACTSegment) {
        for element in 2...6 where ["HS", "HSC", "TG", nil].contains(segment[element, 2]) {
            guard let code = segment[element].flatMap({ FieldText.hsCode($0) }) else { continue }
            goods = boxedGoods()
            goods?.hsCode = code
            return
        }
        declaration.keep(path("PIA"), segment.raw)
    }

    mutating func takeText(_ segment: EDIFACTSegment) {
        let text = segment.all(4).joined(separator: " ")
        guard !text.isEmpty, segment[1] == "AAA" else {
            declaration.keep(path("FTX+\(segment[1] ?? "")"), text.isEmpty ? segment[3] : text)
            return
        }
        var described = boxedGoods()
        let before = described.description
        if (before?.utf8.count ?? 0) < 4096 { described.description = before.map { "\($0) \(text)" } ?? text }
        goods = described
    }

    /// SGP: a part of the goods in a box.
    mutating func takeSplit(_ segment: EDIFACTSegment, _ log: inout ProblemLog) {
        guard let raw = segment[1], goods != nil,
            let index = declaration.container(raw, in: &places, limit: limits.items)
        else {
            declaration.keep(path("SGP"), segment.raw)
            return
        }
        if places.count > equipment, ["CUSCAR", "IFTMIN"].contains(type), equipment > 0 {
            log.warn(segment.place(1), "container \(quoted(raw)) has no EQD; taken from here")
        }
        split = index
        let number = declaration.containers[index].number
        if goods?.containers.contains(number) == false, (goods?.containers.count ?? 0) < 1000 {
            goods?.containers.append(number)
        }
    }

    mutating func takeHazard(_ segment: EDIFACTSegment) {
        goods = boxedGoods()
        let hazard = Declaration.Hazard(unNumber: segment[3], hazardClass: segment[2])
        guard hazard != Declaration.Hazard(), (goods?.hazards.count ?? 0) < 1000 else { return }
        goods?.hazards.append(hazard)
    }

    mutating func takeAmount(_ segment: EDIFACTSegment) {
        guard goods != nil, goods?.value == nil, let value = segment[1, 2].flatMap({ FieldText.number($0) }) else {
            declaration.keep(path("MOA+\(segment[1] ?? "")"), segment[1, 2])
            return
        }
        goods?.value = value
        goods?.currency = segment[1, 3]
    }

    mutating func takeMeasure(_ segment: EDIFACTSegment, _ log: inout ProblemLog) {
        guard let raw = segment[3, 2] else { return }
        let code = segment[2] ?? segment[1] ?? ""
        let unit = segment[3]
        guard WeightUnit.kilograms(unit ?? "KGM") != nil else {
            if ["G", "N", "T", "VGM", "EGW", "AAB", "AAD", "WT"].contains(code), !["MTQ", "MTR", "CMT"].contains(unit) {
                log.warn(
                    segment.place(3, 1), "\(quoted(unit ?? "")) is no unit of weight; the weight is kept raw, give KGM")
            }
            declaration.keep(path("MEA+\(code)"), segment.raw)
            return
        }
        style.learn(raw)
        let value: Double
        switch style.read(raw) {
        case .number(let read), .likely(let read): value = read
        case .unclear(let decimal, _):
            // ISO 9735 knows no mark between thousands; that it was one shows elsewhere or not at all.
            value = decimal
            if doubts.count < 100 { doubts.append((segment.place(3, 2), raw)) }
        case .none: value = -1
        }
        guard value >= 0, let weight = WeightUnit.kilograms(value, unit) else {
            log.error(segment.place(3, 2), "\(quoted(raw)) is no weight and is left out; give kilograms as a number")
            return
        }
        if let split {
            if ["G", "AAB", "AAD", "WT"].contains(code) { splitKg[split, default: 0] += weight }
            return
        }
        switch (scope, code) {
        case (.goods, "G"), (.goods, "AAB"), (.goods, "AAD"), (.goods, "WT"): goods?.grossKg = weight
        case (.goods, "N"), (.goods, "AAA"), (.goods, "AAC"), (.goods, "AAL"): goods?.netKg = weight
        case (.container, _): takeWeight(weight, code)
        case (.message, "WT"), (.consignment, "WT"): pendingWeight = weight
        default: declaration.keep(path("MEA+\(code)"), FieldText.text(weight))
        }
    }

    /// G is the cargo with its packing, EGW and WT are cargo and box together.
    private mutating func takeWeight(_ weight: Double, _ code: String) {
        guard let container else { return }
        switch code {
        case "G", "AAB", "AAD": declaration.containers[container].grossKg = weight
        case "T": declaration.containers[container].tareKg = weight
        case "VGM": declaration.containers[container].verifiedGrossKg = weight
        case "EGW", "WT":
            declaration.keep(path("equipmentGrossKg"), FieldText.text(weight))
            if let tare = declaration.containers[container].tareKg, weight >= tare,
                declaration.containers[container].grossKg == nil
            {
                declaration.containers[container].grossKg = weight - tare
            }
        default: declaration.keep(path("MEA+\(code)"), FieldText.text(weight))
        }
    }
}
