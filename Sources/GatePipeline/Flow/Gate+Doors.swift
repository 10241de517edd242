public import GateDomain
public import GateFusion

/// What the desk, firms and operators ask of a gate.
extension Gate {
    /// Takes a declaration in: store first, then the judge.
    public func take(_ declaration: Declaration) async throws -> CommitOutcome {
        try await told(of: declaration.reference, store.ingest(declaration))
    }

    /// Takes in what a message says of a declaration, whether that is here yet or not.
    public func take(_ notice: DeclarationNotice) async throws -> CommitOutcome {
        try await told(of: notice.reference, store.ingest(notice))
    }

    private func told(of reference: String, _ outcome: CommitOutcome) async throws -> CommitOutcome {
        guard outcome != .known else { return outcome }
        for declaration in try await store.declarations(under: reference) { await add(declaration) }
        return outcome
    }

    /// Moves a case on.
    /// - Throws: `ClearanceCase.Refusal` when the state machine refuses, `StoreError` else.
    public func apply(
        _ event: ClearanceCase.Event, to id: String, at instant: Instant
    ) async throws -> ClearanceCase {
        let changed = try await store.apply(event, to: id, at: instant)
        tell(.caseChanged(changed))
        return changed
    }

    /// Rules and lists that were changed: the next passage is judged by them.
    public func replace(_ rules: RuleConfiguration, _ registers: Registers, risk: RiskScorer?) async {
        await turn.run { engine.replace(rules, registers, risk: risk) }
    }

    /// What is live now.
    public func live() -> GateSnapshot {
        GateSnapshot(
            watermark: engine.watermark == .distantPast ? nil : engine.watermark,
            open: engine.open.map {
                GateSnapshot.OpenPassage(lane: $0.lane, arrived: $0.arrived, sightings: $0.sightings)
            },
            decided: engine.decided.map { GateSnapshot.Decision(passage: $0.passage, verdict: $0.verdict) })
    }
}
