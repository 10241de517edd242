/// The columns of a table under the profile's own names, and the numbers in them.
struct TableColumns {
    /// The profile's name of each column; others as they stand.
    let names: [String]
    private let table: CSVTable
    private var styles: [Int: NumberStyle] = [:]
    /// What all weights of the table tell, and the language that its separator is of.
    private var common: NumberStyle

    private static let profile = [
        "reference", "version", "status", "direction", "gate", "validFrom", "validUntil", "channel", "trips", "trade",
        "tractorPlate", "trailerPlate", "nationality", "vehicleSeals", "driver", "containerNumber", "sizeType", "seals",
        "grossKg", "tareKg", "verifiedGrossKg", "load", "celsius", "hsCode", "description", "packages", "netKg",
        "goodsGrossKg", "origin", "value", "currency", "unNumber", "hazardClass", "consignment", "documents",
        "declarant",
        "consignor", "consignee", "carrier",
    ]
    private static let counts: Set<String> = ["packages", "trips", "version", "NO", "VER"]
    private static let numbers: Set<String> = counts.union([
        "grossKg", "tareKg", "verifiedGrossKg", "celsius", "netKg", "goodsGrossKg", "value", "GW", "NW", "BPR",
    ])

    /// Nil when the header is none of the profile.
    init?(_ table: CSVTable) {
        let known = Dictionary(
            (Self.profile + VNACCSProfile.fields).map { (Self.key($0), $0) }, uniquingKeysWith: { first, _ in first })
        let names = table.columns.map { known[Self.key($0)] ?? $0 }
        guard names.contains("reference") || VNACCSProfile.isOne(names) else { return nil }
        self.names = names
        self.table = table
        // A list separated by semicolons comes from where the comma is taken: decimals have it.
        common = NumberStyle(usual: table.separator == ";" ? "," : table.separator == "," ? "." : nil)
        for (index, name) in names.enumerated() where Self.numbers.contains(name) {
            var style = NumberStyle()
            for row in table.rows where row.cells.indices.contains(index) {
                style.learn(row.cells[index])
                common.learn(row.cells[index])
            }
            styles[index] = style
        }
    }

    /// Letters and digits alone: `Tractor Plate`, `tractor_plate` and `TRACTORPLATE` are one.
    private static func key(_ name: String) -> String { name.lowercased().filter { $0.isLetter || $0.isNumber } }

    /// A row's cells by name, trimmed, without the empty ones, numbers as JSON has them; of columns of one name the first filled one counts.
    func cells(_ row: CSVTable.Row, _ report: (ManifestProblem.Severity, String) -> Void) -> [String: String] {
        var cells: [String: String] = [:]
        for (index, name) in names.enumerated() where row.cells.indices.contains(index) && cells[name] == nil {
            let cell = FieldText.trimmed(row.cells[index])
            if cell.isEmpty { continue }
            guard let style = styles[index] else {
                cells[name] = cell
                continue
            }
            let isCount = Self.counts.contains(name)
            var reading = style.read(cell, isCount: isCount)
            if case .unclear = reading { reading = common.read(cell, isCount: isCount) }
            switch reading {
            case .number(let value): cells[name] = FieldText.text(value)
            case .likely(let value):
                report(.warning, "\(name): " + NumberStyle.likely(cell, value))
                cells[name] = FieldText.text(value)
            case .unclear(let first, let second): report(.error, "\(name): " + NumberStyle.doubt(cell, first, second))
            // The field's reader says what it expects.
            case .none: cells[name] = cell
            }
        }
        return cells
    }
}
