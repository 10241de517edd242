public import GateDomain

/// A case with what was done about it, and what may be done next. Pure: who calls stores the result.
public struct CaseDesk: Sendable {
    public private(set) var clearanceCase: ClearanceCase
    public private(set) var acts: [CaseAct]
    public let verdict: Verdict
    /// Events of the state machine and acts since the beginning.
    public private(set) var events: [ClearanceCase.Event] = []
    private let known: Int

    /// Longest text of an officer, characters.
    public static let longestText = 2000

    public init(clearanceCase: ClearanceCase, acts: [CaseAct], verdict: Verdict) {
        self.clearanceCase = clearanceCase
        self.acts = acts
        self.verdict = verdict
        known = acts.count
    }

    /// Acts that were not there before.
    public var newActs: [CaseAct] { Array(acts.dropFirst(known)) }

    /// Whether a release needs a second officer: a red case, or one that a blocking rule stopped.
    public var releaseNeedsSecond: Bool {
        verdict.channel == .red || verdict.discrepancies.contains { $0.severity >= 4 }
    }

    /// Agencies that hold it: those that the rules name hold it from the start.
    public var holds: Set<String> { clearanceCase.holds.union(unplaced) }

    private var unplaced: [String] {
        guard verdict.opensCase else { return [] }
        let placed = Set(acts.filter { $0.kind == .held }.compactMap(\.subject))
        return verdict.holds.filter { !placed.contains($0) && !clearanceCase.holds.contains($0) }
    }

    public var isResolved: Bool { if case .resolved = clearanceCase.state { true } else { false } }

    /// Who has it in hand.
    public var holder: String? { if case .claimed(let officer) = clearanceCase.state { officer } else { nil } }

    /// - Parameter reads: text of each sighting of the passage that has one.
    /// - Throws: why not; then nothing has changed.
    public mutating func take(
        _ order: DeskOrder, by officer: DeskOfficer, at instant: Instant, reads: [String: String]
    ) throws(DeskRefusal) {
        var changed = self
        try changed.apply(order, Step(officer: officer, at: instant, reads: reads))
        self = changed
    }

    private struct Step {
        let officer: DeskOfficer
        let at: Instant
        let reads: [String: String]
    }

    private mutating func apply(_ order: DeskOrder, _ step: Step) throws(DeskRefusal) {
        guard step.officer.may(order.action) else { throw .notAllowed }
        if !isResolved { try placeHolds(step.at) }
        switch order {
        case .claim: try claim(step)
        case .unclaim:
            guard let holder else { throw .notClaimed }
            guard holder == step.officer.name || step.officer.may(.reroute) else { throw .claimed(by: holder) }
            guard acts.pending.isEmpty else { throw .waitsForSecond }
            try move(.unclaim(officer: holder))
            note(.unclaimed, step)
        case .resolve(let resolution, let code, let text): try resolve(resolution, code, text, step)
        case .confirm(let ordinal, let text): try confirm(ordinal, text, step)
        case .decline(let ordinal, let text):
            guard let act = acts.pending.first(where: { $0.ordinal == ordinal }) else { throw .nothingToConfirm }
            // Who asked may take it back.
            let reason = act.officer == step.officer.name ? Self.given(text) : try Self.needed(text)
            note(.declined, step, text: reason, answers: act.ordinal)
        case .hold(let text):
            try open()
            guard let agency = step.officer.agency?.holdName else { throw .notAllowed }
            try move(.hold(agency: agency, officer: step.officer.name))
            note(.held, step, text: try Self.needed(text), subject: agency)
        case .lift(let agency, let text):
            try open()
            guard holds.contains(agency) else { throw .noSuchHold }
            guard mayLift(agency, step.officer) else { throw .notYourHold }
            try move(.lift(agency: agency, officer: step.officer.name))
            note(.lifted, step, text: try Self.needed(text), subject: agency)
        case .askInspection(let way, let text):
            try claim(step)
            note(.inspectionAsked, step, code: way.rawValue, text: Self.given(text))
        case .inspected(let outcome, let text):
            try open()
            guard acts.isUnderInspection else { throw .noInspection }
            note(.inspected, step, code: outcome.rawValue, text: try Self.needed(text))
        case .correct(let sighting, let to, let text): try correct(sighting, to, text, step)
        case .note(let text): note(.noted, step, text: try Self.needed(text))
        case .reopen(let text):
            guard case .resolved(_, let decider) = clearanceCase.state else { throw .notResolved }
            let seconds = acts.filter { $0.kind == .confirmed }.map(\.officer)
            guard ([decider] + seconds).contains(step.officer.name) || step.officer.may(.reopenOthers) else {
                throw .notAllowed
            }
            try move(.reopen(officer: step.officer.name, reason: try Self.needed(text)))
            note(.reopened, step, text: text)
        case .reroute(let agency, let text):
            try open()
            guard acts.pending.isEmpty else { throw .waitsForSecond }
            if let holder {
                try move(.unclaim(officer: holder))
                note(.unclaimed, step)
            }
            try move(.hold(agency: agency.holdName, officer: step.officer.name))
            note(.held, step, text: try Self.needed(text), subject: agency.holdName)
        }
    }

    /// Holds that the rules named become holds of the case, once.
    private mutating func placeHolds(_ instant: Instant) throws(DeskRefusal) {
        for agency in unplaced {
            try move(.hold(agency: agency, officer: "gate"))
            acts.append(
                CaseAct(
                    ordinal: acts.count + 1, at: instant, officer: "gate", agency: nil, kind: .held, subject: agency))
        }
    }

    private mutating func claim(_ step: Step) throws(DeskRefusal) {
        // What was referred is taken up again by whoever it was referred to.
        if case .resolved(.refer, _) = clearanceCase.state {
            try move(.reopen(officer: step.officer.name, reason: "taken up again"))
        }
        if holder == step.officer.name { return }
        try move(.claim(officer: step.officer.name))
        note(.claimed, step)
    }

    private mutating func resolve(
        _ resolution: ClearanceCase.Resolution, _ code: String, _ text: String, _ step: Step
    ) throws(DeskRefusal) {
        try open()
        guard acts.pending.isEmpty else { throw .waitsForSecond }
        guard let reason = ReasonCode(rawValue: code), reason.resolutions.contains(resolution) else {
            throw .reasonMissing
        }
        let text = try Self.needed(text)
        try claim(step)
        let kind: CaseAct.Kind =
            switch resolution {
            case .release: .released
            case .refer: .referred
            case .refuse: .refused
            }
        if resolution == .release {
            let others = holds.filter { $0 != step.officer.agency?.holdName }
            guard others.isEmpty else { throw .held(agencies: others.sorted()) }
            if releaseNeedsSecond {
                note(kind, step, code: code, text: text, needsSecond: true)
                return
            }
        }
        try settle(resolution, code, officer: step.officer, step.at)
        note(kind, step, code: code, text: text)
    }

    /// The officer's own agency lets go with the release.
    private mutating func settle(
        _ resolution: ClearanceCase.Resolution, _ code: String, officer: DeskOfficer, _ at: Instant
    ) throws(DeskRefusal) {
        if resolution == .release, let own = officer.agency?.holdName, clearanceCase.holds.contains(own) {
            try move(.lift(agency: own, officer: officer.name))
            acts.append(
                CaseAct(
                    ordinal: acts.count + 1, at: at, officer: officer.name, agency: officer.agency, kind: .lifted,
                    subject: own))
        }
        try move(.resolve(resolution, officer: officer.name, reason: code))
    }

    private mutating func confirm(_ ordinal: Int, _ text: String, _ step: Step) throws(DeskRefusal) {
        guard let act = acts.pending.first(where: { $0.ordinal == ordinal }) else { throw .nothingToConfirm }
        guard act.officer != step.officer.name else { throw .sameOfficer }
        if act.kind == .released {
            try open()
            let asked = DeskOfficer(name: act.officer, role: .officer, agency: act.agency)
            let others = holds.subtracting([asked.agency?.holdName].compactMap { $0 })
            guard others.isEmpty else { throw .held(agencies: others.sorted()) }
            try settle(.release, act.code ?? "", officer: asked, step.at)
        }
        note(.confirmed, step, text: Self.given(text), answers: act.ordinal)
    }

    private mutating func correct(_ sighting: String, _ to: String, _ text: String, _ step: Step) throws(DeskRefusal) {
        try open()
        guard let from = step.reads[sighting] else { throw .noSuchRead }
        guard let right = ContainerNumber(to)?.text ?? Plate(to)?.text, right.count <= 20 else {
            throw .noPlateOrNumber
        }
        guard acts.pending.isEmpty else { throw .waitsForSecond }
        let text = try Self.needed(text)
        try claim(step)
        note(.corrected, step, text: text, subject: sighting, from: from, to: right, needsSecond: true)
    }

    private func open() throws(DeskRefusal) { if isResolved { throw .alreadyResolved } }

    /// One's own agency's; customs also those of services that have nobody at the desk.
    private func mayLift(_ agency: String, _ officer: DeskOfficer) -> Bool {
        if agency == officer.agency?.holdName { return true }
        return officer.agency == .customs && !Agency.allCases.map(\.holdName).contains(agency)
    }

    private static func given(_ text: String) -> String? {
        let text = text.trimmed
        return text.isEmpty ? nil : String(text.prefix(longestText))
    }

    private static func needed(_ text: String) throws(DeskRefusal) -> String {
        guard let text = given(text) else { throw .textMissing }
        return text
    }

    private mutating func note(
        _ kind: CaseAct.Kind, _ step: Step, code: String? = nil, text: String? = nil, subject: String? = nil,
        from: String? = nil, to: String? = nil, needsSecond: Bool = false, answers: Int? = nil
    ) {
        acts.append(
            CaseAct(
                ordinal: acts.count + 1, at: step.at, officer: step.officer.name, agency: step.officer.agency,
                kind: kind, code: code, text: text, subject: subject, from: from, to: to, needsSecond: needsSecond,
                answers: answers))
    }

    private mutating func move(_ event: ClearanceCase.Event) throws(DeskRefusal) {
        do {
            try clearanceCase.apply(event)
        } catch {
            throw DeskRefusal(error)
        }
        events.append(event)
    }
}

extension DeskRefusal {
    init(_ refusal: ClearanceCase.Refusal) {
        self =
            switch refusal {
            case .alreadyClaimed(let holder): .claimed(by: holder)
            case .notClaimed: .notClaimed
            case .alreadyResolved: .alreadyResolved
            case .notResolved: .notResolved
            case .reasonMissing: .textMissing
            case .held(let agencies): .held(agencies: agencies)
            case .noSuchHold: .noSuchHold
            }
    }
}

extension String {
    fileprivate var trimmed: String {
        guard let first = firstIndex(where: { !$0.isWhitespace }), let last = lastIndex(where: { !$0.isWhitespace })
        else { return "" }
        return String(self[first...last])
    }
}
