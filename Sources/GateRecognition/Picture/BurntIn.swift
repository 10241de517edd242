import GateDomain

/// Whether a camera wrote a text into its picture: clock, channel, speed, the last plate.
///
/// Such text lies level near the picture's upper or lower edge, its edges are one pixel wide, and every character is as bright as the next: no
/// lamp or shadow falls on it.
enum BurntIn {
    /// Degrees that its line may slope; share of the picture's height within which it lies.
    private static let (slope, band) = (1.0, 0.16)
    /// Luma of its ink at least, and by how much it may differ from one character to the next.
    private static let (bright, uneven): (Float, Float) = (215, 9)
    /// The strongest steps from one pixel to the next, as a share of the contrast.
    private static let sharp: Float = 0.32
    /// Parts of the line that are compared, about one a character.
    private static let parts = 9
    /// Pixels that a line needs to be judged.
    private static let (least, narrowest) = (8, 27)

    static func isLikely(_ view: GreyView, _ quad: Quad) -> Bool {
        let bounds = quad.bounds
        let height = Double(view.height)
        guard min(bounds.y, height - bounds.y - bounds.height) < band * height,
            isLevel(quad.topLeft, quad.topRight), isLevel(quad.bottomLeft, quad.bottomRight)
        else { return false }
        let (part, _) = view.part(bounds)
        guard part.height >= least, part.width >= narrowest else { return false }
        var steps: [Float] = []
        var inks: [Float] = []
        var (low, high): (Float, Float) = (255, 0)
        for index in 0..<parts {
            let columns = index * part.width / parts..<(index + 1) * part.width / parts
            var values: [Float] = []
            for y in 0..<part.height {
                let row = part.base + y * part.stride
                for x in columns {
                    values.append(part.value(Float(row[x])))
                    if x > 0 { steps.append(abs(Float(row[x]) - Float(row[x - 1])) * part.scale) }
                }
            }
            values.sort()
            let ink = values[values.count * 97 / 100]
            inks.append(ink)
            (low, high) = (min(low, values[values.count / 20]), max(high, ink))
        }
        // A gap between words has no ink.
        let written = inks.sorted().dropFirst(2)
        guard let dimmest = written.first, let brightest = written.last, dimmest >= bright,
            brightest - dimmest <= uneven
        else { return false }
        steps.sort()
        return steps[steps.count * 97 / 100] >= sharp * max(10, high - low)
    }

    private static func isLevel(_ left: Point, _ right: Point) -> Bool {
        right.x > left.x && abs(right.y - left.y) <= (right.x - left.x) * slope * .pi / 180
    }
}
