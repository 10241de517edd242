import GateDomain

extension FuzzBytes {
    mutating func declaration() -> Declaration {
        var declaration = Declaration(reference: text(), version: whole(), trips: chance(4) ? whole() : 1)
        declaration.status = chance(8) ? pick([.cleared, .refused, .cancelled]) : .accepted
        declaration.direction = maybe { $0.chance(3) ? .exit : .entry }
        declaration.gate = chance(6) ? text() : nil
        declaration.validFrom = chance(3) ? instant() : nil
        declaration.validUntil = chance(3) ? instant() : nil
        declaration.trade = chance(6) ? pick([.oneWay, .twoWay]) : nil
        declaration.vehicle.tractorPlate = maybe { Plate($0.pick(Self.plates)) }
        declaration.vehicle.trailerPlate = maybe { Plate($0.pick(Self.plates)) }
        declaration.vehicle.driver = chance(3) ? text() : nil
        for _ in 0..<below(3) {
            declaration.containers.append(
                .init(
                    number: pick(Self.boxes),
                    sizeType: maybe { SizeTypeCode($0.pick(["22G1", "45R1", "22T0", "L5G1"])) },
                    seals: (0..<below(2)).map { _ in .init(number: text(), issuer: text()) },
                    grossKg: maybe { $0.number() }, tareKg: chance(4) ? number() : nil,
                    verifiedGrossKg: chance(4) ? number() : nil, load: maybe { $0.pick([.full, .empty]) },
                    celsius: chance(4) ? number() : nil))
        }
        for _ in 0..<below(3) {
            declaration.goods.append(
                .init(
                    hsCode: maybe { $0.pick(["081090", "270900", "020230", "252310", "x", "08"]) },
                    description: text(), packages: maybe { $0.whole() }, netKg: maybe { $0.number() },
                    grossKg: maybe { $0.number() }, origin: text(), value: maybe { $0.number() }, currency: text(),
                    hazards: (0..<below(2)).map { _ in .init(unNumber: text(), hazardClass: text()) },
                    containers: chance(5) ? [pick(Self.boxes)] : []))
        }
        declaration.documents = maybe { bytes in
            (0..<bytes.below(2)).map { _ in
                .init(kind: bytes.text(), number: bytes.text(), validUntil: bytes.chance(2) ? bytes.instant() : nil)
            }
        }
        declaration.parties.consignee = text()
        declaration.parties.consignor = text()
        if chance(5) { declaration.other[text()] = text() }
        return declaration
    }

    /// A line of a device as it is sent.
    mutating func sensorLine() -> String {
        var line = "{\"gate\":\"g\",\"at\":\"\(chance(8) ? instant().rfc3339 : laneTime().rfc3339)\""
        if !chance(3) { line += ",\"lane\":\"\(pick(["IN", "OUT"]))\"" }
        let box = chance(2) ? ",\"container\":\"\(pick(Self.boxes))\"" : ""
        switch below(8) {
        case 0: line += ",\"sensor\":\"weight\",\"kg\":\(numberText()),\"accuracyClass\":\(pick(["1", numberText()]))"
        case 1:
            line +=
                ",\"sensor\":\"seal\",\"state\":\"\(pick(["intact", "broken", "absent"]))\",\"number\":\"VN204417\""
                + box
        case 2:
            let alarm = pick(["opened", "signalLost", "offRoute", "stopped"])
            line += ",\"sensor\":\"electronicSeal\",\"alarm\":\"\(alarm)\",\"minutes\":\(numberText())" + box
            line += ",\"tractor\":\"\(pick(Self.plates))\""
        case 3: line += ",\"sensor\":\"placards\",\"placards\":[{\"unNumber\":\"1203\"},{\"hazardClass\":\"\\u001b\"}]"
        case 4: line += ",\"sensor\":\"driver\",\"number\":\"Hoang Van Lam\""
        case 5: line += ",\"sensor\":\"tag\",\"number\":\"\(pick(Self.plates))\""
        case 6:
            line += ",\"sensor\":\"reefer\",\"running\":\(pick(["true", "false"])),\"celsius\":\(numberText())" + box
        default: line += ",\"sensor\":\"length\",\"feet\":\(numberText())" + box
        }
        return line + "}"
    }

    mutating func sighting(_ number: Int, of cameras: [CameraPlace], after watermark: Instant) -> Sighting {
        let place = pick(cameras)
        let (a, b) = (laneTime(), laneTime())
        let first = CaptureTime(instant: min(a, b), quality: .recorded, epoch: below(2))
        let last = CaptureTime(instant: max(a, b), quality: .estimated, epoch: below(2))
        let settled = max(last.instant, watermark.advanced(bySeconds: 0.001))
        return Sighting(
            id: "s\(number)", place: place, visit: below(3), subject: subject(), first: first, last: last,
            settled: settled, reads: below(9), evidence: chance(5) ? ["0123456789abcdef"] : [])
    }

    private mutating func subject() -> Sighting.Subject {
        let corners = Quad(box: Box(x: Double(byte()), y: Double(byte()), width: Double(byte()), height: 20))
        let confidence = Double(byte()) / 255
        switch below(8) {
        case 0...3:
            guard let plate = Plate(pick(Self.plates)) else { return .unreadVehicle }
            return .plate(
                PlateRead(
                    raw: raw(plate.text), plate: plate, colour: pick([.white, .yellow, .blue]), confidence: confidence,
                    lines: 1, corners: corners))
        case 4...6:
            guard let number = ContainerNumber(pick(Self.boxes)) else { return .unreadVehicle }
            return .container(
                ContainerRead(
                    raw: raw(number.text), number: number, sizeType: maybe { SizeTypeCode($0.pick(["22G1", "45R1"])) },
                    confidence: confidence, corners: corners))
        default: return chance(2) ? .cameraDark(reason: text()) : .unreadVehicle
        }
    }

    private mutating func raw(_ text: String) -> ReadText {
        let slip = below(12)
        return ReadText(
            text.enumerated().map { index, character in
                let best = ReadCharacter.Alternative(character, 0.9)
                let other = ReadCharacter.Alternative(index == slip ? "8" : "B", 0.05)
                return ReadCharacter([best, other]) ?? ReadCharacter(character, probability: 0.9)
            })
    }
}
