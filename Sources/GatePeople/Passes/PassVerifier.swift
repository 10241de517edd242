public import GateDomain

/// Is a pass good for this vehicle at this gate now? Works without a network: keys and status lists are at hand.
///
/// The order of the checks is cheap first and total: nothing of a stranger's text is believed before its signature.
public struct PassVerifier: Sendable {
    /// What the gate knows of the vehicle; nil for what it does not know, which is then not checked, and said.
    public struct Circumstances: Sendable {
        public var at: Instant
        public var gate: String
        public var plate: String?
        public var trailer: String?
        public var container: String?
        public var driver: (state: String, number: String, birth: String)?
        /// How many other passages the pass was used for already.
        public var used: Int?

        public init(
            at: Instant, gate: String, plate: String? = nil, trailer: String? = nil, container: String? = nil,
            driver: (state: String, number: String, birth: String)? = nil, used: Int? = nil
        ) {
            self.at = at
            self.gate = gate
            self.plate = plate
            self.trailer = trailer
            self.container = container
            self.driver = driver
            self.used = used
        }
    }

    public enum Verdict: String, Sendable, Codable { case valid, refused, unchecked }

    public enum Reason: String, Sendable, Codable {
        case malformed, algorithm, unknownKey, keyRevoked, signature, expired, notYetValid, revoked, gate, vehicle,
            container,
            driver, used
        /// No status list that may still be relied on.
        case statusList
    }

    public struct Finding: Sendable, Hashable {
        public var verdict: Verdict
        public var reason: Reason?
        /// What the pass says; nil unless a trusted key signed it.
        public var pass: Pass?
        /// What it asks for and the gate could not compare.
        public var notCompared: [String] = []
    }

    /// Seconds that an issuer's clock may run ahead. None at the other end: who is late is late.
    public static let leeway = 60.0

    private let trusted: TrustedKeys
    /// By issuer, the newest of each.
    private let lists: [String: StatusList]

    public init(trusted: TrustedKeys, lists: [StatusList]) {
        self.trusted = trusted
        self.lists = Dictionary(
            lists.map { ($0.issuer, $0) }, uniquingKeysWith: { $0.issued >= $1.issued ? $0 : $1 })
    }

    /// The pass of a text when a trusted key signed it; nothing else of it has been looked at.
    public func authentic(_ text: String) -> (pass: Pass?, reason: Reason?) {
        guard text.utf8.count <= Pass.longestText, text.hasPrefix(Pass.prefix),
            let bytes = Base45.decode(text.dropFirst(Pass.prefix.count))
        else { return (nil, .malformed) }
        let envelope: SignedEnvelope
        do throws(SignedEnvelope.Problem) {
            envelope = try SignedEnvelope(bytes)
        } catch {
            return (nil, error == .algorithm ? .algorithm : .malformed)
        }
        guard let claims = try? CBOR.decode(envelope.payload), let pass = Pass(claims: claims) else {
            return (nil, .malformed)
        }
        guard let key = trusted.key(envelope.keyID), key.issuer == pass.issuer,
            key.mayHaveSigned(at: pass.issued ?? pass.notBefore)
        else { return (nil, .unknownKey) }
        guard envelope.isSigned(by: key.key, purpose: .pass) else { return (nil, .signature) }
        return key.isRevoked ? (nil, .keyRevoked) : (pass, nil)
    }

    public func verify(_ text: String, in circumstances: Circumstances) -> Finding {
        let (authentic, problem) = authentic(text)
        guard let pass = authentic else { return Finding(verdict: .refused, reason: problem) }
        var finding = Finding(verdict: .valid, pass: pass)
        if let reason = refusal(of: pass, in: circumstances, notCompared: &finding.notCompared) {
            finding.verdict = .refused
            finding.reason = reason
        } else if let index = pass.statusIndex {
            // What is surely wrong was said above; without a list nothing is surely right.
            let list = lists[pass.issuer]
            if list.map({ circumstances.at >= $0.expires || !$0.covers(index) }) ?? true {
                finding.verdict = .unchecked
                finding.reason = .statusList
            }
        }
        return finding
    }

    private func refusal(
        of pass: Pass, in circumstances: Circumstances, notCompared: inout [String]
    ) -> Reason? {
        let at = circumstances.at
        if at >= pass.expires { return .expired }
        if at.advanced(bySeconds: Self.leeway) < pass.notBefore { return .notYetValid }
        // An old list still knows what was revoked before it.
        if let index = pass.statusIndex, lists[pass.issuer]?.isRevoked(index) == true { return .revoked }
        if !pass.gates.isEmpty, !pass.gates.contains(circumstances.gate) { return .gate }
        for (name, wanted, seen, reason) in [
            ("plate", pass.plate, circumstances.plate, Reason.vehicle),
            ("trailer", pass.trailer, circumstances.trailer, .vehicle),
            ("container", pass.container, circumstances.container, .container),
        ] {
            guard let wanted else { continue }
            guard let seen else {
                notCompared.append(name)
                continue
            }
            if Self.plain(wanted) != Self.plain(seen) { return reason }
        }
        if let hash = pass.driver {
            if let driver = circumstances.driver {
                let seen = DriverHash.of(
                    passID: pass.id, state: driver.state, number: driver.number, birth: driver.birth)
                if seen != hash { return .driver }
            } else {
                notCompared.append("driver")
            }
        }
        if let uses = pass.uses {
            if let used = circumstances.used {
                if used >= uses { return .used }
            } else {
                notCompared.append("uses")
            }
        }
        return nil
    }

    /// Letters and digits in upper case: how plates and numbers are compared.
    private static func plain(_ text: String) -> String {
        String(text.uppercased().filter { $0.isLetter || $0.isNumber })
    }
}
