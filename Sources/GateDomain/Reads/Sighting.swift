/// Many readings of one thing at one camera, fused: the unit of the journal. Committed once, never changed.
public struct Sighting: Hashable, Codable, Sendable, Identifiable {
    public enum Subject: Hashable, Codable, Sendable {
        case plate(PlateRead)
        case container(ContainerRead)
        /// A vehicle stood before the camera and nothing of it could be read.
        case unreadVehicle
        /// The camera gave no usable picture from `first` to `last`.
        case cameraDark(reason: String)
    }

    /// Same for the same recording whenever it is replayed: `gate/lane/camera/epoch/first/kind/ordinal`.
    public var id: String
    public var place: CameraPlace
    /// Steps whenever the camera's view became empty: sightings of one visit belong to one vehicle.
    public var visit: Int
    public var subject: Subject
    public var first: CaptureTime
    public var last: CaptureTime
    /// Event time at which the sighting was settled: the order of the journal.
    public var settled: Instant
    /// Readings behind it.
    public var reads: Int
    /// SHA-256 of pictures kept as evidence, hexadecimal.
    public var evidence: [String]
    /// Pictures that were given up because the disk was full; nil when none was.
    public var picturesLost: Int?

    public init(
        id: String, place: CameraPlace, visit: Int, subject: Subject, first: CaptureTime, last: CaptureTime,
        settled: Instant,
        reads: Int, evidence: [String] = []
    ) {
        self.id = id
        self.place = place
        self.visit = visit
        self.subject = subject
        self.first = first
        self.last = last
        self.settled = settled
        self.reads = reads
        self.evidence = evidence
    }
}
