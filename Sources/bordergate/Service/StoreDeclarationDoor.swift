import GateDomain
import GatePipeline

/// Declarations of firms into the gate's store, then to its lanes.
final class StoreDeclarationDoor: DeclarationDoor, Sendable {
    private let store: any DeclarationStore
    /// Tells the lanes of a declaration as it now stands.
    private let tell: @Sendable (Declaration) async -> Void

    init(store: any DeclarationStore, tell: @escaping @Sendable (Declaration) async -> Void = { _ in }) {
        self.store = store
        self.tell = tell
    }

    func file(_ declaration: Declaration) async throws {
        _ = try await store.ingest(declaration)
        try await tellStanding(declaration.reference)
    }

    func file(_ notice: DeclarationNotice) async throws {
        _ = try await store.ingest(notice)
        try await tellStanding(notice.reference)
    }

    private func tellStanding(_ reference: String) async throws {
        if let standing = try await store.declaration(reference) { await tell(standing) }
    }
}
