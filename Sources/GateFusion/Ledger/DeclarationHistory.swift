import GateDomain

/// What declarations of the past say about a new one: unit values by heading, and who has imported before.
struct DeclarationHistory {
    private struct Line {
        var hs: String
        var logUnitValue: Double
    }

    private var lines: [String: [Line]] = [:]
    private var importers: [String: Int] = [:]
    private var importer: [String: String] = [:]
    /// Logarithms of value per kilogram by six digits of HS and currency, ascending.
    private var values: [String: [Double]] = [:]

    mutating func add(_ declaration: Declaration) {
        remove(declaration.reference)
        let new = declaration.goods.compactMap(Self.line)
        for line in new {
            let place = Self.place(of: line.logUnitValue, in: values[line.hs] ?? [])
            values[line.hs, default: []].insert(line.logUnitValue, at: place)
        }
        if !new.isEmpty { lines[declaration.reference] = new }
        if let name = declaration.parties.consignee {
            let key = Registers.key(name)
            importers[key, default: 0] += 1
            importer[declaration.reference] = key
        }
    }

    /// Declarations of an importer, this one among them.
    func count(importer name: String) -> Int { importers[Registers.key(name)] ?? 0 }

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
        guard let line = Self.line(goods), let all = values[line.hs] else { return nil }
        let others = all.count - 1
        guard others > 0 else { return Standing(ratio: 1, deviations: 0, others: 0) }
        let median = Self.middle(all)
        let spread = Self.middle(all.map { abs($0 - median) }.sorted())
        // Prices of one heading differ by a fifth at least, however alike the ones seen so far.
        let deviation = max(1.4826 * spread, 0.2)
        return Standing(
            ratio: exponential(line.logUnitValue - median), deviations: (line.logUnitValue - median) / deviation,
            others: others)
    }

    private mutating func remove(_ reference: String) {
        for line in lines.removeValue(forKey: reference) ?? [] {
            let place = Self.place(of: line.logUnitValue, in: values[line.hs] ?? [])
            if values[line.hs]?.indices.contains(place) == true { values[line.hs]?.remove(at: place) }
        }
        if let key = importer.removeValue(forKey: reference) { importers[key, default: 1] -= 1 }
    }

    private static func line(_ goods: Declaration.Goods) -> Line? {
        guard let hs = goods.hsCode, hs.count >= 6, let value = goods.value, let net = goods.netKg, value > 0, net > 0
        else { return nil }
        return Line(hs: "\(hs.prefix(6)) \(goods.currency ?? "")", logUnitValue: naturalLogarithm(value / net))
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

    private static func middle(_ sorted: [Double]) -> Double {
        sorted.count % 2 == 1
            ? sorted[sorted.count / 2] : (sorted[sorted.count / 2 - 1] + sorted[sorted.count / 2]) / 2
    }
}
