/// COSE_Sign1 (RFC 9052) as passes, status lists and releases use it: tag 18, algorithm and key in the protected header alone, Ed25519.
struct SignedEnvelope: Sendable {
    enum Problem: Error, Hashable {
        case malformed
        /// Another algorithm than EdDSA.
        case algorithm
    }

    /// Ties a signature to what it is of: a signed release must not pass for a pass.
    enum Purpose: String, Sendable {
        /// Passes and status lists: no external data, so that any COSE library verifies them.
        case pass = ""
        case release = "bordergate-release"
    }

    private static let edDSA: Int64 = -8
    private static let tag: UInt64 = 18

    /// First eight bytes of the SHA-256 of the public key.
    var keyID: [UInt8]
    /// As they came: what was signed is never written anew.
    private var protected: [UInt8]
    private(set) var payload: [UInt8]
    private(set) var signature: [UInt8]

    init(_ bytes: [UInt8]) throws(Problem) {
        let value: CBOR
        let header: CBOR
        do throws(CBOR.Malformed) {
            value = try CBOR.decode(bytes)
            guard case .tagged(Self.tag, .array(let parts)) = value, parts.count == 4, let protected = parts[0].bytes,
                parts[1] == .map([]), let payload = parts[2].bytes, let signature = parts[3].bytes,
                signature.count == 64
            else { throw CBOR.Malformed() }
            (self.protected, self.payload, self.signature) = (protected, payload, signature)
            header = try CBOR.decode(protected)
        } catch { throw .malformed }
        // Anything else in the header, such as "crit", is something that we would have to understand.
        guard case .map(let members) = header, members.count == 2, let algorithm = header[1]?.integer,
            let keyID = header[4]?.bytes, keyID.count == 8
        else { throw .malformed }
        guard algorithm == Self.edDSA else { throw .algorithm }
        self.keyID = keyID
    }

    /// Signs `payload`.
    init(payload: [UInt8], key: SigningKey, purpose: Purpose) {
        keyID = key.publicKey.id
        protected =
            CBOR.map([
                .init(key: .integer(1), value: .integer(Self.edDSA)), .init(key: .integer(4), value: .bytes(keyID)),
            ]).encoded
        self.payload = payload
        signature = []
        signature = key.sign(toBeSigned(purpose))
    }

    var bytes: [UInt8] {
        CBOR.tagged(Self.tag, .array([.bytes(protected), .map([]), .bytes(payload), .bytes(signature)])).encoded
    }

    func isSigned(by key: PublicKey, purpose: Purpose) -> Bool {
        key.verifies(signature, of: toBeSigned(purpose))
    }

    private func toBeSigned(_ purpose: Purpose) -> [UInt8] {
        CBOR.array([
            .text("Signature1"), .bytes(protected), .bytes(Array(purpose.rawValue.utf8)), .bytes(payload),
        ]).encoded
    }
}
