import GateDomain

/// Vehicle, equipment, seals, places.
extension EDIFACTMessage {
    /// The plate stands in C222 (element 8) with or without code list 146, or in C040 (element 5, with some senders 6 or 9).
    mutating func takeTransport(_ segment: EDIFACTSegment) {
        guard isRoad(segment) else {
            declaration.keep("TDT", segment.raw)
            return
        }
        let carrier = segment[5, 4] ?? segment[5]
        // Where the identification (8213) is empty, the name (8212) is it; else the driver's.
        let name = segment[8, 4]
        let isNamed = segment[8] == nil && name.map(isPlateLike) == true
        let plate =
            segment[8] ?? (isNamed ? name : nil) ?? [5, 6, 9].compactMap { segment[$0] }.first(where: isPlateLike)
        if let driver = name, !isNamed, declaration.vehicle.driver == nil { declaration.vehicle.driver = driver }
        if let carrier, carrier != plate {
            if declaration.parties.carrier == nil { declaration.parties.carrier = carrier }
            declaration.keep("TDT.carrier", carrier)
        }
        declaration.keep("TDT.reference", segment[2])
        guard let plate else { return }
        if let known = declaration.vehicle.tractorPlate, known != PlateText.plates(plate).first {
            declaration.keep("TDT", segment.raw)
        }
        if declaration.vehicle.tractorPlate == nil { declaration.vehicle.nationality = segment[8, 5] }
        declaration.takePlates(plate)
    }

    /// Mode 3, or no sea, rail or air mode in a message of a truck at a gate.
    private func isRoad(_ segment: EDIFACTSegment) -> Bool {
        if segment[3]?.first == "3" { return true }
        guard type == "COPINO" || type == "CODECO", segment[1] != "20" else { return false }
        return segment[8, 2] == "146" && !["1", "2", "4"].contains(segment[3] ?? "")
    }

    /// A carrier's code has no digits, a firm's name is longer.
    private func isPlateLike(_ text: String) -> Bool {
        (4...12).contains(text.count) && text.contains(where: FieldText.isDigit) && !text.contains(".")
    }

    mutating func takeEquipment(_ segment: EDIFACTSegment, _ log: inout ProblemLog) {
        endGoods()
        // What is attached to counted equipment is not counted itself.
        if segment.tag == "EQD" { equipment += 1 }
        container = nil
        if isEquipmentFirst == nil { isEquipmentFirst = true }
        switch segment[1] {
        case "TE", "CH":
            scope = .trailer
            if let plate = segment[2].flatMap({ Plate($0) }) { declaration.vehicle.add(trailer: plate) }
        case "CN", "SW":
            let before = declaration.containers.count
            guard let index = declaration.container(segment[2], in: &places, limit: limits.items) else {
                scope = .message
                if segment[2] == nil {
                    log.error(segment.place(2), "a container without number is left out; give it")
                } else if !wasLimited {
                    wasLimited = true
                    log.error(segment.place(2), "more than \(limits.items) containers; split the message")
                }
                return
            }
            if index < before, type != "IFTSTA", type != "CUSCAR" {
                log.warn(segment.place(2), "container \(quoted(segment[2] ?? "")) stands there twice; taken once")
            }
            scope = .container
            container = index
            let size = segment[3] ?? segment[3, 4]
            declaration.containers[index].sizeType = size.flatMap { SizeTypeCode(declared: $0) }
            if declaration.containers[index].sizeType == nil { declaration.keep(path("sizeType"), size) }
            declaration.containers[index].load = segment[6] == "4" ? .empty : segment[6] == "5" ? .full : nil
            if let pendingWeight { declaration.keep(path("equipmentGrossKg"), FieldText.text(pendingWeight)) }
            pendingWeight = nil
            let trades = ["1": "continental", "2": "export", "3": "import", "6": "transhipment"]
            if let status = segment[5] { declaration.keep(path("trade"), trades[status] ?? status) }
        default:
            scope = .otherEquipment
            declaration.keep(segment.tag, segment.raw)
        }
    }

    mutating func takeSeal(_ segment: EDIFACTSegment) {
        guard let number = segment[1] else { return }
        // A seal that is no box's is the load space's.
        if [.message, .trailer, .consignment].contains(scope), declaration.vehicle.seals.count < 1000 {
            let seal = Declaration.Seal(number: number, issuer: segment[2])
            if !declaration.vehicle.seals.contains(seal) { declaration.vehicle.seals.append(seal) }
            return
        }
        guard let container, scope == .container, declaration.containers[container].seals.count < 1000 else {
            declaration.keep(path("SEL"), segment.raw)
            return
        }
        let seal = Declaration.Seal(number: number, issuer: segment[2])
        if !declaration.containers[container].seals.contains(seal) {
            declaration.containers[container].seals.append(seal)
        }
    }

    mutating func takeTemperature(_ segment: EDIFACTSegment, _ log: inout ProblemLog) {
        guard let text = segment[2] else { return }
        guard let value = FieldText.number(text) else {
            log.error(segment.place(2), "\(quoted(text)) is no temperature and is left out; give degrees as a number")
            return
        }
        let celsius = segment[2, 2] == "FAH" ? ((value - 32) / 1.8 * 10).rounded() / 10 : value
        if let container, scope == .container {
            declaration.containers[container].celsius = celsius
        } else {
            declaration.keep(path("celsius"), FieldText.text(celsius))
        }
    }

    mutating func takeLocation(_ segment: EDIFACTSegment) {
        if segment[1] == "147", isEquipmentFirst == nil { isEquipmentFirst = false }
        if segment[1] == "147", isEquipmentFirst == false {
            // A stowage place begins a new box of a BAPLIE.
            endGoods()
            scope = .message
            container = nil
            pendingWeight = nil
        }
        if segment[1] == "27", goods != nil {
            goods?.origin = segment[2]
            return
        }
        declaration.keep(path("LOC+\(segment[1] ?? "")"), segment[2])
    }
}
