public import GateDomain

/// A plate, box, person or firm that is looked for.
public struct WatchedThing: Codable, Hashable, Sendable {
    public enum Kind: String, Codable, Sendable, CaseIterable { case plate, container, person, firm }
    public var kind: Kind
    public var text: String
    /// 4 block, 3 red.
    public var severity: Int
    /// Who looks for it and what to do; for officers.
    public var note: String

    public init(kind: Kind, text: String, severity: Int, note: String) {
        self.kind = kind
        self.text = text
        self.severity = severity
        self.note = note
    }
}

/// One thing that was done about the watch list; never changed or taken away.
public struct WatchAct: Codable, Hashable, Sendable {
    public enum Kind: String, Codable, Sendable { case added, removed, confirmed, declined }
    /// From 1, in the order in which they were done.
    public var ordinal: Int
    public var at: Instant
    public var officer: String
    public var agency: Agency?
    public var kind: Kind
    /// What is added.
    public var thing: WatchedThing?
    /// The act that is removed, confirmed or declined.
    public var answers: Int?

    public init(
        ordinal: Int, at: Instant, officer: String, agency: Agency?, kind: Kind, thing: WatchedThing? = nil,
        answers: Int? = nil
    ) {
        self.ordinal = ordinal
        self.at = at
        self.officer = officer
        self.agency = agency
        self.kind = kind
        self.thing = thing
        self.answers = answers
    }
}

/// What an officer orders about the watch list.
public enum WatchOrder: Hashable, Sendable {
    case add(WatchedThing)
    case remove(act: Int)
    /// By a second officer.
    case confirm(act: Int)
    case decline(act: Int)
}

/// The watch list as its acts make it: nothing enters or leaves it without a second officer. Pure.
public struct WatchDesk: Sendable {
    public private(set) var acts: [WatchAct]

    public init(_ acts: [WatchAct]) { self.acts = acts }

    /// Acts that wait for a second officer.
    public var pending: [WatchAct] {
        let answered = Set(acts.filter { $0.kind == .confirmed || $0.kind == .declined }.compactMap(\.answers))
        return acts.filter { ($0.kind == .added || $0.kind == .removed) && !answered.contains($0.ordinal) }
    }

    /// Acts whose things are looked for now.
    public var active: [WatchAct] {
        let confirmed = Set(acts.filter { $0.kind == .confirmed }.compactMap(\.answers))
        let gone = Set(acts.filter { $0.kind == .removed && confirmed.contains($0.ordinal) }.compactMap(\.answers))
        return acts.filter { $0.kind == .added && confirmed.contains($0.ordinal) && !gone.contains($0.ordinal) }
    }

    /// - Throws: why not; then nothing has changed.
    public mutating func take(_ order: WatchOrder, by officer: DeskOfficer, at instant: Instant) throws(DeskRefusal) {
        guard officer.may(.watch) else { throw .notAllowed }
        var act = WatchAct(
            ordinal: acts.count + 1, at: instant, officer: officer.name, agency: officer.agency, kind: .added)
        switch order {
        case .add(let thing): act.thing = try Self.checked(thing)
        case .remove(let ordinal):
            guard active.contains(where: { $0.ordinal == ordinal }) else { throw .nothingToConfirm }
            guard !pending.contains(where: { $0.answers == ordinal }) else { throw .waitsForSecond }
            act.kind = .removed
            act.answers = ordinal
        case .confirm(let ordinal), .decline(let ordinal):
            guard let asked = pending.first(where: { $0.ordinal == ordinal }) else { throw .nothingToConfirm }
            act.answers = ordinal
            act.kind = .declined
            if case .confirm = order {
                guard asked.officer != officer.name else { throw .sameOfficer }
                act.kind = .confirmed
            }
        }
        acts.append(act)
    }

    private static func checked(_ thing: WatchedThing) throws(DeskRefusal) -> WatchedThing {
        var thing = thing
        thing.severity = min(4, max(3, thing.severity))
        switch thing.kind {
        case .plate:
            guard let plate = Plate(thing.text), plate.text.count <= 20 else { throw .noPlateOrNumber }
            thing.text = plate.text
        case .container:
            guard let number = ContainerNumber(thing.text) else { throw .noPlateOrNumber }
            thing.text = number.text
        case .person, .firm:
            guard (1...200).contains(Firm.normalised(thing.text).count), thing.text.count <= 200 else {
                throw .textMissing
            }
        }
        guard !thing.note.allSatisfy(\.isWhitespace) else { throw .textMissing }
        thing.note = String(thing.note.prefix(CaseDesk.longestText))
        return thing
    }
}
