extension FixedWidthInteger {
    /// The whole number towards zero; the nearest end of the type's range for what is beyond it, 0 for what is no number.
    ///
    /// The only way from floating point to a whole number here: what a stranger sent must not end the process.
    @inlinable
    public init(saturating value: Double) {
        if value >= Double(Self.min), value < Double(Self.max) {
            self.init(value)
        } else {
            self = value > 0 ? .max : value < 0 ? .min : 0
        }
    }

    @inlinable
    public init(saturating value: Float) { self.init(saturating: Double(value)) }
}

// These stand in the way of the standard library's own, which end the process at 1e19, infinity and NaN: the compiler then tells.
extension Int {
    @available(*, deprecated, message: "ends the process beyond its range: Int(saturating:)")
    @inlinable public init(_ value: Double) { self.init(saturating: value) }
}
extension Int {
    @available(*, deprecated, message: "ends the process beyond its range: Int(saturating:)")
    @inlinable public init(_ value: Float) { self.init(saturating: value) }
}
extension Int8 {
    @available(*, deprecated, message: "ends the process beyond its range: Int8(saturating:)")
    @inlinable public init(_ value: Double) { self.init(saturating: value) }
}
extension Int8 {
    @available(*, deprecated, message: "ends the process beyond its range: Int8(saturating:)")
    @inlinable public init(_ value: Float) { self.init(saturating: value) }
}
extension Int16 {
    @available(*, deprecated, message: "ends the process beyond its range: Int16(saturating:)")
    @inlinable public init(_ value: Double) { self.init(saturating: value) }
}
extension Int16 {
    @available(*, deprecated, message: "ends the process beyond its range: Int16(saturating:)")
    @inlinable public init(_ value: Float) { self.init(saturating: value) }
}
extension Int32 {
    @available(*, deprecated, message: "ends the process beyond its range: Int32(saturating:)")
    @inlinable public init(_ value: Double) { self.init(saturating: value) }
}
extension Int32 {
    @available(*, deprecated, message: "ends the process beyond its range: Int32(saturating:)")
    @inlinable public init(_ value: Float) { self.init(saturating: value) }
}
extension Int64 {
    @available(*, deprecated, message: "ends the process beyond its range: Int64(saturating:)")
    @inlinable public init(_ value: Double) { self.init(saturating: value) }
}
extension Int64 {
    @available(*, deprecated, message: "ends the process beyond its range: Int64(saturating:)")
    @inlinable public init(_ value: Float) { self.init(saturating: value) }
}
extension UInt {
    @available(*, deprecated, message: "ends the process beyond its range: UInt(saturating:)")
    @inlinable public init(_ value: Double) { self.init(saturating: value) }
}
extension UInt {
    @available(*, deprecated, message: "ends the process beyond its range: UInt(saturating:)")
    @inlinable public init(_ value: Float) { self.init(saturating: value) }
}
extension UInt8 {
    @available(*, deprecated, message: "ends the process beyond its range: UInt8(saturating:)")
    @inlinable public init(_ value: Double) { self.init(saturating: value) }
}
extension UInt8 {
    @available(*, deprecated, message: "ends the process beyond its range: UInt8(saturating:)")
    @inlinable public init(_ value: Float) { self.init(saturating: value) }
}
extension UInt16 {
    @available(*, deprecated, message: "ends the process beyond its range: UInt16(saturating:)")
    @inlinable public init(_ value: Double) { self.init(saturating: value) }
}
extension UInt16 {
    @available(*, deprecated, message: "ends the process beyond its range: UInt16(saturating:)")
    @inlinable public init(_ value: Float) { self.init(saturating: value) }
}
extension UInt32 {
    @available(*, deprecated, message: "ends the process beyond its range: UInt32(saturating:)")
    @inlinable public init(_ value: Double) { self.init(saturating: value) }
}
extension UInt32 {
    @available(*, deprecated, message: "ends the process beyond its range: UInt32(saturating:)")
    @inlinable public init(_ value: Float) { self.init(saturating: value) }
}
extension UInt64 {
    @available(*, deprecated, message: "ends the process beyond its range: UInt64(saturating:)")
    @inlinable public init(_ value: Double) { self.init(saturating: value) }
}
extension UInt64 {
    @available(*, deprecated, message: "ends the process beyond its range: UInt64(saturating:)")
    @inlinable public init(_ value: Float) { self.init(saturating: value) }
}
