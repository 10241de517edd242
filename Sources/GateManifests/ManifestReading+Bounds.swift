import GateDomain

extension ManifestReading {
    /// Every format's last step: what was understood, without the values that cannot be; each of those is a problem with its place.
    func bounded(name: String, limits: ManifestLimits) -> ManifestReading {
        var log = ProblemLog(name: name, limits: limits)
        for problem in problems { log.add(problem) }
        var bounded = self
        bounded.declarations = declarations.compactMap { declaration in
            let (kept, refusals) = declaration.bounded()
            let own = declaration.source.map { String($0.dropFirst($0.hasPrefix(name) ? name.count + 2 : 0)) } ?? ""
            let place = own.isEmpty ? declaration.reference.quoted : own
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
