public import GateDomain

/// Holds records in memory while the disk is full or refuses, and writes them, in order, once it takes them again: the lanes go on.
///
/// What is held is lost if the process dies, and each of it is said when it is held; what the store has taken is never touched.
/// Pictures are not held: they are given up first (`Watcher`).
public actor PatientStore: Journal, DeclarationStore, CaseStore {
    private enum Record {
        case sighting(Sighting)
        case verdict(Verdict, Passage)
        case event(SensorEvent)
        case revision(Verdict, Passage)

        var name: String {
            switch self {
            case .sighting(let sighting): "sighting \(sighting.id)"
            case .verdict(let verdict, _): "passage \(verdict.id)"
            case .event(let event): "sensor event \(event.id)"
            case .revision(let verdict, _): "the revision of passage \(verdict.id)"
            }
        }
    }

    private let store: any Gate.Store
    private let limit: Int
    private let patience: Duration
    private let report: @Sendable (String) -> Void
    private var held: [Record] = []
    private var triedAt: ContinuousClock.Instant?
    private var isTrying = false

    /// - Parameters:
    ///   - limit: records that are held; when there are more, the error goes to whoever wants to write.
    ///   - patience: time between two tries.
    ///   - report: told what is held, why, and when it is written at last.
    public init(
        _ store: any Gate.Store, limit: Int = 20_000, patience: Duration = .seconds(1),
        report: @escaping @Sendable (String) -> Void
    ) {
        self.store = store
        self.limit = limit
        self.patience = patience
        self.report = report
    }

    /// Records that are not on the disk yet.
    public var heldCount: Int { held.count }

    /// Tries to write what is held.
    /// - Throws: what still stands against it.
    public func settle() async throws {
        guard !held.isEmpty, !isTrying else { return }
        isTrying = true
        defer {
            isTrying = false
            triedAt = .now
        }
        let count = held.count
        while let first = held.first {
            do {
                try await write(first)
            } catch let error as StoreError where !error.isTemporary {
                report("\(first.name) cannot be kept: \(error)")
            }
            held.removeFirst()
        }
        report("the store takes records again; \(count) that were held in memory are kept")
    }

    public nonisolated func keep(_ picture: EvidencePicture) throws -> String { try store.keep(picture) }

    public func commit(_ sighting: Sighting) async throws -> CommitOutcome {
        try await write(.sighting(sighting), else: .new) { try await self.store.commit(sighting) }
    }

    public func commit(_ verdict: Verdict, of passage: Passage) async throws -> Verdict {
        try await write(.verdict(verdict, passage), else: verdict) { try await self.store.commit(verdict, of: passage) }
    }

    public func commit(_ event: SensorEvent) async throws -> CommitOutcome {
        try await write(.event(event), else: .new) { try await self.store.commit(event) }
    }

    public func revise(_ verdict: Verdict, of passage: Passage) async throws {
        try await write(.revision(verdict, passage), else: ()) { try await self.store.revise(verdict, of: passage) }
    }

    private func write<Result: Sendable>(
        _ record: Record, else result: Result, _ body: () async throws -> Result
    ) async throws -> Result {
        if !held.isEmpty, triedAt.map({ .now - $0 >= patience }) ?? true { try? await settle() }
        do {
            // Order is kept: nothing goes past what is held.
            if held.isEmpty { return try await body() }
            if held.count < limit {
                hold(record, "others wait before it")
                return result
            }
            try await settle()
            return try await body()
        } catch let error as StoreError where error.isTemporary && held.count < limit {
            triedAt = .now
            hold(record, "\(error)")
            return result
        }
    }

    private func hold(_ record: Record, _ reason: String) {
        held.append(record)
        report("\(record.name) is held in memory (\(held.count) are), not on the disk: \(reason)")
    }

    private func write(_ record: Record) async throws {
        switch record {
        case .sighting(let sighting): _ = try await store.commit(sighting)
        case .verdict(let verdict, let passage): _ = try await store.commit(verdict, of: passage)
        case .event(let event): _ = try await store.commit(event)
        case .revision(let verdict, let passage): try await store.revise(verdict, of: passage)
        }
    }

    // MARK: What only reads, or whose caller tries again

    public func sensorEvents() async throws -> [SensorEvent] { try await store.sensorEvents() }
    public func passages() async throws -> [(passage: Passage, verdict: Verdict)] { try await store.passages() }
    public func unassignedSightings() async throws -> [Sighting] { try await store.unassignedSightings() }
    public func ingest(_ declaration: Declaration) async throws -> CommitOutcome { try await store.ingest(declaration) }
    public func ingest(_ notice: DeclarationNotice) async throws -> CommitOutcome { try await store.ingest(notice) }
    public func declarations() async throws -> [Declaration] { try await store.declarations() }
    public func declaration(_ reference: String) async throws -> Declaration? { try await store.declaration(reference) }
    public func declarations(under reference: String) async throws -> [Declaration] {
        try await store.declarations(under: reference)
    }
    public func health() async throws -> StoreHealth { try await store.health() }
    public func cases() async throws -> [ClearanceCase] { try await store.cases() }
    public func apply(
        _ event: ClearanceCase.Event, to id: String, at instant: Instant
    ) async throws -> ClearanceCase {
        try await store.apply(event, to: id, at: instant)
    }
}
