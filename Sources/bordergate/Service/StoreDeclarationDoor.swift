import Dispatch
import GateDomain
import GatePipeline

/// Declarations of firms into the gate's store, then to its lanes.
final class StoreDeclarationDoor: DeclarationDoor, Sendable {
    private let store: any DeclarationStore
    /// Tells the lanes of a declaration as it now stands.
    private let tell: @Sendable (Declaration) -> Void
    private let queue = DispatchQueue(label: "declarations")

    init(store: any DeclarationStore, tell: @escaping @Sendable (Declaration) -> Void = { _ in }) {
        self.store = store
        self.tell = tell
    }

    func file(_ declaration: Declaration) async throws {
        try await take(declaration.reference) { _ = try $0.ingest(declaration) }
    }

    func file(_ notice: DeclarationNotice) async throws {
        try await take(notice.reference) { _ = try $0.ingest(notice) }
    }

    private func take(
        _ reference: String, _ body: @escaping @Sendable (any DeclarationStore) throws -> Void
    ) async throws {
        try await withCheckedThrowingContinuation { (continuation: CheckedContinuation<Void, any Error>) in
            queue.async { [store, tell] in
                continuation.resume(
                    with: Result {
                        try body(store)
                        if let standing = try store.declaration(reference) { tell(standing) }
                    })
            }
        }
    }
}
