import GateDomain

/// Makes values out of libFuzzer's bytes: mostly such as a border sees, so that they match one another, and some that cannot be.
struct FuzzBytes {
    private let bytes: UnsafeBufferPointer<UInt8>
    private var index = 0

    init(_ bytes: UnsafeBufferPointer<UInt8>) { self.bytes = bytes }

    var isAtEnd: Bool { index >= bytes.count }

    mutating func byte() -> UInt8 {
        guard index < bytes.count else { return 0 }
        defer { index += 1 }
        return bytes[index]
    }

    mutating func below(_ count: Int) -> Int { Int(byte()) % count }
    mutating func chance(_ oneIn: Int) -> Bool { below(oneIn) == 1 }
    mutating func pick<Value>(_ values: [Value]) -> Value { values[below(values.count)] }
    mutating func maybe<Value>(_ value: (inout FuzzBytes) -> Value?) -> Value? { byte() < 64 ? nil : value(&self) }

    /// A number as a stranger may write it.
    mutating func numberText() -> String {
        byte() < 24
            ? pick([
                "1e308", "-1e308", "1e19", "-1e19", "9223372036854775807", "-9223372036854775808", "1e18", "0", "-0",
                "-1", "0.1", "1e-320", "1000000", "1000001", "9999999999", "\"NaN\"", "null", "1e15",
                "4611686018427387904",
            ])
            : "\(Int(byte()) * 256 + Int(byte()))"
    }

    mutating func number() -> Double {
        byte() < 24
            ? pick([1e308, -1e308, 1e19, .nan, .infinity, -.infinity, -0.0, -1, 0.1, 5e-324, 1e6, 1e9, 1e15, 1e300])
            : Double(Int(byte()) * 256 + Int(byte()))
    }

    mutating func whole() -> Int {
        byte() < 24 ? pick([.max, .min, -1, 0, 1 << 62, 1_000_000_000_000_000_000, 9_999_999_999]) : below(12)
    }

    static let plates = [
        "12C12345", "12C12346", "29H67431", "12RM01234", "29R04482", "桂F12345", "桂FA123挂", "12C1Z345", "X", "31U8160",
        "KHÔNG", "A", "99999999",
    ]
    static let boxes = [
        "MSCU0137155", "CAIU7429160", "MSCU0137156", "TGHU0000000", "mscu 013715 5", "MSCU013715", "BOX", "",
        "MSCU0137I55",
    ]
    static let texts = [
        "VN-1", "VN-2", "VN204417", "CU", "huu-nghi", "081090", "Hoang Van Lam", "1203", "3", "VND", "CN", "permit",
        "quarantine", "P-1", "x\u{1B}[2J", "\u{202E}x", "a\nb", "\u{0}", "\u{2028}", "'", "+:'?", "桂", "", "\u{9B}31m",
        String(repeating: "x", count: 200),
    ]

    mutating func text() -> String { pick(Self.texts) }

    /// Within three days of the morning at which the lanes open; some far off.
    mutating func instant() -> Instant {
        if byte() < 12 {
            return pick([
                .distantPast, .distantFuture, Instant(microseconds: 0), Instant(microseconds: -1),
                Instant(microseconds: 7_258_118_399_999_999), Instant(microseconds: 253_402_300_799_000_000),
            ])
        }
        return Self.start.advanced(bySeconds: Double(Int(byte()) * 256 + Int(byte())) * 4 - 86_400)
    }

    /// Ten minutes of a lane, and now and then a week on.
    mutating func laneTime() -> Instant {
        let week = chance(40) ? 7 * 86_400.0 : 0
        return Self.start.advanced(bySeconds: week + Double(Int(byte()) * 256 + Int(byte())) / 100)
    }

    static let start = Instant(microseconds: 1_772_413_200_000_000)
}
