public import GateDomain

extension Verdict {
    /// What stands for a passage that could not be judged: red, for an officer to see. Looks at nothing but the reads themselves.
    public init(unjudged passage: Passage, reason: String) {
        let finding = Discrepancy(
            rule: .unjudged, version: 1, severity: 4, seen: "not judged", declared: nil, reason: reason,
            sightings: passage.sightings.map(\.id).sorted())
        self.init(
            id: passage.id, place: passage.place, direction: passage.direction, arrived: passage.arrived,
            decided: passage.decided, tractorPlate: passage.plates(at: .frontPlate).first?.plate.text,
            trailerPlate: passage.plates(at: .rearPlate).first?.plate.text,
            containers: Set(passage.containers.map(\.number.text)).sorted(), declaration: nil, discrepancies: [finding],
            channel: .red, channelReason: .criteria, opensCase: true, holds: ["customs"])
    }

    /// The same verdict with the finding that what came later could not be judged with it.
    public func unjudged(reason: String) -> Verdict {
        var verdict = self
        verdict.discrepancies.removeAll { $0.rule == .unjudged }
        verdict.discrepancies.insert(
            Discrepancy(
                rule: .unjudged, version: 1, severity: 4, seen: "not judged", declared: nil, reason: reason,
                sightings: []),
            at: 0)
        verdict.channel = .red
        verdict.channelReason = .criteria
        verdict.opensCase = true
        verdict.holds = Set(verdict.holds + ["customs"]).sorted()
        return verdict
    }
}
