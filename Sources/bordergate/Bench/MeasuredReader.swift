import GateDomain
import GateFusion

/// What `bench reading --matrix` measures of a reader: what it takes for what, and how sure it is of right and of wrong characters.
struct MeasuredReader: Codable {
    var matrix: ConfusionMatrix
    var certainty: ReaderCertainty

    init(matrix: ConfusionMatrix, certainty: ReaderCertainty) {
        self.matrix = matrix
        self.certainty = certainty
    }

    private enum CodingKeys: String, CodingKey { case certainty }

    /// The matrix' own fields, and `certainty` where the file has it.
    init(from decoder: any Decoder) throws {
        matrix = try ConfusionMatrix(from: decoder)
        let container = try decoder.container(keyedBy: CodingKeys.self)
        certainty = try container.decodeIfPresent(ReaderCertainty.self, forKey: .certainty) ?? ReaderCertainty()
    }

    func encode(to encoder: any Encoder) throws {
        try matrix.encode(to: encoder)
        var container = encoder.container(keyedBy: CodingKeys.self)
        try container.encode(certainty, forKey: .certainty)
    }
}

/// Probabilities that a reader gave to characters other than the one it read, beside the truth.
struct ReaderCertainty: Codable {
    /// Of the likeliest other character, where the character was read rightly.
    var ofOtherWhenRight: [Double] = []
    /// Of the character that stands there, where another one was read.
    var ofTruthWhenWrong: [Double] = []

    /// Counts a read beside the truth it is nearest to, when that is as long and differs in two characters at most.
    mutating func note(_ raw: ReadText, truths: [String]) {
        let characters = raw.characters
        let distances = truths.filter { $0.count == characters.count }.map { truth in
            (truth, zip(truth, characters).count { $0 != $1.best.character })
        }
        guard let (truth, distance) = distances.min(by: { $0.1 < $1.1 }), distance <= 2 else { return }
        for (written, read) in zip(truth, characters) {
            if written == read.best.character {
                ofOtherWhenRight.append(read.alternatives.dropFirst().first?.probability ?? 0)
            } else {
                ofTruthWhenWrong.append(read.probability(of: written))
            }
        }
    }

    /// The same distributions in two hundred values each at most.
    var quantiles: ReaderCertainty {
        func thinned(_ values: [Double]) -> [Double] {
            let sorted = values.sorted()
            let step = max(1, Double(sorted.count) / 200)
            return stride(from: step / 2, to: Double(sorted.count), by: step).map {
                rounded(sorted[Int(saturating: $0)], 5)
            }
        }
        return ReaderCertainty(
            ofOtherWhenRight: thinned(ofOtherWhenRight), ofTruthWhenWrong: thinned(ofTruthWhenWrong))
    }
}
