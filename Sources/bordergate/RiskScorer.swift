import GateDomain
import GateFusion
import GateSelectivity

extension RiskModel {
    /// The riskiest goods of a declaration speak for it. What messages do not carry (departure, tax) counts as missing.
    var scorer: RiskScorer {
        { declaration in
            let goods = declaration.goods.compactMap { goods -> CustomsDeclaration? in
                guard let hs = (goods.hsCode?.prefix(6)).flatMap({ UInt32($0) }) else { return nil }
                return CustomsDeclaration(
                    id: declaration.reference, hs: hs, origin: goods.origin ?? "", departure: "", taxType: "",
                    netKg: goods.netKg, price: goods.value)
            }
            // Without a score the rule is unknown, which the officer sees.
            guard let scores = try? self.scores(of: goods), let worst = scores.max(by: { $0.score < $1.score }) else {
                return nil
            }
            return DeclarationRisk(
                score: worst.score, reasons: worst.reasons.filter { $0.weight > 0 }.map(\.text))
        }
    }
}
