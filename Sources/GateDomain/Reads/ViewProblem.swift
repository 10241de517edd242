/// What keeps a camera from seeing its lane although it sends pictures.
public enum ViewProblem: String, Sendable, Codable, CaseIterable {
    case frozen, tooDark, covered, blurred, turnedAway

    /// After "the view is".
    public var words: String {
        switch self {
        case .frozen: "frozen"
        case .tooDark: "too dark"
        case .covered: "covered"
        case .blurred: "blurred"
        case .turnedAway: "turned away"
        }
    }
}

/// A problem with a camera's view, and since when.
public struct ViewTrouble: Sendable, Hashable {
    public var problem: ViewProblem
    public var since: Instant

    public init(problem: ViewProblem, since: Instant) {
        self.problem = problem
        self.since = since
    }
}
