public import GateDomain

/// How a camera is: its counts since the start, and whether it delivers.
public struct CameraHealth: Codable, Sendable, Hashable {
    public enum State: String, Codable, Sendable {
        /// No picture has come yet.
        case starting
        case up
        /// The stream broke off, or no picture comes.
        case away
        /// A recording that has been read to its end.
        case ended
    }

    public var camera: String
    public var role: CameraRole
    public var state = State.starting
    /// Since when it is up or away.
    public var since: Timestamp?
    /// Of its latest picture, by the camera's clock.
    public var lastPicture: Timestamp?
    /// Since when its picture shows nothing but darkness.
    public var darkSince: Timestamp?
    /// What keeps it from seeing its lane though pictures come, and since when.
    public var view: ViewProblem?
    public var viewSince: Timestamp?
    /// How its pictures get their time.
    public var clock: ClockQuality?
    /// Frames that reached the recogniser.
    public var watched = 0
    /// Frames that were searched for plates and codes.
    public var read = 0
    public var dropped = Dropped()
    public var sightings = 0
    /// Pictures that could not be kept, because the disk was full.
    public var picturesLost = 0
    public var reconnects = 0
    /// The latest trouble of its stream.
    public var trouble: String?

    /// Frames left out, by reason.
    public struct Dropped: Codable, Sendable, Hashable {
        /// Decoded, but the watcher was busy; only live.
        public var busy = 0
        /// Older than what was watched already.
        public var late = 0
        /// Damaged packets or pictures.
        public var damaged = 0
    }

    public init(_ place: CameraPlace) {
        camera = place.camera
        role = place.role
    }
}
