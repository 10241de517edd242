/// What a misspelt word was probably meant to be.
public enum NearestWord {
    /// The word of `known` that is nearest to `word`; nil when none is near. Upper and lower case count for half a slip.
    public static func to(_ word: String, among known: some Sequence<String>) -> String? {
        let most = max(2, word.count / 3)
        let near = known.map { (word: $0, slips: distance(word.lowercased(), $0.lowercased())) }
            .filter { $0.slips <= most }
        return near.min { ($0.slips, $0.word) < ($1.slips, $1.word) }?.word
    }

    /// `; did you mean "x"?`, or what there is to choose from.
    public static func hint(_ word: String, among known: some Collection<String>) -> String {
        if let near = to(word, among: known) { return "; did you mean \"\(near)\"?" }
        guard !known.isEmpty else { return "" }
        return "; known here: \(known.sorted().prefix(40).joined(separator: ", "))"
    }

    /// Insertions, deletions, replacements and swaps of neighbours.
    private static func distance(_ a: String, _ b: String) -> Int {
        let (a, b) = (Array(a.unicodeScalars.prefix(64)), Array(b.unicodeScalars.prefix(64)))
        var before: [Int] = []
        var last = Array(0...b.count)
        for i in a.indices {
            var row = [i + 1]
            for j in b.indices {
                var best = min(last[j] + (a[i] == b[j] ? 0 : 1), last[j + 1] + 1, row[j] + 1)
                if i > 0, j > 0, a[i] == b[j - 1], a[i - 1] == b[j] { best = min(best, before[j - 1] + 1) }
                row.append(best)
            }
            (before, last) = (last, row)
        }
        return last.last ?? a.count
    }
}
