import GateDomain
import GatePeople

/// A verified pass as one line.
struct PassLine: Encodable {
    struct Claims: Encodable {
        var issuer: String
        var id: String
        var validFrom: String
        var validUntil: String
        var issued: String?
        var statusIndex: Int?
        var plate: String?
        var trailer: String?
        var container: String?
        var reference: String?
        var uses: Int?
        var gates: [String]
        var hasDriver: Bool
    }

    var input: String
    var verdict: PassVerifier.Verdict
    var reason: PassVerifier.Reason?
    /// Only of a pass that a trusted key signed.
    var claims: Claims?
    var notCompared: [String]

    init(input: String, _ finding: PassVerifier.Finding) {
        self.input = input
        verdict = finding.verdict
        reason = finding.reason
        notCompared = finding.notCompared
        claims = finding.pass.map { pass in
            Claims(
                issuer: pass.issuer, id: pass.name, validFrom: pass.notBefore.rfc3339, validUntil: pass.expires.rfc3339,
                issued: pass.issued?.rfc3339, statusIndex: pass.statusIndex, plate: pass.plate, trailer: pass.trailer,
                container: pass.container, reference: pass.reference, uses: pass.uses, gates: pass.gates,
                hasDriver: pass.driver != nil)
        }
    }

    var text: String {
        var parts = ["\(verdict.rawValue.uppercased())\(reason.map { " (\($0.rawValue))" } ?? "")"]
        if let claims {
            parts.append(
                [claims.plate, claims.trailer, claims.container, claims.reference].compactMap { $0 }.joined(
                    separator: " "))
            parts.append("until \(claims.validUntil)")
        }
        if !notCompared.isEmpty { parts.append("not compared: \(notCompared.joined(separator: ", "))") }
        return parts.joined(separator: "  ")
    }
}

extension Pass {
    /// Its id as digits.
    var name: String { Hexadecimal.text(id) }
}
