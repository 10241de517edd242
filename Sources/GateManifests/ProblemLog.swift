/// The problems of one file, bounded; places begin with the file's name.
struct ProblemLog {
    let name: String
    let limit: Int
    private var listed: [ManifestProblem] = []
    private var droppedCount = 0

    init(name: String, limits: ManifestLimits) {
        self.name = name
        limit = limits.problems
    }

    mutating func error(_ place: String, _ message: String) { add(.error, place, message) }
    mutating func warn(_ place: String, _ message: String) { add(.warning, place, message) }

    /// What was listed, and how many were not.
    var problems: [ManifestProblem] {
        guard droppedCount > 0 else { return listed }
        let message = "\(droppedCount) further problems are not listed; correct those above first"
        return listed + [ManifestProblem(place: name, severity: .error, message: message)]
    }

    private mutating func add(_ severity: ManifestProblem.Severity, _ place: String, _ message: String) {
        let place = place.isEmpty ? name : "\(name): \(place)"
        add(ManifestProblem(place: place, severity: severity, message: message))
    }

    /// One whose place begins with the file's name already.
    mutating func add(_ problem: ManifestProblem) {
        guard listed.count < limit else {
            droppedCount += 1
            return
        }
        listed.append(problem)
    }
}

/// A field's text in a problem's sentence: short, on one line.
func quoted(_ text: some StringProtocol) -> String {
    var cut = ""
    for scalar in text.unicodeScalars.prefix(60) {
        cut.unicodeScalars.append(scalar.value < 32 || scalar.value == 127 ? " " : scalar)
    }
    return "\"\(cut)\(text.unicodeScalars.dropFirst(60).isEmpty ? "" : "…")\""
}
