import GateDomain

/// R28: dry goods of low value in a running reefer: nobody pays for that cooling.
enum R28DryInReefer: Rule {
    static let number = 28

    static func outcome(_ context: RuleContext) -> RuleOutcome {
        guard let goods = context.declaration?.goods, !goods.isEmpty else { return .unknown("no goods are declared") }
        let dry = goods.filter { HSGroups.contains(context.registers.groups.lowValueDry, $0.hsCode) }
        if dry.count < goods.count { return .clear }
        let boxes = context.boxes
        if boxes.isEmpty { return .unknown("the box's type is not known") }
        guard let reefer = boxes.first(where: { $0.code.typeLetter == "R" }) else { return .clear }
        let readings = context.passage.readings.compactMap { event -> Bool? in
            if case .reefer(let isRunning, _, _) = event.reading { isRunning } else { nil }
        }
        let isSet = context.declaration?.containers.contains { $0.celsius != nil } == true
        if readings.isEmpty, !isSet { return .unknown("nobody looked whether the reefer runs") }
        guard readings.contains(true) || (readings.isEmpty && isSet) else { return .clear }
        return .found(
            Finding(
                seen: "\(reefer.number) \(reefer.code.text), running",
                declared: dry.map { "\($0.hsCode ?? "") \($0.description ?? "")" }.joined(separator: ", "),
                reason: "Dry goods of low value in a running reefer.", sightings: context.boxSightings))
    }
}
