import GateDomain
import GatePipeline

/// How a movement stands after what was declared and what passed; pure.
enum Ladder {
    /// A movement of a declaration that was not known before.
    static func movement(of declaration: Declaration, secrets: Secrets, now: Instant) -> Movement {
        var movement = Movement(
            reference: "MV-" + secrets.code("movement", declaration.reference, bytes: 8),
            declaration: declaration.reference,
            declarationVersion: declaration.version, declarationStatus: declaration.status,
            direction: declaration.direction, gate: declaration.gate, vehicle: declaration.vehicle,
            containers: declaration.containers, parties: [], visits: [], status: .declared, statusSince: now,
            updated: now)
        take(declaration, into: &movement, now: now)
        return movement
    }

    static func take(_ declaration: Declaration, into movement: inout Movement, now: Instant) {
        movement.declarationVersion = declaration.version
        movement.declarationStatus = declaration.status
        movement.direction = declaration.direction
        movement.gate = declaration.gate
        movement.vehicle = declaration.vehicle
        movement.containers = declaration.containers
        movement.parties = parties(of: declaration)
        settle(&movement, now: now)
    }

    /// Parties of the declaration and of its consignments, as names are compared.
    static func parties(of declaration: Declaration) -> Set<String> {
        let all = [declaration.parties] + declaration.consignments.map(\.parties)
        let names = all.flatMap { [$0.declarant, $0.consignor, $0.consignee, $0.carrier] }
        return Set(names.compactMap { $0.map(Firm.normalised) }.filter { !$0.isEmpty })
    }

    /// A passage that was decided, or decided anew.
    static func take(_ verdict: Verdict, into movement: inout Movement, now: Instant) {
        let before = movement.visits.first { $0.passage == verdict.id }
        // An officer's word stands until the case says otherwise.
        let isSettled = before.map { $0.outcome != .waiting && $0.wasHeld } ?? false
        let outcome: Movement.Visit.Outcome =
            isSettled ? before?.outcome ?? .waiting : verdict.opensCase ? .waiting : .released
        var holds = before?.holds ?? []
        if outcome == .waiting {
            // Always the same agency for every kind of control: who holds must not tell how it was sent.
            for agency in Set(verdict.holds).union(["customs"]).sorted()
            where !holds.contains(where: { $0.agency == agency }) {
                holds.append(Movement.Hold(agency: agency, placedAt: verdict.decided))
            }
        }
        let visit = Movement.Visit(
            passage: verdict.id, place: verdict.place, direction: verdict.direction, arrived: verdict.arrived,
            decided: verdict.decided, outcome: outcome,
            since: isSettled ? before?.since ?? verdict.decided : verdict.decided,
            holds: holds)
        movement.visits.removeAll { $0.passage == verdict.id }
        movement.visits.append(visit)
        movement.visits.sort { ($0.arrived, $0.passage) < ($1.arrived, $1.passage) }
        settle(&movement, now: now)
    }

    /// The passage belongs to another declaration after all.
    static func drop(_ passage: String, from movement: inout Movement, now: Instant) {
        movement.visits.removeAll { $0.passage == passage }
        settle(&movement, now: now)
    }

    static func take(_ opened: ClearanceCase, at instant: Instant, into movement: inout Movement, now: Instant) {
        guard let index = movement.visits.firstIndex(where: { $0.passage == opened.id }) else { return }
        let outcome: Movement.Visit.Outcome =
            switch opened.state {
            case .resolved(.release, _): .released
            case .resolved(.refuse, _): .refused
            // Referred: somebody else looks on.
            case .opened, .claimed, .resolved(.refer, _): .waiting
            }
        var visit = movement.visits[index]
        if visit.outcome != outcome {
            visit.outcome = outcome
            visit.since = max(instant, visit.decided)
        }
        for agency in opened.holds.sorted()
        where !visit.holds.contains(where: { $0.agency == agency && $0.removedAt == nil }) {
            visit.holds.append(Movement.Hold(agency: agency, placedAt: max(instant, visit.decided)))
        }
        if outcome == .waiting, !opened.holds.isEmpty {
            // Customs goes on holding until the end: who holds must not tell how it was sent.
            for hold in visit.holds.indices
            where visit.holds[hold].removedAt == nil && visit.holds[hold].agency != "customs"
                && !opened.holds.contains(visit.holds[hold].agency)
            {
                visit.holds[hold].removedAt = max(instant, visit.decided)
            }
        }
        if outcome != .waiting {
            for hold in visit.holds.indices where visit.holds[hold].removedAt == nil {
                visit.holds[hold].removedAt = outcome == .released ? visit.since : nil
            }
        }
        movement.visits[index] = visit
        settle(&movement, now: now)
    }

    /// The vehicle of a released entry was let out again, under whatever declaration.
    static func depart(_ movement: inout Movement, at instant: Instant, now: Instant) {
        guard movement.status == .released else { return }
        movement.status = .departed
        movement.statusSince = instant
        movement.updated = now
    }

    /// Status and its time, from what the movement holds.
    private static func settle(_ movement: inout Movement, now: Instant) {
        let (status, since) = standing(movement, now: now)
        if status != movement.status {
            movement.status = status
            movement.statusSince = since
        }
        if status != .underControl { movement.expectedRelease = nil }
        movement.updated = now
    }

    private static func standing(_ movement: Movement, now: Instant) -> (MovementStatus, Instant) {
        guard let last = movement.visits.last else {
            switch movement.declarationStatus {
            case .accepted, .cleared: return (.accepted, now)
            case .refused: return (.refused, now)
            case .cancelled: return (.cancelled, now)
            }
        }
        switch last.outcome {
        case .waiting: return (.underControl, last.decided)
        case .refused: return (.refused, last.since)
        case .released:
            if movement.status == .departed, last.direction == .entry { return (.departed, movement.statusSince) }
            return (last.direction == .exit ? .departed : .released, last.since)
        }
    }
}

extension Movement.Visit {
    /// It waited for somebody's decision once.
    fileprivate var wasHeld: Bool { !holds.isEmpty }
}
