import GateDomain

/// Learns which texts are burnt into the picture by the camera (time, channel, address), and not of this world: they stay put to the pixel while
/// all around them changes from one look to the next. A number on a truck that stands has a truck around it that stands as well.
struct StillText {
    private struct Spot {
        var box: Box
        var surroundings: [Float?]
        var lastLook: Int
        var lastSeen: Instant
        /// When all around changed, the first and the last time.
        var firstChange: Instant?
        var lastChange = Instant.distantPast
        var changes = 0
        var isStill = false
    }

    private var spots: [Spot] = []
    private var look = 0

    /// Changes of all around, and seconds between the first and the last, after which a text is known as the camera's own.
    private static let (changes, seconds) = (4, 60.0)
    /// Grey levels by which a patch has changed, beyond what all have, and the share of the patches that must have.
    private static let (step, share): (Float, Double) = (15, 0.75)
    private static let most = 32
    /// Seconds between two looks that follow each other.
    private static let gap = 3.5

    /// Begins a look at the next picture.
    mutating func nextLook() { look += 1 }

    /// - Parameters:
    ///   - box: of a text that was read, or looks like one.
    ///   - surroundings: as `surroundings(of:in:)`.
    /// - Returns: whether it is the camera's own and is to be left out.
    mutating func isStill(_ box: Box, surroundings: [Float?], at now: Instant) -> Bool {
        guard let index = spots.firstIndex(where: { Self.isSamePlace($0.box, box, within: $0.isStill ? 0.5 : 0.1) })
        else {
            if spots.count >= Self.most,
                let oldest = spots.indices.filter({ !spots[$0].isStill }).min(by: {
                    spots[$0].lastLook < spots[$1].lastLook
                })
            {
                spots.remove(at: oldest)
            }
            if spots.count < Self.most {
                spots.append(Spot(box: box, surroundings: surroundings, lastLook: look, lastSeen: now))
            }
            return false
        }
        if spots[index].isStill { return true }
        let isNext = spots[index].lastLook == look - 1 && now.seconds(since: spots[index].lastSeen) <= Self.gap
        if isNext, Self.haveChanged(spots[index].surroundings, surroundings) {
            spots[index].changes += 1
            spots[index].lastChange = now
            spots[index].firstChange = spots[index].firstChange ?? now
        }
        spots[index].surroundings = surroundings
        (spots[index].lastLook, spots[index].lastSeen) = (look, now)
        let first = spots[index].firstChange ?? now
        spots[index].isStill =
            spots[index].changes >= Self.changes && spots[index].lastChange.seconds(since: first) >= Self.seconds
        return spots[index].isStill
    }

    /// Edges that differ by less than `part` of the height.
    private static func isSamePlace(_ a: Box, _ b: Box, within part: Double) -> Bool {
        let most = max(3, part * min(a.height, b.height))
        return abs(a.x - b.x) <= most && abs(a.y - b.y) <= most && abs(a.x + a.width - b.x - b.width) <= most
            && abs(a.y + a.height - b.y - b.height) <= most
    }

    private static func haveChanged(_ before: [Float?], _ after: [Float?]) -> Bool {
        let steps = zip(before, after).compactMap { before, after in
            before.flatMap { before in after.map { $0 - before } }
        }
        guard steps.count >= 4 else { return false }
        // A change of exposure, or of the light, is no change of what is there.
        let common = steps.sorted()[steps.count / 2]
        let isShift = abs(common) > step
        let changed = steps.count { abs(isShift ? $0 - common : $0) > step }
        return Double(changed) >= share * Double(steps.count)
    }

    /// Mean grey of eight patches around a box, as high as it is; nil outside the picture.
    static func surroundings(of box: Box, in view: GreyView) -> [Float?] {
        let side = max(8, box.height)
        let (left, middle, right) = (
            box.x - 1.2 * side, box.x + box.width / 2 - side / 2, box.x + box.width + 0.2 * side
        )
        let (above, level, below) = (box.y - 1.2 * side, box.y, box.y + box.height + 0.2 * side)
        return [
            (left, above), (middle, above), (right, above), (left, level), (right, level), (left, below),
            (middle, below), (right, below),
        ].map { x, y in
            guard x >= 0, y >= 0, x + side <= Double(view.width), y + side <= Double(view.height) else { return nil }
            let part = view.part(Box(x: x, y: y, width: side, height: side)).view
            var (sum, count) = (0, 0)
            for row in Swift.stride(from: 0, to: part.height, by: 2) {
                for column in Swift.stride(from: 0, to: part.width, by: 2) {
                    sum += Int(part.base[row * part.stride + column])
                    count += 1
                }
            }
            return view.value(Float(sum) / Float(max(1, count)))
        }
    }
}
