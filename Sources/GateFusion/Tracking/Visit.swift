import GateDomain

/// One stay of something in a camera's view.
struct Visit {
    struct Text {
        var kind: Track.Kind
        var text: String
        var track: Int
        /// When it was seen last, and where.
        var last: Instant
        var box: Box
    }

    var number = 0
    var isOpen = false
    var since: CaptureTime?
    var lastPresent: CaptureTime?
    /// Seconds with something of a vehicle's size in view.
    var presentSeconds = 0.0
    var emptySeconds = 0.0
    var settled: [Text] = []
    var isReportedUnread = false
    /// Its evidence track, taken when the vehicle has stood for a while.
    var evidenceTrack: Int?

    mutating func open(at time: CaptureTime) {
        let next = number + 1
        self = Visit()
        number = next
        isOpen = true
        since = time
    }
}
