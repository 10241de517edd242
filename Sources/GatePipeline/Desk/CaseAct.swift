public import GateDomain

/// One thing that was done about a case; never changed or taken away: who takes something back adds another.
public struct CaseAct: Codable, Hashable, Sendable {
    public enum Kind: String, Codable, Sendable, CaseIterable {
        case claimed, unclaimed, released, refused, referred, held, lifted, inspectionAsked, inspected, corrected, noted
        case reopened, confirmed, declined
    }

    /// From 1, in the order in which they were done.
    public var ordinal: Int
    public var at: Instant
    /// `gate` for holds that the rules placed.
    public var officer: String
    public var agency: Agency?
    public var kind: Kind
    /// Reason code of a resolution, way or outcome of an inspection.
    public var code: String?
    public var text: String?
    /// Agency of a hold, id of a corrected sighting.
    public var subject: String?
    /// What a corrected read said and what it should say.
    public var from: String?
    public var to: String?
    /// Takes effect when a second officer confirms it.
    public var needsSecond: Bool
    /// The act that a second officer confirms or declines.
    public var answers: Int?

    public init(
        ordinal: Int, at: Instant, officer: String, agency: Agency?, kind: Kind, code: String? = nil,
        text: String? = nil, subject: String? = nil, from: String? = nil, to: String? = nil, needsSecond: Bool = false,
        answers: Int? = nil
    ) {
        self.ordinal = ordinal
        self.at = at
        self.officer = officer
        self.agency = agency
        self.kind = kind
        self.code = code
        self.text = text
        self.subject = subject
        self.from = from
        self.to = to
        self.needsSecond = needsSecond
        self.answers = answers
    }
}

extension [CaseAct] {
    /// Acts that wait for a second officer.
    public var pending: [CaseAct] {
        let answered = Set(compactMap(\.answers))
        return filter { $0.needsSecond && !answered.contains($0.ordinal) }
    }

    /// Corrections of reads that stand, the last of each sighting: by sighting.
    public var corrections: [String: CaseAct] {
        let confirmed = Set(filter { $0.kind == .confirmed }.compactMap(\.answers))
        return reduce(into: [:]) { standing, act in
            guard act.kind == .corrected, !act.needsSecond || confirmed.contains(act.ordinal), let subject = act.subject
            else { return }
            standing[subject] = act
        }
    }

    /// An inspection was asked for and has no result yet.
    public var isUnderInspection: Bool {
        last { $0.kind == .inspectionAsked || $0.kind == .inspected }?.kind == .inspectionAsked
    }
}
