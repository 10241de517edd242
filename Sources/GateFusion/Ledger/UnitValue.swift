public import GateDomain

/// What one line of goods is declared to be worth.
public struct UnitValue: Hashable, Sendable {
    /// Six digits of HS and the currency.
    public var heading: String
    /// Value per kilogram net.
    public var ratio: Double

    var logarithm: Double { naturalLogarithm(ratio) }
}

/// How the unit values of a heading lie.
public struct UsualValue: Hashable, Sendable {
    /// Median of the logarithms.
    var median: Double
    /// Robust standard deviation of the logarithms.
    var deviation: Double
    var count: Int

    /// - Parameter ratios: value per kilogram of each line, in any order; nil when there is none.
    public init?(_ ratios: [Double]) { self.init(ascending: ratios.map(naturalLogarithm).sorted()) }

    init?(ascending logarithms: [Double]) {
        guard !logarithms.isEmpty else { return nil }
        let median = Self.middle(logarithms)
        let spread = Self.middle(logarithms.map { abs($0 - median) }.sorted())
        self.median = median
        // Prices of one heading differ by a fifth at least, however alike the ones seen so far.
        deviation = max(1.4826 * spread, 0.2)
        count = logarithms.count
    }

    private static func middle(_ sorted: [Double]) -> Double {
        sorted.count % 2 == 1
            ? sorted[sorted.count / 2] : (sorted[sorted.count / 2 - 1] + sorted[sorted.count / 2]) / 2
    }
}

extension Declaration {
    /// Of its lines that say value, net weight and HS code.
    public var unitValues: [UnitValue] { goods.compactMap(\.unitValue) }

    /// Its importer's name as it is counted.
    public var importer: String? { parties.consignee.map(Registers.key) }
}

extension Declaration.Goods {
    var unitValue: UnitValue? {
        guard let hs = hsCode, hs.count >= 6, let value, let net = netKg, value > 0, net > 0 else { return nil }
        return UnitValue(heading: "\(hs.prefix(6)) \(currency ?? "")", ratio: value / net)
    }
}
