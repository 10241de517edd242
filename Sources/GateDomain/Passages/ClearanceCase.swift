/// A passage that waits for an officer: opened → claimed → resolved, and back when a decision is taken back. The state machine is
/// pure; who calls stores the result.
public struct ClearanceCase: Hashable, Codable, Sendable, Identifiable {
    public enum State: Hashable, Codable, Sendable {
        case opened
        case claimed(officer: String)
        case resolved(Resolution, officer: String)
    }

    public enum Resolution: String, Codable, Sendable {
        case release, refer, refuse
    }

    public enum Event: Hashable, Codable, Sendable {
        case claim(officer: String)
        case unclaim(officer: String)
        case resolve(Resolution, officer: String, reason: String)
        case hold(agency: String, officer: String)
        case lift(agency: String, officer: String)
        /// Takes a resolution back.
        case reopen(officer: String, reason: String)
    }

    /// Why an event was refused.
    public enum Refusal: Error, Hashable, Sendable {
        case alreadyClaimed(by: String)
        case notClaimed(by: String)
        case alreadyResolved
        case notResolved
        case reasonMissing
        case held(agencies: [String])
        case noSuchHold(agency: String)
    }

    /// Same as its passage's id.
    public let id: String
    public let opened: Instant
    public private(set) var state: State
    /// Agencies that hold the vehicle, each independently.
    public private(set) var holds: Set<String>

    public init(id: String, opened: Instant) {
        self.id = id
        self.opened = opened
        state = .opened
        holds = []
    }

    /// Moves the case on, or says why not; a refused event changes nothing.
    public mutating func apply(_ event: Event) throws(Refusal) {
        switch (event, state) {
        case (.reopen(_, let reason), .resolved):
            if reason.allSatisfy(\.isWhitespace) { throw .reasonMissing }
            state = .opened
        case (.reopen, _): throw .notResolved
        case (_, .resolved): throw .alreadyResolved
        case (.claim(let officer), .opened): state = .claimed(officer: officer)
        case (.claim(let officer), .claimed(let holder)):
            if officer != holder { throw .alreadyClaimed(by: holder) }
        case (.unclaim(let officer), _):
            try requireClaim(by: officer)
            state = .opened
        case (.resolve(let resolution, let officer, let reason), _):
            try requireClaim(by: officer)
            if reason.allSatisfy(\.isWhitespace) { throw .reasonMissing }
            if resolution == .release, !holds.isEmpty { throw .held(agencies: holds.sorted()) }
            state = .resolved(resolution, officer: officer)
        case (.hold(let agency, _), _): holds.insert(agency)
        case (.lift(let agency, _), _):
            guard holds.remove(agency) != nil else { throw .noSuchHold(agency: agency) }
        }
    }

    private func requireClaim(by officer: String) throws(Refusal) {
        guard state == .claimed(officer: officer) else { throw .notClaimed(by: officer) }
    }
}
