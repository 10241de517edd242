import GateDomain

/// One plate or container number followed over a camera's frames.
struct Track {
    enum Kind: String {
        case plate, container
    }

    let id: Int
    let kind: Kind
    let first: CaptureTime
    var last: CaptureTime
    var box: Box
    /// Pixels a second.
    var velocity = Point(x: 0, y: 0)
    var vote: TextVote
    /// Looks since the last one that showed it, and the seconds up to the latest of them.
    private(set) var misses = 0
    private(set) var unseen = 0.0
    var reads = 0
    /// Frames on which its region gave no text.
    var blanks = 0
    var bestQuality = 0.0
    var bestCorners: Quad?
    var settled: String?
    /// Until when a vehicle in front of its own was in view.
    var heldUntil: CaptureTime?
    /// When it was first, and last, seen as the vehicle whose turn it is.
    var begun: CaptureTime { heldUntil ?? first }
    var ended: CaptureTime { last.instant < begun.instant ? begun : last }
    /// When its region had grown last by more than a little.
    var grewAt: Instant
    var largest: Double
    var colours: [PlateColour: Double] = [:]
    var lines: [Int: Double] = [:]
    var sizeTypes: [SizeTypeCode: Double] = [:]
    /// Container numbers that were read with their check digit.
    var proven: Set<String> = []

    init(id: Int, kind: Kind, time: CaptureTime, region: Quad, ballots: Int) {
        self.id = id
        self.kind = kind
        first = time
        last = time
        box = region.bounds
        vote = TextVote(capacity: ballots)
        grewAt = time.instant
        largest = region.bounds.area
    }

    mutating func see(_ region: Quad, at time: CaptureTime) {
        let now = region.bounds
        let seconds = time.instant.seconds(since: last.instant)
        if seconds > 0.001 {
            velocity = Point(
                x: (now.x + now.width / 2 - box.x - box.width / 2) / seconds,
                y: (now.y + now.height / 2 - box.y - box.height / 2) / seconds)
        }
        if now.area > largest * 1.06 {
            largest = now.area
            grewAt = time.instant
        }
        box = now
        last = time
        unseen = 0
        misses = 0
    }

    /// A look, `seconds` after the one before it, that did not show it.
    mutating func miss(for seconds: Double) {
        misses += 1
        unseen += seconds
    }

    func isGone(after configuration: TrackerConfiguration) -> Bool {
        unseen >= configuration.trackEndsAfter && misses >= configuration.trackEndsAfterLooks
    }

    /// Likeness of place, 0…1: overlap where the region was, or is expected after its movement, else nearness in units of its size.
    func nearness(to region: Quad, at time: CaptureTime) -> Double {
        let seconds = min(1, max(0, time.instant.seconds(since: last.instant)))
        var expected = box
        expected.x += velocity.x * seconds
        expected.y += velocity.y * seconds
        let other = region.bounds
        let overlap = max(box.overlap(with: other), expected.overlap(with: other))
        let size = max(8, (max(box.width, box.height) + max(other.width, other.height)) / 2)
        let away = min(box.distance(to: other), expected.distance(to: other)) / size / (1 + 3 * seconds)
        return max(overlap, max(0, 1 - away / 2))
    }
}
