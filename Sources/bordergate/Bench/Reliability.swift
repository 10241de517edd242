import Foundation

/// What confidences are worth: reads by how sure they were beside how many of them were right.
struct Reliability {
    /// A read that was measured.
    struct Read {
        var confidence: Double
        var isRight: Bool
        /// Kind, country and layout: `plate VN 2`, `container`.
        var group: String
    }

    /// Reads of one range of confidence.
    struct Bin: Encodable {
        var confidenceFrom: Double
        var confidenceTo: Double
        var reads: Int
        /// Mean confidence, and how many were right, percent.
        var promised: Double
        var right: Double
    }

    /// All reads of a group in figures.
    struct Summary: Encodable {
        var group: String
        var reads: Int
        /// Expected calibration error: the mean distance of what was promised from what was right, by bins, weighted; percent.
        var ece: Double
        var sure: Int
        var sureAndWrong: Int
        /// Of a hundred sure reads, how many are wrong, and the interval that holds it with 95% (Wilson).
        var wrongOfSure: Double
        var wrongOfSureFrom: Double
        var wrongOfSureTo: Double
    }

    /// Sure and wrong reads over all truths, a hundred truths, with the interval that holds the rate with 95% (Wilson).
    struct Total: Encodable {
        var truths: Int
        var exactSure: Double
        var sureAndWrong: Int
        var sureAndWrongOfTruths: Double
        var from: Double
        var to: Double
    }

    /// A read counts as sure from here on.
    static let sure = 0.9
    private static let edges = [0, 0.3, 0.5, 0.7, 0.8, 0.9, 0.95, 0.98, 0.99, 1]

    var reads: [Read] = []

    /// The reliability curve.
    var bins: [Bin] {
        zip(Self.edges, Self.edges.dropFirst()).compactMap { from, to in
            let within = reads.filter { $0.confidence >= from && ($0.confidence < to || to == 1) }
            guard !within.isEmpty else { return nil }
            let mean = within.reduce(0) { $0 + $1.confidence } / Double(within.count)
            return Bin(
                confidenceFrom: from, confidenceTo: to, reads: within.count, promised: rounded(100 * mean, 1),
                right: rounded(100 * Double(within.count(where: \.isRight)) / Double(within.count), 1))
        }
    }

    /// All reads, and those of each group.
    var summaries: [Summary] {
        guard !reads.isEmpty else { return [] }
        let groups = Dictionary(grouping: reads, by: \.group).sorted { $0.key < $1.key }
        return [summary("all")] + groups.map { Reliability(reads: $0.value).summary($0.key) }
    }

    private func summary(_ group: String) -> Summary {
        let error = bins.reduce(0) { $0 + abs($1.promised - $1.right) * Double($1.reads) } / Double(max(1, reads.count))
        let sure = reads.filter { $0.confidence >= Self.sure }
        let wrong = sure.count { !$0.isRight }
        let (from, to) = Self.interval(wrong, of: sure.count)
        return Summary(
            group: group, reads: reads.count, ece: rounded(error, 2), sure: sure.count, sureAndWrong: wrong,
            wrongOfSure: rounded(100 * Double(wrong) / Double(max(1, sure.count)), 2),
            wrongOfSureFrom: rounded(100 * from, 2), wrongOfSureTo: rounded(100 * to, 2))
    }

    /// - Parameter exactSure: truths that were read exactly and surely.
    func total(truths: Int, exactSure: Int) -> Total {
        let wrong = reads.count { $0.confidence >= Self.sure && !$0.isRight }
        let (from, to) = Self.interval(min(wrong, truths), of: truths)
        return Total(
            truths: truths, exactSure: rounded(100 * Double(exactSure) / Double(max(1, truths)), 2),
            sureAndWrong: wrong,
            sureAndWrongOfTruths: rounded(100 * Double(wrong) / Double(max(1, truths)), 2),
            from: rounded(100 * from, 2), to: rounded(100 * to, 2))
    }

    /// Wilson's interval of a share, 95%.
    static func interval(_ count: Int, of all: Int) -> (from: Double, to: Double) {
        guard all > 0 else { return (0, 1) }
        let (n, p, z) = (Double(all), Double(count) / Double(all), 1.96)
        let middle = p + z * z / (2 * n)
        let half = z * (p * (1 - p) / n + z * z / (4 * n * n)).squareRoot()
        return (max(0, (middle - half) / (1 + z * z / n)), min(1, (middle + half) / (1 + z * z / n)))
    }
}
