/// How the store is.
public struct StoreHealth: Codable, Sendable, Hashable {
    public var path: String
    public var bytes: Int
    /// That the disk still has for this user.
    public var freeBytes: Int
    public var openCases: Int
    /// When the case that waits longest was opened.
    public var oldestOpenCase: Timestamp?
    public var auditRecords: Int
    /// Hash of the last audit record: what to keep elsewhere.
    public var chainHead: String

    public init(
        path: String, bytes: Int, freeBytes: Int, openCases: Int, oldestOpenCase: Timestamp?, auditRecords: Int,
        chainHead: String
    ) {
        self.path = path
        self.bytes = bytes
        self.freeBytes = freeBytes
        self.openCases = openCases
        self.oldestOpenCase = oldestOpenCase
        self.auditRecords = auditRecords
        self.chainHead = chainHead
    }
}
