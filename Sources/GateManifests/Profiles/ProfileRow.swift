import GateDomain

/// A flat row of the CSV profile as the nested object of the JSON profile.
enum ProfileRow {
    static func nested(_ row: [String: Any]) -> [String: Any] {
        var row = row
        func group(_ names: [String]) -> [String: Any] {
            var group: [String: Any] = [:]
            for name in names { group[name] = row.removeValue(forKey: name) }
            return group
        }
        func append(_ value: [String: Any], to key: String) {
            if !value.isEmpty { row[key] = ((row[key] as? [Any]) ?? []) + [value] }
        }
        var vehicle = group(["tractorPlate", "trailerPlate", "nationality", "vehicleSeals", "driver"])
        if let seals = vehicle.removeValue(forKey: "vehicleSeals") as? String {
            vehicle["seals"] = pairs(seals, "number", "issuer")
        }
        var container = group([
            "containerNumber", "sizeType", "seals", "grossKg", "tareKg", "verifiedGrossKg", "load", "celsius",
        ])
        var goods = group([
            "hsCode", "description", "packages", "netKg", "goodsGrossKg", "origin", "value", "currency", "consignment",
        ])
        let hazard = group(["unNumber", "hazardClass"])
        let parties = group(["declarant", "consignor", "consignee", "carrier"])
        if !vehicle.isEmpty { row["vehicle"] = vehicle }
        if !parties.isEmpty { row["parties"] = parties }
        if !hazard.isEmpty { goods["hazards"] = [hazard] }
        if let gross = goods.removeValue(forKey: "goodsGrossKg") { goods["grossKg"] = gross }
        if let consignment = goods["consignment"] { append(["reference": consignment], to: "consignments") }
        append(goods, to: "goods")
        if let number = container.removeValue(forKey: "containerNumber") { container["number"] = number }
        if let seals = container["seals"] as? String { container["seals"] = pairs(seals, "number", "issuer") }
        append(container, to: "containers")
        if let documents = row["documents"] as? String { row["documents"] = pairs(documents, "kind", "number") }
        return row
    }

    /// `A/B|C/D` as objects with two fields.
    static func pairs(_ text: String, _ first: String, _ second: String) -> [[String: Any]] {
        text.split(whereSeparator: { $0 == ";" || $0 == "|" }).map { pair in
            let parts = pair.split(separator: "/", maxSplits: 1).map { FieldText.trimmed($0) }
            var object: [String: Any] = [first: parts.first ?? ""]
            if parts.count > 1 { object[second] = parts[1] }
            return object
        }
    }
}

extension Declaration {
    /// Adds what a further row of the same declaration brings.
    mutating func join(_ row: Declaration) {
        containers += row.containers.filter { !containers.contains($0) }
        goods += row.goods.filter { !goods.contains($0) }
        consignments += row.consignments.filter { !consignments.contains($0) }
        for document in row.documents ?? [] where documents?.contains(document) != true { add(document) }
    }
}
