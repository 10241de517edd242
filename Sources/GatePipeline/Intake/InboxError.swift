/// An inbox that cannot be worked with: what, where, what to do.
public struct InboxError: Error, Sendable, CustomStringConvertible {
    public var description: String

    public init(_ description: String) { self.description = description }
}
