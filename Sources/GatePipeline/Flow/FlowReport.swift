public import GateDomain

/// Counts of one camera's way through the pipeline.
public struct CameraCounts: Sendable, Hashable {
    /// Frames that reached the recogniser.
    public var watched = 0
    /// Frames that were searched for plates and codes.
    public var read = 0
    /// Decoded frames dropped because the camera's watcher was busy; only live.
    public var dropped = 0
    /// Frames older than what was watched already.
    public var late = 0
    /// Damaged packets or pictures left out.
    public var damaged = 0
    public var sightings = 0
    public var reconnects = 0
}

/// What happened in a run, for messages and exit status.
public enum FlowEvent: Sendable {
    case verdict(Verdict, Passage)
    /// A passage that was decided before, with what a late report adds.
    case revision(Verdict, Passage)
    /// A stream's trouble that an operator should know of; the run goes on.
    case warning(String)
    /// An input that could not be processed; the run goes on with the others.
    case problem(String)
    /// How far a camera has been watched.
    case progress(CameraPlace, Instant)
    /// A declaration that is new or changed, as it now stands.
    case declaration(Declaration)
    /// A case that an officer moved on.
    case caseChanged(ClearanceCase)

    var isProgress: Bool { if case .progress = self { true } else { false } }
}
