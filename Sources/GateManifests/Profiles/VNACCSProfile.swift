/// Our own profile with the field names of VNACCS's IDA (import) and EDA (export) screens; it is no wire format.
/// The fields are listed in deploy/declaration-profile.md.
enum VNACCSProfile {
    private static let names = [
        "ICN": "reference", "ECN": "reference", "VER": "version", "COT": "containerNumber", "SEL": "seals",
        "GW": "grossKg", "CMD": "hsCode", "CMN": "description", "NO": "packages", "NW": "netKg", "OR": "origin",
        "BPR": "value", "UPC": "currency", "BLN": "consignment", "ICC": "declarant", "IMN": "consignee",
        "CGN": "consignee", "EPN": "consignor", "CRN": "carrier", "DRV": "driver",
    ]
    private static let channels = ["1": "green", "2": "yellow", "3": "red"]

    /// Whether fields with these names are of the profile: a declaration's number under VNACCS's name.
    static func isOne(_ keys: some Sequence<String>) -> Bool {
        let keys = Set(keys)
        return (keys.contains("ICN") || keys.contains("ECN")) && !keys.contains("reference")
    }

    /// One flat row, or object, under the names of the CSV profile; others stay as they are.
    static func renamed(_ row: [String: Any]) -> [String: Any] {
        var result: [String: Any] = [:]
        var documents: [[String: Any]] = []
        for (name, value) in row.sorted(by: { $0.key < $1.key }) {
            switch name {
            case "VSN":
                let plates = "\(value)".split(separator: "/", maxSplits: 1).map { FieldText.trimmed($0) }
                result["tractorPlate"] = plates.first
                if plates.count > 1 { result["trailerPlate"] = plates[1] }
            case "CHN": result["channel"] = channels["\(value)"] ?? value
            case "LIC": documents += ProfileRow.pairs("\(value)", "number", "kind").map { licence($0) }
            case "containers": result[name] = items(value, ["COT": "number", "SEL": "seals", "GW": "grossKg"])
            case "goods": result[name] = items(value, names)
            default:
                let known = names[name] ?? name
                if result[known] == nil { result[known] = value }
            }
        }
        if !documents.isEmpty { result["documents"] = documents }
        return result
    }

    private static func licence(_ document: [String: Any]) -> [String: Any] {
        document["kind"] == nil ? document.merging(["kind": "licence"]) { first, _ in first } : document
    }

    /// A list of a JSON object, its fields renamed.
    private static func items(_ value: Any, _ names: [String: String]) -> Any {
        guard let items = value as? [[String: Any]] else { return value }
        return items.map { item in
            var renamed = Dictionary(
                item.map { (names[$0.key] ?? $0.key, $0.value) }, uniquingKeysWith: { first, _ in first })
            if let seals = renamed["seals"] as? String {
                renamed["seals"] = ProfileRow.pairs(seals, "number", "issuer")
            }
            return renamed
        }
    }
}
