public import GateDomain
public struct TrackerConfiguration: Sendable { public static let standard = TrackerConfiguration() }
public struct CameraTracker: Sendable {
    public init(place: CameraPlace, configuration: TrackerConfiguration = .standard) {}
    public mutating func observe(_ observation: FrameObservation) -> [TrackerAction] { [] }
    public mutating func finish() -> [TrackerAction] { [] }
    public mutating func gap(from: CaptureTime, to: CaptureTime, reason: String) -> [TrackerAction] { [] }
}
public enum TrackerAction: Sendable {
    case keepEvidence(track: Int, region: Quad?)
    case settle(Sighting, track: Int)
}
public struct AssemblerConfiguration: Sendable { public static let standard = AssemblerConfiguration() }
public struct PassageAssembler: Sendable {
    public init(setup: LaneSetup, configuration: AssemblerConfiguration = .standard) {}
    public mutating func add(_ sighting: Sighting) {}
    public mutating func advance(to watermark: Instant) -> [Passage] { [] }
    public mutating func finish() -> [Passage] { [] }
}
public struct RuleConfiguration: Codable, Hashable, Sendable { public static let standard = RuleConfiguration() }
public struct Judge: Sendable {
    public init(configuration: RuleConfiguration = .standard, declarations: [Declaration], draw: @escaping @Sendable (String) -> Double) {}
    public mutating func remember(_ passage: Passage, _ verdict: Verdict) {}
    public mutating func judge(_ passage: Passage) -> Verdict { fatalError() }
    public mutating func add(_ declaration: Declaration) {}
}
