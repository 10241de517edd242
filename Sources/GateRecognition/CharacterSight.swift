public import GateDomain

/// One character of a reading, and what it rests on.
public struct CharacterSight: Sendable, Hashable {
    public enum State: String, Sendable {
        /// The reader saw this character and hardly anything else.
        case seen
        /// It saw something else there as well.
        case doubted
        /// It saw something else, or nothing: the number's check digit, or a format, asks for this one.
        case computed
    }

    public var character: Character
    public var state: State
    /// What the reader gave it where it stands, in the mean over the crops, 0…1.
    public var probability: Double
    /// The middle of the character, in the picture's pixels.
    public var place: Point

    /// From here on a character is seen, below the other it is computed.
    static let (clear, least) = (0.85, 0.35)

    init(_ character: Character, probability: Double, place: Point) {
        self.character = character
        self.probability = probability
        self.place = place
        state = probability >= Self.clear ? .seen : probability >= Self.least ? .doubted : .computed
    }
}
