import GateDomain

/// What a picture tells of the view itself, whatever stands in it.
struct ViewMeasures {
    /// Steps between pixels three apart over those between pixels 24 apart, less the 1/8 that remains when nothing fine is left. (Of direct
    /// neighbours a video encoder's blocks tell more than the lens.)
    var fineness: Float
    /// Share of the picture that shows no texture at all.
    var flatness: Float
    /// 0…255.
    var brightness: Float
    /// Of pixels all over the picture: two pictures of a living sensor never agree in it.
    var fingerprint: UInt64
    /// As `MotionGate.texture`.
    var texture: [Float]

    init(fineness: Float, flatness: Float, brightness: Float, fingerprint: UInt64, texture: [Float]) {
        (self.fineness, self.flatness, self.brightness) = (fineness, flatness, brightness)
        (self.fingerprint, self.texture) = (fingerprint, texture)
    }

    /// - Parameter means: the picture's `MotionGate.means`.
    init(_ view: GreyView, means: [Float]) {
        texture = MotionGate.texture(means)
        flatness = Float(texture.count { abs($0) < 1 }) / Float(max(1, texture.count))
        brightness = means.reduce(0, +) / Float(max(1, means.count))
        var (near, far, hash): (Int, Int, UInt64) = (0, 0, 0xCBF2_9CE4_8422_2325)
        let step = max(1, view.height / Self.lines)
        for y in Swift.stride(from: step / 2, to: view.height, by: step) {
            let row = view.base + y * view.stride
            var x = 0
            while x + 24 < view.width {
                near += abs(Int(row[x + 3]) - Int(row[x]))
                far += abs(Int(row[x + 24]) - Int(row[x]))
                hash = (hash ^ UInt64(row[x])) &* 0x100_0000_01B3
                x += 3
            }
        }
        fingerprint = hash
        fineness = far == 0 ? 0 : max(0, Float(near) / Float(far) - 1 / 8)
    }

    private static let lines = 60

    /// How alike two views are in their texture: 1 the same, 0 nothing in common.
    func likeness(to other: [Float]) -> Float {
        guard texture.count == other.count, !texture.isEmpty else { return 0 }
        var (xy, xx, yy): (Float, Float, Float) = (0, 0, 0)
        for (a, b) in zip(texture, other) {
            xy += a * b
            xx += a * a
            yy += b * b
        }
        return xx > 0 && yy > 0 ? xy / (xx * yy).squareRoot() : 0
    }
}
