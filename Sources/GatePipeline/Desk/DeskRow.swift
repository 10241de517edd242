public import GateDomain

/// A passage as lists of the desk show it.
public struct DeskRow: Sendable, Hashable {
    public enum State: String, Sendable, CaseIterable {
        /// Opened no case.
        case none
        case opened, claimed, referred, released, refused
    }

    public var passage: String
    public var place: LanePlace
    public var direction: LaneDirection
    public var arrived: Instant
    public var decided: Instant
    /// When it came to the desk, by the machine's clock: a recording is decided long after it was made.
    public var queued: Instant
    public var channel: Channel
    /// 4 block, 3 red, 2 yellow, 1 note, 0 nothing found.
    public var severity: Int
    /// Fresh or chilled goods.
    public var isPerishable: Bool
    public var tractor: String?
    public var trailer: String?
    public var containers: [String]
    public var declaration: String?
    public var firm: String?
    public var driver: String?
    /// Numbers of the rules that hit, the gravest first.
    public var rules: [Int]
    /// How often a late report changed the verdict.
    public var revisions: Int
    public var state: State
    /// Who has it in hand or decided.
    public var officer: String?
    /// Agency of who took it in hand or decided last.
    public var agency: String?
    public var holds: [String]
    /// Waits for a second officer.
    public var isPending: Bool
    public var claimed: Instant?
    public var resolved: Instant?

    public init(
        passage: String, place: LanePlace, direction: LaneDirection, arrived: Instant, decided: Instant,
        queued: Instant, channel: Channel, severity: Int, isPerishable: Bool, tractor: String?, trailer: String?,
        containers: [String], declaration: String?, firm: String?, driver: String?, rules: [Int], revisions: Int,
        state: State, officer: String?, agency: String?, holds: [String], isPending: Bool, claimed: Instant?,
        resolved: Instant?
    ) {
        self.passage = passage
        self.place = place
        self.direction = direction
        self.arrived = arrived
        self.decided = decided
        self.queued = queued
        self.channel = channel
        self.severity = severity
        self.isPerishable = isPerishable
        self.tractor = tractor
        self.trailer = trailer
        self.containers = containers
        self.declaration = declaration
        self.firm = firm
        self.driver = driver
        self.rules = rules
        self.revisions = revisions
        self.state = state
        self.officer = officer
        self.agency = agency
        self.holds = holds
        self.isPending = isPending
        self.claimed = claimed
        self.resolved = resolved
    }
}

/// Which cases of the queue are asked for.
public struct DeskQuery: Sendable, Hashable {
    public enum View: String, Sendable, CaseIterable {
        /// What waits for anybody.
        case waiting
        case mine
        /// What waits for a second officer.
        case second
        case referred
        /// What was decided last.
        case done
    }
    public var view = View.waiting
    public var officer: String
    public var channel: Channel?
    public var gate: String?
    public var lane: String?
    public var agency: String?
    public var isPerishable = false
    public var offset = 0
    public var limit = 50
    /// Seconds within which a red case, and another one, is to be taken up.
    public var redLimit: Int64 = 3600
    public var yellowLimit: Int64 = 1800

    public init(officer: String) { self.officer = officer }
}

/// A part of the queue with the numbers around it.
public struct DeskQueue: Sendable {
    public var rows: [DeskRow]
    /// How many are in each view.
    public var counts: [DeskQuery.View: Int]
    public var lanes: [LanePlace]

    public init(rows: [DeskRow], counts: [DeskQuery.View: Int], lanes: [LanePlace]) {
        self.rows = rows
        self.counts = counts
        self.lanes = lanes
    }
}

/// Everything that is known of one passage.
public struct DeskFile: Sendable {
    public struct Trail: Sendable, Hashable {
        public var sequence: Int64
        public var at: Instant
        public var actor: String
        public var action: String
        public var subject: String

        public init(sequence: Int64, at: Instant, actor: String, action: String, subject: String) {
            self.sequence = sequence
            self.at = at
            self.actor = actor
            self.action = action
            self.subject = subject
        }
    }
    public var row: DeskRow
    public var passage: Passage
    public var verdict: Verdict
    /// Verdicts that stood before a late report changed them, oldest first.
    public var formerVerdicts: [Verdict]
    /// nil for a passage that opened no case.
    public var clearanceCase: ClearanceCase?
    public var acts: [CaseAct]
    /// Every version of the matched declaration, oldest first.
    public var versions: [Declaration]
    /// The declaration as it stands.
    public var declaration: Declaration?

    public init(
        row: DeskRow, passage: Passage, verdict: Verdict, formerVerdicts: [Verdict], clearanceCase: ClearanceCase?,
        acts: [CaseAct], versions: [Declaration], declaration: Declaration?
    ) {
        self.row = row
        self.passage = passage
        self.verdict = verdict
        self.formerVerdicts = formerVerdicts
        self.clearanceCase = clearanceCase
        self.acts = acts
        self.versions = versions
        self.declaration = declaration
    }
}

/// When a passage came to each of its stages: what the time release study reads, many at once.
public struct DeskTimes: Sendable, Hashable {
    public var place: LanePlace
    public var channel: Channel
    public var state: DeskRow.State
    public var arrived: Instant
    public var decided: Instant
    public var queued: Instant
    public var claimed: Instant?
    public var resolved: Instant?
    public var agency: String?
    public var rules: [Int]
    public var isTractorRead: Bool

    public init(
        place: LanePlace, channel: Channel, state: DeskRow.State, arrived: Instant, decided: Instant, queued: Instant,
        claimed: Instant?, resolved: Instant?, agency: String?, rules: [Int], isTractorRead: Bool
    ) {
        self.place = place
        self.channel = channel
        self.state = state
        self.arrived = arrived
        self.decided = decided
        self.queued = queued
        self.claimed = claimed
        self.resolved = resolved
        self.agency = agency
        self.rules = rules
        self.isTractorRead = isTractorRead
    }
}

/// What passages are found by.
public enum DeskName: String, Sendable, CaseIterable { case plate, container, seal, declaration, firm, driver }

/// The last picture of a camera.
public struct DeskCamera: Sendable, Hashable {
    public var place: CameraPlace
    public var at: Instant
    public var passage: String
    public var sha256: String

    public init(place: CameraPlace, at: Instant, passage: String, sha256: String) {
        self.place = place
        self.at = at
        self.passage = passage
        self.sha256 = sha256
    }
}
