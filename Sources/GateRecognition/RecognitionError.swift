/// An error of the networks or their files: what, where, what to do.
public struct RecognitionError: Error, Sendable, CustomStringConvertible {
    public var description: String

    public init(_ description: String) { self.description = description }
}
