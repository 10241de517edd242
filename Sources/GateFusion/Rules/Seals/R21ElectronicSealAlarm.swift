import GateDomain

/// R21: an e-seal reported on the way that it was opened, lost its signal, left the route, or stood still too long.
enum R21ElectronicSealAlarm: Rule {
    static let number = 21

    static func outcome(_ context: RuleContext) -> RuleOutcome {
        let alarms = context.passage.readings.compactMap { event -> String? in
            guard case .electronicSeal(let alarm, let minutes, _, _) = event.reading else { return nil }
            switch alarm {
            case .stopped:
                guard let minutes, minutes > context.configuration.longestStopMinutes else { return nil }
                return "stopped for \(Int(saturating: minutes)) min before \(event.at.rfc3339)"
            case .opened: return "opened at \(event.at.rfc3339)"
            case .signalLost: return "signal lost at \(event.at.rfc3339)"
            case .offRoute: return "off the route at \(event.at.rfc3339)"
            }
        }
        guard !alarms.isEmpty else {
            let isOpen = context.passage.readings.contains {
                if case .electronicSeal(.stopped, nil, _, _) = $0.reading { true } else { false }
            }
            if isOpen { return .unknown("an e-seal stood still, for a time that is not known") }
            return context.passage.readings.contains { if case .electronicSeal = $0.reading { true } else { false } }
                ? .clear : .unknown("no e-seal reports")
        }
        return .found(Finding(seen: alarms.joined(separator: "; "), reason: "The e-seal raised an alarm on the way."))
    }
}
