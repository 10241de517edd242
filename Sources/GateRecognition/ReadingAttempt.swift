public import GateDomain

/// A place of a picture that was looked at: what was read there, with which scores, and why it does not count.
public struct ReadingAttempt: Sendable, Hashable {
    public enum Kind: String, Sendable { case plate, container, weights }

    public var kind: Kind
    /// How it was laid out for the reader: `1` one line, `2` two lines, `v` vertical. Weights: one line of the table.
    public var layout: String
    public var region: Quad
    /// As read freely, without grammar; and as the grammar made of it.
    public var text: String
    public var final: String
    public var scores: [String: Double]
    /// Nil for what counts.
    public var refusal: String?
    /// What each character of `final` rests on; empty for what was not read character by character.
    public var characters: [CharacterSight] = []
}
