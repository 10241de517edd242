import Foundation
import GateDomain

/// Prefix beam search over the strings that a container number may be: three letters, a category letter, seven digits; or six, where
/// nobody can see the last.
enum NumberBeam {
    struct Choice {
        var text: String
        var isValid: Bool
        /// False where the crop shows ten characters: the last of the text is computed.
        var isCheckDigitSeen = true
        /// Log-likelihood a character.
        var score: Double
        /// Lead over the next number of the same kind, in nats.
        var margin: Double
        /// What the grammar costs against reading freely, nats a character.
        var loss: Double
        /// The likeliest of all, whatever the sum says.
        var printed: String?
        /// For ordering several readings.
        var rank: Double { score - max(0, loss) * 0.5 + (isValid ? 0 : -0.35) }
    }

    static let width = 40
    static let length = 11
    /// The margin of a number read so surely that no other stayed in the beam.
    static let lonely = 8.0
    /// Nats by which the best number with a right check digit may trail the best of all; beyond it the wrong digit stands, because
    /// searching for a right one would spend its power to detect errors.
    static let validGate = 3.0

    private static let classes: [Set<Character>] = {
        let letters = Set("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
        return Array(repeating: letters, count: 3) + [Set("UJZABDEK")] + Array(repeating: Set("0123456789"), count: 7)
    }()

    /// Nats behind the best prefix from which one cannot come back: far more than `validGate`.
    private static let hopeless = 25.0

    /// The best number, or nil when the crop holds none.
    /// - Parameter greedyLikelihood: of reading freely.
    static func choose(_ emissions: Emissions, alphabet: [Character?], greedyLikelihood: Float) -> Choice? {
        let allowed = classes.map { set in alphabet.indices.filter { alphabet[$0].map(set.contains) ?? false } }
        var finished: [(text: String, total: Double, isValid: Bool)] = []
        var short: [(text: String, total: Double)] = []
        for found in PrefixBeam.search(emissions, width: width, hopeless: hopeless, allowed: allowed) {
            let text = String(found.symbols.compactMap { alphabet[$0] })
            if found.symbols.count == length {
                finished.append((text, found.logLikelihood, ContainerNumber(text)?.isCheckDigitValid ?? false))
            } else if found.symbols.count == length - 1, let digit = ContainerNumber.checkDigit(of: text) {
                short.append((text + String(digit), found.logLikelihood))
            }
        }
        finished.sort { $0.total != $1.total ? $0.total > $1.total : $0.text < $1.text }
        short.sort { $0.total != $1.total ? $0.total > $1.total : $0.text < $1.text }
        let free = Double(greedyLikelihood)
        if let ten = short.first, ten.total > finished.first?.total ?? -.infinity {
            return Choice(
                text: ten.text, isValid: true, isCheckDigitSeen: false, score: ten.total / Double(length - 1),
                margin: short.dropFirst().first.map { ten.total - $0.total } ?? (ten.total > -1 ? lonely : 0),
                loss: (free - ten.total) / Double(length - 1))
        }
        guard let top = finished.first else { return nil }
        var picked = top
        if let valid = finished.first(where: \.isValid), valid.total >= top.total - validGate { picked = valid }
        let rival = finished.first { $0.text != picked.text && $0.isValid == picked.isValid }
        return Choice(
            text: picked.text, isValid: picked.isValid, score: picked.total / Double(length),
            margin: rival.map { picked.total - $0.total } ?? (picked.total > -1 ? lonely : 0),
            loss: (free - picked.total) / Double(length), printed: top.text)
    }
}
