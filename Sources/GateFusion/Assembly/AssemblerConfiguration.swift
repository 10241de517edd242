/// How sightings of a lane's cameras become passages. Times are seconds of event time.
public struct AssemblerConfiguration: Codable, Hashable, Sendable {
    /// When every camera has read what it is there for, wait this long for more of the same vehicle (a second container).
    public var completeDelay = 1.0
    /// Decide when nothing new came for this long.
    public var quietTime = 6.0
    /// Decide at the latest this long after the passage opened.
    public var deadline = 20.0
    /// A camera that has not contributed yet may still join this long after the passage's last sighting.
    public var joinWindow = 20.0
    /// The same plate or number at the same lane is the same vehicle for this long after the passage's last sighting.
    public var identityWindow = 60.0
    /// A camera last known as dark is taken for dark this long.
    public var darkHold = 30.0
    /// Darkness counts from this long before the arrival.
    public var darkLead = 2.0

    public init() {}

    public static let standard = AssemblerConfiguration()
}
