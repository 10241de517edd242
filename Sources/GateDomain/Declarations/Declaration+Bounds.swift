extension Declaration {
    /// The declaration without what cannot be in it, and what that was; nil when it cannot be referred to.
    ///
    /// A version that cannot be counts as 0, which every other one replaces: it must lock nobody out.
    public func bounded() -> (declaration: Declaration?, refusals: [Refusal]) {
        var check = BoundsCheck()
        var bounded = self
        guard check.holds(bounded.reference, as: .identifier, "reference") else { return (nil, check.refusals) }
        if let refusal = Quantity.version.refusal(of: version) {
            check.refuse("version", refusal + "; it counts as version 0, which any other replaces")
            bounded.version = 0
        }
        var trips: Int? = trips
        check.number(&trips, as: .trips, "trips")
        bounded.trips = trips ?? 1
        check.text(&bounded.gate, as: .identifier, "gate")
        check.time(&bounded.validFrom, "validFrom")
        check.time(&bounded.validUntil, "validUntil")
        check.plate(&bounded.vehicle.tractorPlate, "vehicle.tractorPlate")
        check.plate(&bounded.vehicle.trailerPlate, "vehicle.trailerPlate")
        bounded.vehicle.furtherTrailers = check.items(vehicle.furtherTrailers, "vehicle.furtherTrailers") {
            check, trailer, field in
            var plate: Plate? = trailer
            check.plate(&plate, field())
            return plate != nil
        }
        bounded.vehicle.seals = check.seals(vehicle.seals, "vehicle.seals")
        check.text(&bounded.vehicle.nationality, as: .identifier, "vehicle.nationality")
        check.text(&bounded.vehicle.driver, as: .identifier, "vehicle.driver")
        bounded.containers = check.items(containers, "containers") { $0.check(&$1, $2) }
        bounded.goods = check.items(goods, "goods") { $0.check(&$1, $2) }
        bounded.consignments = check.items(consignments, "consignments") { check, consignment, field in
            check.parties(&consignment.parties, "\(field()).parties")
            return check.holds(consignment.reference, as: .identifier, "\(field()).reference")
        }
        bounded.documents = documents.map {
            check.items($0, "documents") { check, document, field in
                check.time(&document.validUntil, "\(field()).validUntil")
                return check.holds(document.kind, as: .identifier, "\(field()).kind")
                    && check.holds(document.number, as: .identifier, "\(field()).number")
            }
        }
        check.parties(&bounded.parties, "parties")
        bounded.other = check.others(other)
        return (bounded, check.refusals)
    }
}

extension DeclarationNotice {
    /// The notice without what cannot be in it, and what that was; nil when it cannot be put in its place.
    public func bounded() -> (notice: DeclarationNotice?, refusals: [Refusal]) {
        var check = BoundsCheck()
        var bounded = self
        check.text(&bounded.remark, as: .prose, "remark")
        var isWhole = check.holds(bounded.reference, as: .identifier, "reference")
        if let refusal = Quantity.version.refusal(of: version) {
            check.refuse("version", refusal + "; the notice is left out")
            isWhole = false
        }
        check.text(&bounded.also, as: .identifier, "also")
        var refusals = check.refusals
        if var change {
            // It stands under the notice's reference.
            change.reference = reference
            let (kept, refused) = change.bounded()
            bounded.change = kept
            refusals += refused
        }
        return (isWhole ? bounded : nil, refusals)
    }
}

extension BoundsCheck {
    /// Those items that `body` finds whole.
    fileprivate mutating func items<Item>(
        _ items: [Item], _ name: String, _ body: (inout BoundsCheck, inout Item, () -> String) -> Bool
    ) -> [Item] {
        var kept: [Item] = []
        kept.reserveCapacity(items.count)
        for (index, var item) in items.enumerated() where body(&self, &item, { "\(name)[\(index)]" }) {
            kept.append(item)
        }
        return kept
    }

    fileprivate mutating func plate(_ plate: inout Plate?, _ field: @autoclosure () -> String) {
        var text = plate?.text
        self.text(&text, as: .plate, field())
        if text == nil { plate = nil }
    }

    fileprivate mutating func seals(_ seals: [Declaration.Seal], _ name: String) -> [Declaration.Seal] {
        items(seals, name) { check, seal, field in
            check.text(&seal.issuer, as: .identifier, "\(field()).issuer")
            return check.holds(seal.number, as: .identifier, "\(field()).number")
        }
    }

    fileprivate mutating func check(_ box: inout Declaration.Container, _ field: () -> String) -> Bool {
        number(&box.grossKg, as: .kilograms, "\(field()).grossKg")
        number(&box.tareKg, as: .kilograms, "\(field()).tareKg")
        number(&box.verifiedGrossKg, as: .kilograms, "\(field()).verifiedGrossKg")
        number(&box.celsius, as: .celsius, "\(field()).celsius")
        box.seals = seals(box.seals, "\(field()).seals")
        return holds(box.number, as: .identifier, "\(field()).number")
    }

    fileprivate mutating func check(_ goods: inout Declaration.Goods, _ field: () -> String) -> Bool {
        text(&goods.hsCode, as: .identifier, "\(field()).hsCode")
        text(&goods.description, as: .prose, "\(field()).description")
        number(&goods.packages, as: .packages, "\(field()).packages")
        number(&goods.netKg, as: .goodsKilograms, "\(field()).netKg")
        number(&goods.grossKg, as: .goodsKilograms, "\(field()).grossKg")
        text(&goods.origin, as: .identifier, "\(field()).origin")
        number(&goods.value, as: .value, "\(field()).value")
        text(&goods.currency, as: .identifier, "\(field()).currency")
        text(&goods.consignment, as: .identifier, "\(field()).consignment")
        if !goods.hazards.isEmpty { goods.hazards = hazards(goods.hazards, "\(field()).hazards") }
        if !goods.containers.isEmpty {
            goods.containers = items(goods.containers, "\(field()).containers") { check, number, field in
                check.holds(number, as: .identifier, field())
            }
        }
        return true
    }

    mutating func hazards(_ hazards: [Declaration.Hazard], _ name: String) -> [Declaration.Hazard] {
        items(hazards, name) { check, hazard, field in
            check.text(&hazard.unNumber, as: .identifier, "\(field()).unNumber")
            check.text(&hazard.hazardClass, as: .identifier, "\(field()).hazardClass")
            return true
        }
    }

    fileprivate mutating func parties(_ parties: inout Declaration.Parties, _ field: @autoclosure () -> String) {
        text(&parties.declarant, as: .prose, "\(field()).declarant")
        text(&parties.consignor, as: .prose, "\(field()).consignor")
        text(&parties.consignee, as: .prose, "\(field()).consignee")
        text(&parties.carrier, as: .prose, "\(field()).carrier")
    }

    fileprivate mutating func others(_ other: [String: String]) -> [String: String] {
        var kept: [String: String] = [:]
        for (key, text) in other.sorted(by: { $0.key < $1.key }) {
            var value: String? = text
            guard holds(key, as: .prose, "other") else { continue }
            self.text(&value, as: .raw, "other.\(key)")
            kept[key] = value
        }
        return kept
    }
}
