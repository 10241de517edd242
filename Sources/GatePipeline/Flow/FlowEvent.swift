public import GateDomain

/// What happens in a run, for messages, exit status and who listens.
public enum FlowEvent: Sendable {
    case verdict(Verdict, Passage)
    /// A passage that was decided before, with what a late report adds.
    case revision(Verdict, Passage)
    /// Something that an operator should know and that is as it should be, such as a camera that is back.
    case notice(String)
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
