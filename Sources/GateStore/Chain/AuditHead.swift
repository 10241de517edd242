/// The last record of the audit chain: kept elsewhere, it proves later that nothing up to it was cut off or written anew.
public struct AuditHead: Sendable, Hashable {
    /// Its number, from 1; 0 when there is none yet.
    public var record: Int64
    /// Lower-case hexadecimal SHA-256; empty when there is none yet.
    public var hash: String

    public init(record: Int64, hash: String) {
        self.record = record
        self.hash = hash
    }
}
