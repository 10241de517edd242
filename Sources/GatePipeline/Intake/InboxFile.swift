/// A file in an inbox.
public struct InboxFile: Sendable {
    /// The path's bytes with a zero at the end: file systems know no encoding.
    public var path: [CChar]
    /// For messages: folder and name, what is unprintable in it as `\xE9`.
    public var name: String
    /// Bytes that may be read of it.
    public var limit: Int
}

/// What became of a file's content.
public enum IntakeOutcome: Sendable, Hashable {
    /// All of it was kept.
    case taken
    /// What was not kept, and why, a line each; what is not named was kept.
    case refused([String])
    /// It has not been written to its end, as far as its form tells. Nothing was kept.
    case unfinished(String)
}
