/// An error of the risk model or its files: what, where, what to do.
public struct SelectivityError: Error, Sendable, CustomStringConvertible {
    public var description: String

    public init(_ description: String) { self.description = description }
}
