/// Names for what does not balance: rows that the chain says are there, against rows that are.
struct RowNames {
    private var expected: [Digest: (title: String, record: Int64)] = [:]
    private var strangers: Set<String> = []

    /// The chain says that record `sequence` did this.
    mutating func wrote(_ change: RowChangeLine, in sequence: Int64, isSought: (Digest) -> Bool) {
        if let old = change.old { expected[old] = nil }
        if let new = change.new, isSought(new) { expected[new] = (change.title, sequence) }
    }

    /// A row is there.
    mutating func found(_ digest: Digest, title: @autoclosure () -> String) {
        if expected.removeValue(forKey: digest) == nil { strangers.insert(title()) }
    }

    /// A line for each row, in the order of the chain; rows that no record wrote come last.
    var failures: [(title: String, failure: String)] {
        var unknown = strangers
        var failures: [(title: String, failure: String)] = []
        for (title, record) in expected.values.sorted(by: { ($0.record, $0.title) < ($1.record, $1.title) }) {
            let what =
                unknown.remove(title) == nil
                ? "missing: audit record \(record) wrote it" : "changed after audit record \(record) wrote it"
            failures.append((title, "\(title): \(what)"))
        }
        return failures + unknown.sorted().map { ($0, "\($0): no audit record wrote it so") }
    }
}
