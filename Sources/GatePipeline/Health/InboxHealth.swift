/// How an inbox is.
public struct InboxHealth: Codable, Sendable, Hashable {
    public var folder: String
    /// Files that are there and not worked off yet.
    public var waiting = 0
    public var taken = 0
    public var refused = 0
    public var lastTaken: Timestamp?
    /// Why nothing comes in, while that is so.
    public var trouble: String?

    public init(folder: String) { self.folder = folder }
}
