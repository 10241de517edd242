/// A kind of number that comes from outside: what it counts, and between which ends it can lie at all.
///
/// Wide on purpose: what is merely improbable is for the rules to find. What lies beyond is no such quantity, and is refused where it
/// enters, so that no sum or product of what is inside can overflow.
public struct Quantity: Sendable {
    public let range: ClosedRange<Double>
    /// `kg`; empty for bare numbers.
    public let unit: String
    public let isWhole: Bool

    private init(_ range: ClosedRange<Double>, _ unit: String = "", isWhole: Bool = false) {
        self.range = range
        self.unit = unit
        self.isWhole = isWhole
    }

    /// A vehicle on a scale, a box, its tare: a thousand tons.
    public static let kilograms = Quantity(0...1e6, "kg")
    /// Goods of one line, which may be a ship's or a train's: a million tons.
    public static let goodsKilograms = Quantity(0...1e9, "kg")
    /// In any currency.
    public static let value = Quantity(0...1e15)
    /// From absolute zero (liquid gases in tanks) to hot bitumen.
    public static let celsius = Quantity(-273.15...300, "°C")
    public static let packages = Quantity(0...1e9, isWhole: true)
    /// Vehicles that may draw on a declaration.
    public static let trips = Quantity(0...100_000, isWhole: true)
    /// Seconds since 1970 fit until the year 2286. The largest one leaves no version above it.
    public static let version = Quantity(0...9_999_999_999, isWhole: true)
    /// Length of a box.
    public static let feet = Quantity(1...100, "ft", isWhole: true)
    /// How long something lasted: a year.
    public static let minutes = Quantity(0...525_600, "min")
    /// Class of a scale by OIML R 134, percent.
    public static let accuracyClass = Quantity(0.01...10, "%")
    /// How far a camera's clock may be off: a day.
    public static let clockOffset = Quantity(-86_400...86_400, "s")

    /// nil when `value` can be one; else what is wrong with it and what would be right.
    public func refusal(of value: Double) -> String? {
        if range.contains(value), !isWhole || value == value.rounded(.towardZero) { return nil }
        return refusal(quoting: Self.text(value))
    }

    /// nil when `value` can be one; else what is wrong with it and what would be right.
    public func refusal(of value: Int) -> String? {
        range.contains(Double(value)) ? nil : refusal(quoting: String(value))
    }

    private func refusal(quoting text: String) -> String {
        let unit = unit.isEmpty ? "" : " " + unit
        let kind = isWhole ? "a whole number" : "a number"
        return "\(text)\(unit) cannot be; \(kind) from \(Self.text(range.lowerBound)) to "
            + "\(Self.text(range.upperBound))\(unit) expected"
    }

    private static func text(_ value: Double) -> String {
        if abs(value) < 1e16, let whole = Int64(exactly: value) { return String(whole) }
        return "\(value)"
    }
}

extension Instant {
    /// What can be a time here: from 1970 to the end of 2199. Beyond are slips, and marks such as 9999-12-31 for "no end".
    public static let possible = Instant(microseconds: 0)...Instant(microseconds: 7_258_118_399_999_999)

    /// nil when it can be a time; else what is wrong and what would be right.
    public var refusal: String? {
        Self.possible.contains(self) ? nil : "\(rfc3339) cannot be; a time from 1970 to 2199 expected"
    }
}
