import GateDomain

/// A decided passage as a person reads it on a terminal.
enum PassageTable {
    static func lines(_ verdict: Verdict, _ passage: Passage, declared: Declaration?) -> [String] {
        var lines: [String] = []
        let time = verdict.arrived.rfc3339
        let when =
            switch passage.clock {
            case .unknown: "time unknown, \(verdict.arrived.text(.unknown).dropFirst("unknown+".count))"
            case .estimated: "\(time.prefix(10)) \(time.dropFirst(11).prefix(8)) (estimated)"
            case .recorded, .synchronised, .arrival: "\(time.prefix(10)) \(time.dropFirst(11).prefix(8))"
            }
        lines.append(
            "\(verdict.channel.rawValue.uppercased().padded(7))\(when)  "
                + "\(verdict.place.gate)/\(verdict.place.lane) \(verdict.direction.rawValue)")
        let containers =
            verdict.containers.isEmpty ? "no container read" : verdict.containers.map(spaced).joined(separator: ", ")
        lines.append("       seen      \(shown(verdict.tractorPlate)) + \(shown(verdict.trailerPlate))   \(containers)")
        if let declared {
            let boxes = declared.containers.map { spaced($0.number) }.joined(separator: ", ")
            let tractor = shown(declared.vehicle.tractorPlate?.text)
            let trailer = shown(declared.vehicle.trailerPlate?.text)
            lines.append(
                "       declared  \(tractor) + \(trailer)   \(boxes)   \(declared.reference) v\(declared.version)")
        } else {
            lines.append("       declared  nothing that fits")
        }
        for discrepancy in verdict.discrepancies {
            lines.append("       \(discrepancy.rule.text) severity \(discrepancy.severity): \(discrepancy.reason)")
            lines.append("           seen \(discrepancy.seen), declared \(discrepancy.declared ?? "nothing")")
        }
        if let weighing = verdict.weighing {
            let expected = weighing.expected.map {
                "\(Int(saturating: $0)) ± \(Int(saturating: weighing.tolerance ?? 0)) kg expected"
            }
            lines.append(
                "       weighed   \(Int(saturating: weighing.measured)) kg, \(expected ?? "no weight declared")")
        }
        let groups = Dictionary(grouping: verdict.unknown.keys.sorted(), by: { verdict.unknown[$0] ?? "" })
        let missing = groups.sorted { ($0.value.first?.number ?? 0) < ($1.value.first?.number ?? 0) }.map { group in
            "\(group.value.map(\.text).joined(separator: " ")) (\(group.key))"
        }
        if verdict.opensCase, !missing.isEmpty { lines.append("       unchecked \(missing.joined(separator: "; "))") }
        if !verdict.holds.isEmpty { lines.append("       held by   \(verdict.holds.joined(separator: ", "))") }
        if verdict.opensCase {
            let evidence = passage.sightings.flatMap(\.evidence).map { String($0.prefix(12)) }
            lines.append("       case      \(verdict.id) waits for an officer (\(verdict.channelReason.rawValue))")
            lines.append("       evidence  \(evidence.isEmpty ? "none" : evidence.joined(separator: " "))")
        }
        return lines
    }

    private static func shown(_ plate: String?) -> String {
        guard let plate else { return "unread" }
        return Plate(plate)?.display ?? plate
    }

    /// `MSCU 013715 5`.
    private static func spaced(_ number: String) -> String {
        guard number.count == 11 else { return number }
        return "\(number.prefix(4)) \(number.dropFirst(4).prefix(6)) \(number.suffix(1))"
    }
}

extension String {
    fileprivate func padded(_ width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
