import GateDomain

/// R03: a plate, read with high confidence, is built like a Vietnamese or Chinese one and is none.
///
/// A plate of any other build is one of a country that the grammar does not know: not a finding.
enum R03InvalidPlate: Rule {
    static let number = 3

    static func outcome(_ context: RuleContext) -> RuleOutcome {
        let plates = [context.view.tractor, context.view.trailer].compactMap { $0 }
        if plates.isEmpty { return .unknown("no plate was read") }
        let invalid = plates.filter { plate in
            plate.read.plate.format == nil && plate.read.confidence >= context.configuration.invalidPlateConfidence
                && plate.sighting.reads >= 3 && claimsToBeKnown(plate.text)
        }
        if invalid.isEmpty { return .clear }
        return .found(
            Finding(
                seen: invalid.map(\.text).joined(separator: ", "),
                reason: "Built like a plate of a known country, with a code or letter that it does not give out.",
                sightings: invalid.map(\.sighting)))
    }

    /// Two digits, letters, four or five digits; or a Chinese province and six or seven more.
    static func claimsToBeKnown(_ text: String) -> Bool {
        let characters = Array(text)
        if let first = characters.first, PlateGrammar.provinces.contains(first) {
            return (7...8).contains(characters.count)
        }
        let build = String(characters.map { $0.isASCII && $0.isNumber ? "D" : $0.isASCII && $0.isLetter ? "L" : "?" })
        return ["DDLDDDD", "DDLDDDDD", "DDLDDDDDD", "DDLLDDDDD", "DDLLDDDD"].contains(build)
    }
}
