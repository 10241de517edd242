import Foundation
import GateDomain

/// Puts the features' shares of a score into words.
struct Reasons {
    let neighbours: NeighbourSet

    /// At most three groups, the strongest first, those that matter at all.
    func reasons(_ declaration: CustomsDeclaration, _ values: [Float], _ votes: [NeighbourSet.Vote], shares: [Float])
        -> [RiskReason]
    {
        var sums: [Group: Double] = [:]
        for (name, share) in zip(neighbours.featureNames, shares) {
            sums[Group(feature: name), default: 0] += Double(share)
        }
        return sums.filter { abs($0.value) >= 0.1 }.sorted {
            abs($0.value) == abs($1.value) ? $0.key.rawValue < $1.key.rawValue : abs($0.value) > abs($1.value)
        }.prefix(3).map { group, sum in
            RiskReason(
                about: group.rawValue, weight: (sum * 100).rounded() / 100,
                text: text(group, declaration, values, votes))
        }
    }

    private enum Group: String {
        case similar = "similar declarations"
        case route = "route"
        case value = "value and weight"
        case tax = "tax"

        init(feature: String) {
            switch feature {
            case "routeRate", "routeWeight", "sameCountry": self = .route
            case "logValue", "logWeight", "logUnitValue", "unitValueAgainstHeading": self = .value
            case "taxRate": self = .tax
            default: self = .similar
            }
        }
    }

    private func text(
        _ group: Group, _ declaration: CustomsDeclaration, _ values: [Float], _ votes: [NeighbourSet.Vote]
    ) -> String {
        let hs = String(format: "%06d", declaration.hs)
        func vote(_ name: String) -> NeighbourSet.Vote? {
            zip(neighbours.kernels, votes).first { $0.0.name == name }?.1
        }
        switch group {
        case .similar:
            // The closest kernel that has neighbours at all speaks.
            for (name, words) in [
                ("twin", "almost the same value, weight and route"), ("near", "like value and weight"),
                ("heading", "like value and weight, of the heading"),
                ("chapter", "like value and weight, of the chapter"),
            ] {
                if let vote = vote(name), vote.weight >= 1 {
                    return "\(count(vote)) for HS \(hs) with \(words): \(share(vote)) fraudulent."
                }
            }
            return "No earlier declaration is like this one."
        case .route:
            let way =
                "\(declaration.origin.isEmpty ? "?" : declaration.origin) by \(declaration.departure.isEmpty ? "?" : declaration.departure)"
            guard let vote = vote("route"), vote.weight >= 1 else { return "HS \(hs) from \(way): hardly ever seen." }
            return "\(count(vote)) for HS \(hs) from \(way): \(share(vote)) fraudulent."
        case .value:
            let place = neighbours.featureNames.firstIndex(of: "unitValueAgainstHeading")
            guard let place, values.indices.contains(place), !values[place].isNaN else {
                return "Value and weight have no other declaration of HS \(hs) to be compared with."
            }
            let percent = min(exp(Double(values[place])) * 100, 1_000_000)
            return "\(Int(saturating: percent.rounded()))% of the usual value per kilogram of HS \(hs)."
        case .tax:
            return "Tax rate \(declaration.taxRate.map { String(format: "%g", $0) } ?? "?")% for HS \(hs)."
        }
    }

    /// Neighbours by their likeness: half-like ones count for a half.
    private func count(_ vote: NeighbourSet.Vote) -> String {
        let whole = Int(saturating: vote.weight.rounded())
        return whole == 1 ? "1 earlier declaration" : "\(whole) earlier declarations"
    }

    private func share(_ vote: NeighbourSet.Vote) -> String {
        "\(Int(saturating: (vote.fraud / vote.weight * 100).rounded()))%"
    }
}
