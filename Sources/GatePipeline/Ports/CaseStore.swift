public import GateDomain

/// Where clearance cases move on.
public protocol CaseStore: AnyObject, Sendable {
    /// Moves a case on, with its audit record and outbox, in one transaction.
    /// - Throws: `ClearanceCase.Refusal` when the state machine refuses, `StoreError` else.
    func apply(_ event: ClearanceCase.Event, to id: String, at instant: Instant) async throws -> ClearanceCase

    /// Every case, by id.
    func cases() async throws -> [ClearanceCase]
}
