import CZlib
public import GateDomain

/// An issuer's signed list of revoked passes: one bit each, zlib-compressed (after the draft "Token Status List"), with the time until
/// which it may be relied on: who keeps a gate from the newer one must not bring a pass back to life.
public struct StatusList: Sendable {
    /// Passes of one list.
    public static let most = 1 << 20

    public var issuer: String
    public var issued: Instant
    public var expires: Instant
    /// Bit `index % 8` of byte `index / 8`, lowest first.
    private var bits: [UInt8]

    public init(issuer: String, issued: Instant, expires: Instant) {
        self.issuer = issuer
        self.issued = issued
        self.expires = expires
        bits = []
    }

    public func isRevoked(_ index: Int) -> Bool {
        bits.indices.contains(index / 8) && index >= 0 && bits[index / 8] >> (index % 8) & 1 == 1
    }

    /// Whether the list says anything of this index.
    public func covers(_ index: Int) -> Bool { index >= 0 && index < bits.count * 8 }

    /// Makes room for the passes below `count`.
    public mutating func extend(to count: Int) {
        let bytes = (min(count, Self.most) + 7) / 8
        if bits.count < bytes { bits += [UInt8](repeating: 0, count: bytes - bits.count) }
    }

    public mutating func revoke(_ index: Int) {
        guard (0..<Self.most).contains(index) else { return }
        extend(to: index + 1)
        bits[index / 8] |= 1 << (index % 8)
    }

    /// Reads a signed list.
    /// - Parameter path: names it in errors.
    /// - Throws: `PassError` when it is none, or nobody trusted signed it.
    public init(file bytes: [UInt8], path: String, trusted: TrustedKeys) throws(PassError) {
        guard let envelope = try? SignedEnvelope(bytes), let claims = try? CBOR.decode(envelope.payload),
            let issuer = claims[1]?.text, let expires = Pass.instant(claims[4]), let issued = Pass.instant(claims[6]),
            case .map(let members)? = claims[65533],
            let width = members.first(where: { $0.key == .text("bits") })?.value.integer, width == 1,
            let packed = members.first(where: { $0.key == .text("lst") })?.value.bytes,
            let bits = Self.inflated(packed)
        else { throw PassError("\(path): no status list; 'bordergate pass revoke' writes one") }
        guard let key = trusted.key(envelope.keyID), key.issuer == issuer, !key.isRevoked,
            key.mayHaveSigned(at: issued),
            envelope.isSigned(by: key.key, purpose: .pass)
        else {
            throw PassError("\(path): not signed by a trusted key of \(issuer); get the list from its issuer again")
        }
        self.issuer = issuer
        self.issued = issued
        self.expires = expires
        self.bits = bits
    }

    /// The list as a file, signed.
    public func file(signedBy key: SigningKey) -> [UInt8] {
        let list = CBOR.map([
            .init(key: .text("bits"), value: .integer(1)), .init(key: .text("lst"), value: .bytes(Self.deflated(bits))),
        ])
        let claims = CBOR.map([
            .init(key: .integer(1), value: .text(issuer)),
            .init(key: .integer(4), value: .integer(Pass.seconds(expires))),
            .init(key: .integer(6), value: .integer(Pass.seconds(issued))), .init(key: .integer(65533), value: list),
        ])
        return SignedEnvelope(payload: claims.encoded, key: key, purpose: .pass).bytes
    }

    private static func inflated(_ packed: [UInt8]) -> [UInt8]? {
        var bytes = [UInt8](repeating: 0, count: most / 8)
        var count = uLongf(bytes.count)
        // A list that would not fit is refused by zlib, not unpacked.
        guard uncompress(&bytes, &count, packed, uLong(packed.count)) == Z_OK else { return nil }
        return Array(bytes.prefix(Int(count)))
    }

    private static func deflated(_ bytes: [UInt8]) -> [UInt8] {
        var count = compressBound(uLong(bytes.count))
        var packed = [UInt8](repeating: 0, count: Int(count))
        guard compress2(&packed, &count, bytes, uLong(bytes.count), 9) == Z_OK else { return [] }
        return Array(packed.prefix(Int(count)))
    }
}
