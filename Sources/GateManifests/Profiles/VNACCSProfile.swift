import Foundation

/// Our own profile with the field names of VNACCS's IDA (import) and EDA (export) screens; it is no wire format.
/// The fields are listed in deploy/declaration-profile.md.
enum VNACCSProfile {
    private static let names = [
        "ICN": "reference", "ECN": "reference", "VER": "version", "COT": "containerNumber", "SEL": "seals",
        "GW": "grossKg", "CMD": "hsCode", "CMN": "description", "NO": "packages", "NW": "netKg", "OR": "origin",
        "BPR": "value", "UPC": "currency", "BLN": "consignment", "ICC": "declarant", "IMN": "consignee",
        "CGN": "consignee", "EPN": "consignor", "CRN": "carrier", "DRV": "driver",
    ]
    /// Weights, with the fields that give their units.
    private static let units = [("GW", "GWT"), ("NW", "NWT")]
    static var fields: [String] { names.keys.sorted() + ["VSN", "CHN", "LIC", "GWT", "NWT"] }
    private static let channels = ["1": "green", "2": "yellow", "3": "red"]

    /// Whether fields with these names are of the profile: a declaration's number under VNACCS's name.
    static func isOne(_ keys: some Sequence<String>) -> Bool {
        let keys = Set(keys)
        return (keys.contains("ICN") || keys.contains("ECN")) && !keys.contains("reference")
    }

    /// One flat row, or object, under the names of the CSV profile, weights in kilograms; others stay as they are.
    static func renamed(_ row: [String: Any]) -> (row: [String: Any], problems: [String]) {
        var problems: [String] = []
        let row = inKilograms(row, &problems)
        var result: [String: Any] = [:]
        var documents: [[String: Any]] = []
        for (name, value) in row.sorted(by: { $0.key < $1.key }) {
            switch name {
            case "VSN":
                // The profile's own field splits it.
                result["tractorPlate"] = "\(value)"
            case "CHN": result["channel"] = channels["\(value)"] ?? value
            case "LIC": documents += ProfileRow.pairs("\(value)", "number", "kind").map { licence($0) }
            case "containers":
                result[name] = items(value, ["COT": "number", "SEL": "seals", "GW": "grossKg"], &problems)
            case "goods": result[name] = items(value, names, &problems)
            default:
                let known = names[name] ?? name
                if result[known] == nil { result[known] = value }
            }
        }
        if !documents.isEmpty { result["documents"] = documents }
        return (result, problems)
    }

    /// A weight that comes with a unit becomes one in kilograms; under an unknown unit it stays under its own name.
    private static func inKilograms(_ row: [String: Any], _ problems: inout [String]) -> [String: Any] {
        var row = row
        for (weight, unit) in units {
            guard let written = row.removeValue(forKey: unit), let value = row[weight] else { continue }
            let number = (value as? NSNumber)?.doubleValue ?? FieldText.number("\(value)")
            if let number, let kilograms = WeightUnit.kilograms(number, "\(written)") {
                row[weight] = kilograms
            } else if WeightUnit.kilograms("\(written)") == nil {
                problems.append(
                    "\(unit): \(quoted("\(written)")) is no unit of weight; \(weight) is left out, give KGM")
                row["other\(weight)"] = "\(row.removeValue(forKey: weight) ?? "") \(written)"
            }
        }
        return row
    }

    private static func licence(_ document: [String: Any]) -> [String: Any] {
        document["kind"] == nil ? document.merging(["kind": "licence"]) { first, _ in first } : document
    }

    /// A list of a JSON object, its fields renamed.
    private static func items(_ value: Any, _ names: [String: String], _ problems: inout [String]) -> Any {
        guard let items = value as? [[String: Any]] else { return value }
        return items.map { item in
            var renamed = Dictionary(
                inKilograms(item, &problems).map { (names[$0.key] ?? $0.key, $0.value) },
                uniquingKeysWith: { first, _ in first })
            if let seals = renamed["seals"] as? String {
                renamed["seals"] = ProfileRow.pairs(seals, "number", "issuer")
            }
            return renamed
        }
    }
}
