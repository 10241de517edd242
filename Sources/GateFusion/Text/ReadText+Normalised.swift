import GateDomain

extension ReadText {
    /// Without separators, capital letters, alternatives that say the same merged.
    var normalised: [ReadCharacter] {
        characters.compactMap { character in
            guard Plate.normalised(String(character.best.character)).count == 1 else { return nil }
            var sums: [Character: Double] = [:]
            for alternative in character.alternatives {
                guard let normal = Plate.normalised(String(alternative.character)).first else { continue }
                sums[normal, default: 0] += alternative.probability
            }
            return ReadCharacter(sums.map { ReadCharacter.Alternative($0.key, $0.value) })
        }
    }
}
