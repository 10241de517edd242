import GateDomain
import GatePipeline

/// Follows the gate's log and keeps movements and events: each entry once, whatever is killed when.
actor Projector {
    private let store: any ProjectionStore
    private let secrets: Secrets
    private let clock: ServerClock
    private let publish: @Sendable (ServiceEvent, [String]) -> Void
    private var task: Task<Void, Never>?
    private(set) var failures = 0
    private(set) var isCaughtUp = false

    init(
        store: any ProjectionStore, secrets: Secrets, clock: ServerClock,
        publish: @escaping @Sendable (ServiceEvent, [String]) -> Void
    ) {
        self.store = store
        self.secrets = secrets
        self.clock = clock
        self.publish = publish
    }

    /// Looks for new entries until it is stopped.
    func start(every interval: Duration = .milliseconds(200)) {
        task = Task { [weak self] in
            while !Task.isCancelled {
                await self?.followAndCount()
                try? await Task.sleep(for: interval)
            }
        }
    }

    func stop() async {
        task?.cancel()
        await task?.value
    }

    private func followAndCount() async {
        do {
            try await follow()
        } catch {
            // The next look tries again; metrics show that it does not get on.
            failures += 1
        }
    }

    /// Takes in what the log has more than the tables.
    func follow() async throws {
        var position = try await store.position()
        while true {
            let entries = try await store.entries(after: position, limit: 200)
            guard let last = entries.last else {
                isCaughtUp = true
                return
            }
            var work = Work(store: store, secrets: secrets, now: clock.now)
            for entry in entries { try await work.take(entry) }
            for (event, channels) in try await store.apply(work.batch(position: last.sequence)) {
                publish(event, channels)
            }
            position = last.sequence
        }
    }
}

/// The movements that some entries touch, in memory until they are kept together.
private struct Work {
    let store: any ProjectionStore
    let secrets: Secrets
    let now: Instant
    private var movements: [String: Movement] = [:]
    private var order: [String] = []
    private var events: [ServiceEvent] = []

    init(store: any ProjectionStore, secrets: Secrets, now: Instant) {
        self.store = store
        self.secrets = secrets
        self.now = now
    }

    func batch(position: Int64) -> ProjectionBatch {
        var batch = ProjectionBatch(position: position)
        batch.movements = order.compactMap { movements[$0] }.map {
            RenderedMovement(movement: $0, body: MovementRenderer.body($0))
        }
        batch.events = events
        return batch
    }

    mutating func take(_ entry: GateLogEntry) async throws {
        switch entry.content {
        case .other: return
        case .declaration(let declaration): try await take(declaration, entry)
        case .verdict(let verdict): try await take(verdict, entry)
        case .clearanceCase(let opened): try await take(opened, entry)
        case .deskAct(let passage): events.append(DeskEvents.act(on: passage, at: entry.at))
        }
    }

    private mutating func take(_ declaration: Declaration, _ entry: GateLogEntry) async throws {
        // Its gate, vehicle and status as they now stand; entries of older versions come to the same.
        guard var movement = try await movement(declaration.reference) else {
            let movement = Ladder.movement(of: declaration, secrets: secrets, now: now)
            keep(movement)
            tell(.declared, movement, at: now, entry)
            if movement.status != .declared { tell(movement.status, movement, at: now, entry) }
            return
        }
        let before = movement
        Ladder.take(declaration, into: &movement, now: now)
        guard movement.withoutUpdate != before.withoutUpdate else { return }
        keep(movement)
        if movement.status != before.status { tell(movement.status, movement, at: movement.statusSince, entry) }
    }

    private mutating func take(_ verdict: Verdict, _ entry: GateLogEntry) async throws {
        events.append(DeskEvents.event(verdict))
        // A revision may have found another declaration.
        for other in try await known(ofPassage: verdict.id) where other.declaration != verdict.declaration {
            var changed = other
            Ladder.drop(verdict.id, from: &changed, now: now)
            keep(changed)
            if changed.status != other.status { tell(changed.status, changed, at: changed.statusSince, entry) }
        }
        if let reference = verdict.declaration, var movement = try await movement(reference) {
            let before = movement
            Ladder.take(verdict, into: &movement, now: now)
            if !before.visits.contains(where: { $0.passage == verdict.id }) {
                tell(.arrived, movement, at: verdict.arrived, entry)
            }
            if movement.status == .underControl, before.status != .underControl,
                let median = try await store.medianControl(gate: verdict.place.gate)
            {
                movement.expectedRelease = verdict.decided.advanced(bySeconds: median)
            }
            keep(movement)
            if movement.status != before.status {
                if movement.status == .departed { tell(.released, movement, at: movement.statusSince, entry) }
                tell(movement.status, movement, at: movement.statusSince, entry)
            }
        }
        if verdict.direction == .exit, !verdict.opensCase {
            try await depart(verdict.tractorPlate, verdict.decided, entry)
        }
    }

    private mutating func take(_ opened: ClearanceCase, _ entry: GateLogEntry) async throws {
        events.append(DeskEvents.event(opened, at: entry.at))
        for before in try await known(ofPassage: opened.id) {
            var movement = before
            Ladder.take(opened, at: entry.at, into: &movement, now: now)
            guard movement.withoutUpdate != before.withoutUpdate else { continue }
            keep(movement)
            if movement.status != before.status {
                if movement.status == .departed { tell(.released, movement, at: movement.statusSince, entry) }
                tell(movement.status, movement, at: movement.statusSince, entry)
            }
            if let visit = movement.visits.last, visit.direction == .exit, visit.outcome == .released {
                try await depart(movement.vehicle.tractorPlate?.text, visit.since, entry)
            }
        }
    }

    /// Released entries of a tractor that was let out.
    private mutating func depart(_ tractor: String?, _ instant: Instant, _ entry: GateLogEntry) async throws {
        guard let tractor else { return }
        for stored in try await store.releasedMovements(tractor: tractor) {
            guard var movement = try await movement(stored.declaration), let visit = movement.visits.last,
                visit.direction == .entry, visit.arrived < instant, movement.status == .released
            else { continue }
            Ladder.depart(&movement, at: instant, now: now)
            keep(movement)
            tell(.departed, movement, at: instant, entry)
        }
    }

    private mutating func movement(_ declaration: String) async throws -> Movement? {
        if let known = movements[declaration] { return known }
        return try await store.movement(ofDeclaration: declaration)
    }

    private func known(ofPassage id: String) async throws -> [Movement] {
        let stored = try await store.movements(ofPassage: id).filter { movements[$0.declaration] == nil }
        return stored + order.compactMap { movements[$0] }.filter { $0.visits.contains { $0.passage == id } }
    }

    private mutating func keep(_ movement: Movement) {
        if movements.updateValue(movement, forKey: movement.declaration) == nil { order.append(movement.declaration) }
    }

    private mutating func tell(
        _ status: MovementStatus, _ movement: Movement, at instant: Instant, _ entry: GateLogEntry
    ) {
        // The same entry makes the same event, on whatever run.
        let id = secrets.code("event", "\(entry.sequence) \(movement.reference) \(status.rawValue)", bytes: 16)
        events.append(MovementRenderer.event(status, of: movement, at: instant, created: now, id: id))
    }
}

extension Movement {
    /// What counts as a change.
    fileprivate var withoutUpdate: Movement {
        var copy = self
        copy.updated = Instant(microseconds: 0)
        return copy
    }
}
