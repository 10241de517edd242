import GateDomain

/// What declarations of the past say about a new one: unit values by heading, and who has imported before.
struct DeclarationHistory {
    let archive: (any Archive)?
    private var lines: [String: [UnitValue]] = [:]
    private var importers: [String: Int] = [:]
    private var importer: [String: String] = [:]
    /// Logarithms of value per kilogram by heading, ascending.
    private var values: [String: [Double]] = [:]

    /// - Parameter archive: what knows the declarations of the past; then nothing is held here.
    init(archive: (any Archive)? = nil) { self.archive = archive }

    mutating func add(_ declaration: Declaration) {
        if let archive { return archive.changed(declaration) }
        remove(declaration.reference)
        let new = declaration.unitValues
        for line in new {
            let place = Self.place(of: line.logarithm, in: values[line.heading] ?? [])
            values[line.heading, default: []].insert(line.logarithm, at: place)
        }
        if !new.isEmpty { lines[declaration.reference] = new }
        if let key = declaration.importer {
            importers[key, default: 0] += 1
            importer[declaration.reference] = key
        }
    }

    /// Declarations of an importer, this one among them.
    func count(importer name: String, atMost limit: Int) -> Int {
        let key = Registers.key(name)
        return archive?.declarations(importer: key, atMost: limit) ?? min(limit, importers[key] ?? 0)
    }

    /// How a unit value stands among the others of its heading.
    struct Standing {
        /// Unit value over the median of the others.
        var ratio: Double
        /// Distance from the median in robust standard deviations.
        var deviations: Double
        var others: Int
    }

    /// nil without value, net weight or HS code; `others` may be few.
    func standing(of goods: Declaration.Goods) -> Standing? {
        guard let line = goods.unitValue,
            let usual = archive.map({ $0.usualValue(of: line.heading) })
                ?? values[line.heading].flatMap({ UsualValue(ascending: $0) })
        else { return nil }
        let others = usual.count - 1
        guard others > 0 else { return Standing(ratio: 1, deviations: 0, others: 0) }
        let difference = line.logarithm - usual.median
        return Standing(
            ratio: exponential(difference), deviations: difference / usual.deviation, others: others)
    }

    private mutating func remove(_ reference: String) {
        for line in lines.removeValue(forKey: reference) ?? [] {
            let place = Self.place(of: line.logarithm, in: values[line.heading] ?? [])
            if values[line.heading]?.indices.contains(place) == true { values[line.heading]?.remove(at: place) }
        }
        if let key = importer.removeValue(forKey: reference) { importers[key, default: 1] -= 1 }
    }

    /// First index whose value is not below `value`.
    private static func place(of value: Double, in sorted: [Double]) -> Int {
        var (low, high) = (0, sorted.count)
        while low < high {
            let middle = (low + high) / 2
            if sorted[middle] < value { low = middle + 1 } else { high = middle }
        }
        return low
    }
}
