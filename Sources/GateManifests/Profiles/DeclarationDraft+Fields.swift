import GateDomain

/// Reads the fields of the JSON profile; a CSV row is brought into its form before.
extension DeclarationDraft {
    init(_ fields: inout FieldReader) {
        var other: [String: String] = [:]
        let reference = fields.text("reference")
        var declaration = Declaration(reference: reference ?? "")
        // One that is there and cannot be read must not stand in the way of another: 0 is below all.
        let speaksOfVersion = fields.has("version")
        declaration.version = fields.integer("version") ?? (speaksOfVersion ? 0 : 1)
        declaration.status =
            fields.word("status", as: Declaration.Status.self, known: "accepted, cleared, refused, cancelled")
            ?? .accepted
        declaration.direction = fields.word("direction", as: LaneDirection.self, known: "entry, exit")
        declaration.gate = fields.text("gate")
        declaration.validFrom = fields.instant("validFrom")
        declaration.validUntil = fields.instant("validUntil", endOfDay: true)
        declaration.channel = fields.word("channel", as: Channel.self, known: "green, blue, yellow, red")
        declaration.trips = fields.integer("trips") ?? 1
        if let trade = fields.text("trade") {
            declaration.trade = Declaration.Trade(rawValue: trade)
            if declaration.trade == nil { fields.note("trade", "\"\(trade)\" is not one of oneWay, twoWay") }
        }
        declaration.vehicle =
            fields.nested("vehicle", other: &other) { vehicle in
                Self.vehicle(&vehicle)
            } ?? Declaration.Vehicle()
        declaration.containers = fields.list("containers", other: &other, Self.container)
        declaration.goods = fields.list("goods", other: &other, Self.goods)
        declaration.consignments = fields.list("consignments", other: &other) { consignment in
            guard let reference = consignment.text("reference") else {
                consignment.note("reference", "a consignment without its reference is left out")
                return nil
            }
            var rest: [String: String] = [:]
            let parties = consignment.nested("parties", other: &rest, Self.parties)
            consignment.keep(rest)
            return Declaration.Consignment(reference: reference, parties: parties ?? Declaration.Parties())
        }
        let speaksOfDocuments = fields.has("documents")
        let documents = fields.list("documents", other: &other) { document -> Declaration.Document? in
            guard let number = document.text("number") else {
                document.note("number", "a document without its number is left out")
                return nil
            }
            return Declaration.Document(
                kind: document.text("kind") ?? "", number: number,
                validUntil: document.instant("validUntil", endOfDay: true))
        }
        declaration.documents = speaksOfDocuments ? documents : nil
        declaration.parties = fields.nested("parties", other: &other, Self.parties) ?? Declaration.Parties()
        other.merge(fields.raw("other")) { first, _ in first }
        other.merge(fields.rest) { first, _ in first }
        declaration.other = other
        self.init(reference: reference, declaration: declaration)
    }

    /// Two plates in the tractor's field are tractor and trailer.
    private static func vehicle(_ vehicle: inout FieldReader) -> Declaration.Vehicle {
        var result = Declaration.Vehicle()
        let tractor = vehicle.plates("tractorPlate")
        result.tractorPlate = tractor.first
        let listed = vehicle.has("furtherTrailers") ? vehicle.texts("furtherTrailers") : []
        for plate in vehicle.plates("trailerPlate") + tractor.dropFirst() + listed.compactMap({ Plate($0) }) {
            result.add(trailer: plate)
        }
        result.nationality = vehicle.text("nationality")
        result.driver = vehicle.text("driver")
        var rest: [String: String] = [:]
        result.seals = vehicle.list("seals", other: &rest) { seal in
            seal.text("number").map { Declaration.Seal(number: $0, issuer: seal.text("issuer")) }
        }
        vehicle.keep(rest)
        return result
    }

    private static func container(_ container: inout FieldReader) -> Declaration.Container? {
        guard let number = container.text("number") else {
            container.note("number", "a container without its number is left out")
            return nil
        }
        var rest: [String: String] = [:]
        let seals = container.list("seals", other: &rest) { seal in
            seal.text("number").map { Declaration.Seal(number: $0, issuer: seal.text("issuer")) }
        }
        container.keep(rest)
        let sizeTypeText = container.text("sizeType")
        let sizeType = sizeTypeText.flatMap { SizeTypeCode(declared: $0) }
        if let sizeTypeText, sizeType == nil {
            container.note("sizeType", "\"\(sizeTypeText)\" is no size/type code such as 22G1")
        }
        return Declaration.Container(
            number: containerNumber(number), sizeType: sizeType, seals: seals, grossKg: container.number("grossKg"),
            tareKg: container.number("tareKg"), verifiedGrossKg: container.number("verifiedGrossKg"),
            load: container.word("load", as: Declaration.Load.self, known: "full, empty"),
            celsius: container.signed("celsius"))
    }

    private static func goods(_ goods: inout FieldReader) -> Declaration.Goods? {
        var rest: [String: String] = [:]
        let hazards = goods.list("hazards", other: &rest) { hazard in
            Declaration.Hazard(unNumber: hazard.text("unNumber"), hazardClass: hazard.text("hazardClass"))
        }
        goods.keep(rest)
        return Declaration.Goods(
            hsCode: goods.text("hsCode").map { FieldText.hsCode($0) ?? $0 }, description: goods.text("description"),
            packages: goods.integer("packages"),
            netKg: goods.number("netKg"), grossKg: goods.number("grossKg"), origin: goods.text("origin"),
            value: goods.number("value"), currency: goods.text("currency"), hazards: hazards,
            consignment: goods.text("consignment"), containers: goods.texts("containers").map(containerNumber))
    }

    private static func parties(_ parties: inout FieldReader) -> Declaration.Parties {
        Declaration.Parties(
            declarant: parties.text("declarant"), consignor: parties.text("consignor"),
            consignee: parties.text("consignee"), carrier: parties.text("carrier"))
    }
}

extension DeclarationNotice {
    /// Reads the object under the JSON profile's key `notice`; nil, with a note, when it lacks what it needs.
    init?(_ fields: inout FieldReader) {
        let kinds = "cancelled, reinstated, released, refused, arrived, changed, linked, noted"
        guard let reference = fields.text("reference"),
            let kind = fields.word("kind", as: DeclarationNotice.Kind.self, known: kinds)
        else {
            fields.note("notice", "needs a reference and a kind of \(kinds)")
            return nil
        }
        let isUndated = !fields.has("version")
        var rest: [String: String] = [:]
        // What a change brings has the fields of a declaration, without its reference.
        let change = fields.nested("change", other: &rest) { DeclarationDraft(&$0).declaration }
        self.init(
            reference: reference, version: fields.integer("version") ?? 1, kind: kind, remark: fields.text("remark"),
            also: fields.text("also"), change: change, isUndated: isUndated)
    }
}
