/// How an inbox is worked off.
public struct IntakeOptions: Sendable, Hashable {
    /// Bytes that a file may have.
    public var limit = 64 << 20
    /// Seconds that a file may stay unfinished without a change.
    public var patience = 30.0
    /// Files that are read at once, so that a slow one holds up nobody.
    public var readers = 4

    public init() {}
    public static let standard = IntakeOptions()
}
