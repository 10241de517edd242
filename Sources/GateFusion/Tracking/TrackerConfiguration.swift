/// How a camera's reads become sightings. Times are seconds of event time.
public struct TrackerConfiguration: Codable, Hashable, Sendable {
    /// Share of the picture from which on something counts as a vehicle.
    public var presence = 0.15
    /// The view counts as empty after this long below `presence` with no track.
    public var emptyAfter = 0.6
    /// A track ends when it was not seen for this long, and on so many frames that were looked at.
    public var trackEndsAfter = 0.8
    public var trackEndsAfterLooks = 3
    /// Agreeing readings after which a track settles while it is still seen.
    public var settleReads = 4
    /// The least time from a track's first reading to settling early.
    public var settleSpan = 0.8
    /// Weight of the leading text over the runner-up's to settle early.
    public var settleMargin = 2.0
    /// Mean confidence of the agreeing readings to settle early.
    public var settleConfidence = 0.6
    /// A track with two good readings settles when the scene did not change for this long.
    public var settleStillAfter = 1.5
    /// A single reading needs this confidence to count.
    public var loneConfidence = 0.9
    /// No container number whose check digit nobody saw is given more.
    public var unprovenMost = 0.75
    /// Fewer characters are no plate.
    public var shortestPlate = 4
    /// Readings remembered of a track.
    public var ballots = 40
    /// A vehicle this long in view with nothing read is reported when it leaves …
    public var unreadAfter = 2.0
    /// … or when it stands this long.
    public var unreadStanding = 15.0
    /// A camera without picture for this long is dark.
    public var darkAfter = 2.0
    /// A camera that stays dark is reported again.
    public var darkEvery = 30.0
    /// Another container number this long after the last one is of the next vehicle, sooner of the same.
    public var containerGap = 3.5

    /// The same text so soon after it was seen last is the same vehicle.
    public var repeatAfter = 10.0

    /// A plate so many times smaller than a known one, and so many times that one's size away (edges of squares as large), is of a vehicle
    /// further back: it waits for its turn, unless the one in front has stood there for so long.
    public var behindSize = 1.5
    public var behindDistance = 4.0
    public var parkedAfter = 120.0

    public init() {}

    public static let standard = TrackerConfiguration()
}
