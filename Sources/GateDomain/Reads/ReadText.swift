/// One character as a reader saw it: the alternatives with their probabilities, most likely first, never empty.
public struct ReadCharacter: Hashable, Codable, Sendable {
    public struct Alternative: Hashable, Codable, Sendable {
        public var character: Character
        public var probability: Double

        public init(_ character: Character, _ probability: Double) {
            self.character = character
            self.probability = probability
        }

        private enum CodingKeys: String, CodingKey {
            case character = "c"
            case probability = "p"
        }

        public init(from decoder: any Decoder) throws {
            let container = try decoder.container(keyedBy: CodingKeys.self)
            let text = try container.decode(String.self, forKey: .character)
            guard let first = text.first, text.count == 1 else {
                throw DecodingError.dataCorruptedError(
                    forKey: .character, in: container, debugDescription: "one character expected, found \"\(text)\"")
            }
            self.init(first, try container.decode(Double.self, forKey: .probability))
        }

        public func encode(to encoder: any Encoder) throws {
            var container = encoder.container(keyedBy: CodingKeys.self)
            try container.encode(String(character), forKey: .character)
            try container.encode(probability, forKey: .probability)
        }
    }

    public let alternatives: [Alternative]

    /// Sorts the alternatives; nil when there are none.
    public init?(_ alternatives: [Alternative]) {
        guard !alternatives.isEmpty else { return nil }
        self.alternatives = alternatives.sorted { ($1.probability, $0.character) < ($0.probability, $1.character) }
    }

    /// A character without alternatives.
    public init(_ character: Character, probability: Double) {
        alternatives = [Alternative(character, probability)]
    }

    public var best: Alternative { alternatives[0] }

    public func probability(of character: Character) -> Double {
        alternatives.first { $0.character == character }?.probability ?? 0
    }
}

/// A text as a reader saw it, character by character.
public struct ReadText: Hashable, Codable, Sendable {
    public var characters: [ReadCharacter]

    public init(_ characters: [ReadCharacter]) { self.characters = characters }

    /// The most likely text.
    public var text: String { String(characters.map(\.best.character)) }
}
