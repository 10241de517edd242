/// What `verify` looked at and found.
public struct VerifyReport: Sendable, Hashable {
    public var auditRecords = 0
    public var sightings = 0
    public var sensorEvents = 0
    public var passages = 0
    public var pictures = 0
    /// Rows of all tables that the chain holds.
    public var rows = 0
    /// The chain's last record.
    public var head = AuditHead(record: 0, hash: "")
    /// What the reader must know to weigh the answer: an older schema, for instance.
    public var notes: [String] = []
    /// A line for each record that does not fit, naming it; empty when all is intact.
    public var failures: [String] = []
}
