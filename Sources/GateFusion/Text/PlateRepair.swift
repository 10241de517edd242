import GateDomain

/// Makes a voted text fit a plate's format by exchanging characters that the vote was unsure of.
///
/// Only where the text fits no format, only doubtful characters, at most two of them; the voted text is kept beside the result.
struct PlateRepair {
    let grammar: PlateGrammar
    /// Characters voted with at least this probability stay.
    var sure = 0.9

    func repair(_ text: ReadText) -> String {
        let original = text.text
        guard grammar.format(of: original) == nil else { return original }
        let doubtful = text.characters.indices.filter { text.characters[$0].best.probability < sure }
        guard !doubtful.isEmpty, doubtful.count <= 4 else { return original }
        var best: (probability: Double, text: String)?
        func consider(_ changes: [(Int, ReadCharacter.Alternative)]) {
            var characters = text.characters.map(\.best.character)
            var probability = 1.0
            for (position, alternative) in changes {
                characters[position] = alternative.character
                probability *= alternative.probability
            }
            let candidate = String(characters)
            if probability > best?.probability ?? 0, grammar.format(of: candidate) != nil {
                best = (probability, candidate)
            }
        }
        for (order, position) in doubtful.enumerated() {
            for alternative in alternatives(text.characters[position]) {
                consider([(position, alternative)])
                for other in doubtful[(order + 1)...] {
                    for second in alternatives(text.characters[other]) {
                        consider([(position, alternative), (other, second)])
                    }
                }
            }
        }
        return best?.text ?? original
    }

    /// What the vote saw beside its best, then the usual mistakes of letters for digits and back.
    private func alternatives(_ character: ReadCharacter) -> [ReadCharacter.Alternative] {
        let seen = character.alternatives.dropFirst().filter { $0.probability >= 0.02 }
        let usual = Self.usual[character.best.character].map { [ReadCharacter.Alternative($0, 0.01)] } ?? []
        return seen + usual.filter { repair in !seen.contains { $0.character == repair.character } }
    }

    private static let usual: [Character: Character] = [
        "O": "0", "Q": "0", "D": "0", "I": "1", "J": "1", "L": "1", "Z": "2", "A": "4", "S": "5", "G": "6", "T": "7",
        "B": "8", "0": "D", "1": "L", "2": "Z", "3": "B", "4": "A", "5": "S", "6": "G", "7": "T", "8": "B",
    ]
}
