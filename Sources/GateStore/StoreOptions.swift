/// How to open a store.
public struct StoreOptions: Sendable, Hashable {
    /// Nothing is created, migrated or written.
    public var readOnly: Bool

    public init(readOnly: Bool = false) { self.readOnly = readOnly }
}
