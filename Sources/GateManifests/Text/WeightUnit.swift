/// Units of weight: UN/ECE recommendation 20, and what is written instead of its codes.
enum WeightUnit {
    private static let kilograms: [String: Double] = [
        "KGM": 1, "KG": 1, "KGS": 1, "KILO": 1, "KILOS": 1, "KILOGRAM": 1, "KILOGRAMS": 1, "K": 1,
        "TNE": 1000, "T": 1000, "TO": 1000, "TON": 1000, "TONS": 1000, "TONNE": 1000, "TONNES": 1000, "MT": 1000,
        "MTON": 1000, "GRM": 0.001, "GR": 0.001, "G": 0.001, "GM": 0.001, "MGM": 0.000_001, "DTN": 100, "HGM": 0.1,
        "KTN": 1_000_000, "LBR": 0.453_592_37, "LB": 0.453_592_37, "LBS": 0.453_592_37, "L": 0.453_592_37,
        "ONZ": 0.028_349_523, "OZ": 0.028_349_523, "STN": 907.184_74, "LTN": 1_016.046_908_8, "CWI": 50.802_345,
        "CWA": 45.359_237,
    ]

    /// What one of a unit weighs; nil for what is no unit of weight.
    static func kilograms(_ unit: String) -> Double? { kilograms[FieldText.trimmed(unit).uppercased()] }

    /// A weight in kilograms, to the milligram; without a unit it is one already.
    static func kilograms(_ value: Double, _ unit: String?) -> Double? {
        guard let unit, !unit.isEmpty else { return value }
        guard let factor = kilograms(unit) else { return nil }
        return factor == 1 ? value : (value * factor * 1_000_000).rounded() / 1_000_000
    }
}
