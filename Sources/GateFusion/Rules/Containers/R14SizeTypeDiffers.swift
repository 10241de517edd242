import GateDomain

/// R14: the size/type painted on a box is another one than declared.
enum R14SizeTypeDiffers: Rule {
    static let number = 14

    static func outcome(_ context: RuleContext) -> RuleOutcome {
        guard let declaration = context.declaration else { return .unknown("no declaration to compare with") }
        var compared = 0
        for seen in context.view.containers {
            guard
                let declared = declaration.containers.first(where: {
                    Plate.normalised($0.number) == seen.number.text
                })?.sizeType, let painted = seen.sizeType
            else { continue }
            compared += 1
            if declared.covers(painted) { continue }
            switch context.matrix.resemblance(painted.text, declared.text) {
            // A look-alike is more likely misread than painted.
            case .equal, .confusable(1), .fragment: continue
            case .confusable, .different: break
            }
            return .found(
                Finding(
                    seen: "\(seen.number.text) \(painted.text)", declared: declared.text,
                    reason: "The box is marked with another size or type than declared.", sightings: seen.sightings))
        }
        return compared > 0 ? .clear : .unknown("no size/type was read and declared for the same box")
    }
}
