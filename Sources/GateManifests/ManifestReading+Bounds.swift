import GateDomain

extension ManifestReading {
    /// Notes where the last declaration stands.
    mutating func stands(at place: String) { places[declarations.count - 1] = place }

    /// Every format's last step: what was understood, without the values that cannot be; each of those is a problem with its place.
    func bounded(name: String, limits: ManifestLimits) -> ManifestReading {
        var log = ProblemLog(name: name, limits: limits)
        for problem in problems { log.add(problem) }
        var bounded = self
        bounded.places = [:]
        bounded.declarations = declarations.enumerated().compactMap { index, declaration in
            let (kept, refusals) = declaration.bounded()
            let place = places[index] ?? declaration.reference.quoted
            for refusal in refusals { log.error("\(place): \(refusal.field)", refusal.message) }
            if kept == nil { log.error(place, "the declaration is left out; send it with another reference") }
            return kept
        }
        bounded.notices = notices.compactMap { notice in
            let (kept, refusals) = notice.bounded()
            for refusal in refusals {
                log.error("notice on \(notice.reference.quoted): \(refusal.field)", refusal.message)
            }
            return kept
        }
        bounded.problems = log.problems
        return bounded
    }
}
