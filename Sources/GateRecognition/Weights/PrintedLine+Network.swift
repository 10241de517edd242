extension PrintedLine.Reading {
    private static let (width, hopeless) = (8, 8.0)
    /// Readings kept, and nats behind the best up to which one is.
    private static let (most, farthest) = (5, 5.0)
    /// Characters of a line that holds a label and two weights.
    private static let longest = 24

    /// The likeliest texts of a crop: a weight is often the second, and its pounds or the net weight tell.
    static func likeliest(_ emissions: Emissions, alphabet: [Character?]) -> [PrintedLine.Reading] {
        let any = alphabet.indices.filter { alphabet[$0] != nil }
        let found = PrefixBeam.search(
            emissions, width: width, hopeless: hopeless, allowed: Array(repeating: any, count: longest))
        guard let best = found.first else { return [] }
        return found.prefix(most).filter { best.logLikelihood - $0.logLikelihood < farthest }.map {
            PrintedLine.Reading(
                text: String($0.symbols.compactMap { alphabet[$0] }), behind: best.logLikelihood - $0.logLikelihood)
        }
    }
}
