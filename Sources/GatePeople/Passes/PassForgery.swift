import GateDomain

/// Makes passes that nobody issued, in every way that is known: what the benchmark and the tests offer to a gate.
public struct PassForgery: Sendable {
    public enum Kind: String, CaseIterable, Sendable {
        /// One to four bits of a valid one turned.
        case bits
        /// A byte of a valid one replaced, a piece of it left out, doubled, or cut off.
        case bytes, missing, doubled, truncated
        /// A character of its text replaced.
        case text
        /// Signed by a key that nobody trusts, under its own name or under that of a trusted one.
        case otherKey, borrowedKey
        /// Says that it is of another algorithm, with or without a signature that would hold.
        case otherAlgorithm
        /// Signed as a release, not as a pass.
        case release
        /// Claims changed under the signature of the unchanged ones; the signature of another pass.
        case claims, otherSignature
        /// A valid one as the payload of one that is not.
        case nested
        /// Valid once: shown too late, too early, too often, or by another vehicle.
        case late, early, replayed, otherVehicle
    }

    private let key: SigningKey
    private let stranger: SigningKey
    private let pass: Pass
    private let valid: [UInt8]
    private let other: SignedEnvelope

    /// - Parameter pass: a valid one, for a plate and once at most; signed by `key`, which the gate trusts.
    public init(_ pass: Pass, key: SigningKey) {
        (self.pass, self.key) = (pass, key)
        stranger = SigningKey(issuer: pass.issuer)
        valid = SignedEnvelope(payload: pass.claims.encoded, key: key, purpose: .pass).bytes
        var second = pass
        second.id = pass.id.reversed()
        other = SignedEnvelope(payload: second.claims.encoded, key: key, purpose: .pass)
    }

    /// A forged text, and the circumstances in which it is shown.
    public func make(
        _ kind: Kind, for honest: PassVerifier.Circumstances,
        using random: inout some RandomNumberGenerator
    ) -> (text: String, circumstances: PassVerifier.Circumstances) {
        var shown = honest
        var bytes = valid
        func place() -> Int { Int.random(in: bytes.indices, using: &random) }
        var text: String?
        switch kind {
        case .bits:
            for bit in Set(
                (0...Int.random(in: 0..<4, using: &random)).map { _ in
                    place() * 8 + Int.random(in: 0..<8, using: &random)
                })
            {
                bytes[bit / 8] ^= 1 << (bit % 8)
            }
        case .bytes: bytes[place()] &+= UInt8.random(in: 1...255, using: &random)
        case .missing:
            let start = place()
            bytes.removeSubrange(start..<min(bytes.count, start + Int.random(in: 1...40, using: &random)))
        case .doubled:
            let start = place()
            bytes.insert(
                contentsOf: bytes[start..<min(bytes.count, start + Int.random(in: 1...40, using: &random))],
                at: start)
        case .truncated: bytes = Array(bytes.prefix(place()))
        case .text:
            var characters = Array(pass.signed(by: key).utf8)
            let alphabet = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:".utf8)
            let index = Int.random(in: characters.indices, using: &random)
            characters[index] =
                alphabet.filter { $0 != characters[index] }.randomElement(using: &random) ?? 0
            text = String(decoding: characters, as: UTF8.self)
        case .otherKey: text = changed(&random).signed(by: stranger)
        case .borrowedKey:
            bytes = envelope(changed(&random), signedBy: stranger, named: key.publicKey.id)
        case .otherAlgorithm:
            let number = [-7, -35, -37, -257, 5, 0, 1, -6, -9, -19].randomElement(using: &random) ?? 0
            bytes = envelope(pass, signedBy: key, named: key.publicKey.id, algorithm: Int64(number))
        case .release:
            bytes =
                SignedEnvelope(payload: changed(&random).claims.encoded, key: key, purpose: .release).bytes
        case .claims: bytes = reassembled(payload: changed(&random).claims.encoded)
        case .otherSignature: bytes = reassembled(signature: other.signature)
        case .nested:
            let depth = Int.random(in: 1...3, using: &random)
            for _ in 0..<depth {
                bytes =
                    SignedEnvelope(
                        payload: bytes, key: Bool.random(using: &random) ? key : stranger, purpose: .pass
                    ).bytes
            }
        case .late:
            shown.at = pass.expires.advanced(bySeconds: Double.random(in: 0...1e8, using: &random))
        case .early:
            shown.at = pass.notBefore.advanced(
                bySeconds: -PassVerifier.leeway - Double.random(in: 0.001...1e8, using: &random))
        case .replayed: shown.used = (pass.uses ?? 1) + Int.random(in: 0...1000, using: &random)
        case .otherVehicle:
            shown.plate =
                String(Int.random(in: 10...99, using: &random)) + "X"
                + String(Int.random(in: 10000...99999, using: &random))
        }
        return (text ?? Pass.prefix + Base45.encode(bytes), shown)
    }

    /// What a forger would like the pass to say.
    private func changed(_ random: inout some RandomNumberGenerator) -> Pass {
        var pass = pass
        switch Int.random(in: 0..<5, using: &random) {
        case 0:
            pass.expires = pass.expires.advanced(
                bySeconds: Double(Int.random(in: 1...10_000_000, using: &random)))
        case 1: pass.uses = Int.random(in: 2...1_000_000, using: &random)
        case 2: pass.plate = nil
        case 3: pass.driver = nil
        default: pass.statusIndex = nil
        }
        pass.reference = String(UInt32.random(in: .min ... .max, using: &random))
        return pass
    }

    private func reassembled(payload: [UInt8]? = nil, signature: [UInt8]? = nil) -> [UInt8] {
        guard case .tagged(let tag, .array(var parts))? = try? CBOR.decode(valid), parts.count == 4
        else { return [] }
        if let payload { parts[2] = .bytes(payload) }
        if let signature { parts[3] = .bytes(signature) }
        return CBOR.tagged(tag, .array(parts)).encoded
    }

    private func envelope(
        _ pass: Pass, signedBy key: SigningKey, named name: [UInt8], algorithm: Int64 = -8
    ) -> [UInt8] {
        let header = CBOR.map([
            .init(key: .integer(1), value: .integer(algorithm)),
            .init(key: .integer(4), value: .bytes(name)),
        ]).encoded
        let payload = pass.claims.encoded
        let signed = CBOR.array([.text("Signature1"), .bytes(header), .bytes([]), .bytes(payload)])
            .encoded
        let parts: [CBOR] = [.bytes(header), .map([]), .bytes(payload), .bytes(key.sign(signed))]
        return CBOR.tagged(18, .array(parts)).encoded
    }
}
