import GateDomain

/// SplitMix64: the same draws from the same seed on every machine.
struct SearchRandom: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) { state = seed &* 0x9E37_79B9_7F4A_7C15 &+ 0x1234_5678_9ABC_DEF1 }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }

    /// 0..<bound; 0 for a bound of 0.
    mutating func below(_ bound: Int) -> Int {
        guard bound > 0 else { return 0 }
        return Int(truncatingIfNeeded: next().multipliedFullWidth(by: UInt64(bound)).high)
    }

    /// Exponentially distributed with mean near 1, by arithmetic that is the same everywhere.
    mutating func exponential() -> Double {
        let bits = next() | 1
        let zeros = bits.leadingZeroBitCount
        // Below 2^-zeros: −ln falls by ln 2 for every zero, nearly linearly between.
        let fraction = Double((bits << UInt64(zeros)) & 0x7FFF_FFFF_FFFF_FFFF) / 0x1p63
        return (Double(zeros) + 1 - fraction) * 0.693_147_180_559_945_3
    }
}
