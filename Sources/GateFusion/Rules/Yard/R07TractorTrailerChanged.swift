import GateDomain

/// R07: tractor and trailer leave together that did not enter together, and the papers do not say so.
enum R07TractorTrailerChanged: Rule {
    static let number = 7

    static func outcome(_ context: RuleContext) -> RuleOutcome {
        guard context.passage.direction == .exit else { return .clear }
        guard let tractor = context.view.tractor, let trailer = context.view.trailer else {
            return .unknown("tractor or trailer plate was not read")
        }
        let byTractor = context.stay(.tractor, tractor.text)
        let byTrailer = context.stay(.trailer, trailer.text)
        if byTractor?.trailer == nil, byTrailer?.tractor == nil { return .unknown("their entry is not known") }
        var before: [String] = []
        if let other = byTractor?.trailer, !context.isSame(other, trailer.text) {
            before.append("\(tractor.text) entered with \(other)")
        }
        if let other = byTrailer?.tractor, !context.isSame(other, tractor.text) {
            before.append("\(trailer.text) entered with \(other)")
        }
        if before.isEmpty { return .clear }
        // A declared change of tractor is lawful.
        if let vehicle = context.declaration?.vehicle, let declaredTractor = vehicle.tractorPlate?.text,
            context.isSame(declaredTractor, tractor.text),
            vehicle.trailers.contains(where: { context.isSame($0.text, trailer.text) })
        {
            return .clear
        }
        return .found(
            Finding(
                seen: "\(tractor.text) with \(trailer.text)", declared: before.joined(separator: "; "),
                reason: "Tractor and trailer did not enter together, and no change was declared.",
                sightings: [tractor.sighting, trailer.sighting]))
    }
}
