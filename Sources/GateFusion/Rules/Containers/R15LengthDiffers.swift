import GateDomain

/// R15: a box is not as long as its size/type code says.
enum R15LengthDiffers: Rule {
    static let number = 15

    static func outcome(_ context: RuleContext) -> RuleOutcome {
        var compared = 0
        for event in context.passage.readings {
            guard case .length(let feet, let number) = event.reading,
                let (box, code) = context.sizeType(ofContainer: number), let nominal = code.lengthFeet
            else { continue }
            compared += 1
            // A few feet off is a bad measurement; the next length is ten feet away.
            guard abs(feet - nominal) > 4 else { continue }
            return .found(
                Finding(
                    seen: "\(feet) ft", declared: "\(box) \(code.text), \(nominal) ft",
                    reason: "The box is not as long as its code says.",
                    sightings: context.view.containers.flatMap(\.sightings)))
        }
        return compared > 0 ? .clear : .unknown("no length was measured for a box of known size")
    }
}
