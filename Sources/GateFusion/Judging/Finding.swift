import GateDomain

/// What a rule found, before the configuration gives it its severity.
struct Finding: Hashable {
    var seen: String
    var declared: String?
    var reason: String
    var sightings: [String]
    /// Instead of the rule's own: watch lists have theirs.
    var severity: Int?

    init(
        severity: Int? = nil, seen: String, declared: String? = nil, reason: String, sightings: [Sighting] = []
    ) {
        self.severity = severity
        self.seen = seen
        self.declared = declared
        self.reason = reason
        self.sightings = Set(sightings.map(\.id)).sorted()
    }
}
