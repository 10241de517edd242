public import GateDomain

/// What a pass says: who may come through which gates, until when, how often. CWT claims (RFC 8392) and our own map -70001.
public struct Pass: Hashable, Sendable {
    public static let prefix = "BGP1:"
    /// Characters of the longest text that is looked at.
    public static let longestText = 1024

    public var issuer: String
    /// It counts before this instant, and not at it.
    public var expires: Instant
    public var notBefore: Instant
    public var issued: Instant?
    /// Eight random bytes that name the pass.
    public var id: [UInt8]
    /// Its place in the issuer's status list; nil for a pass that cannot be revoked.
    public var statusIndex: Int?
    public var plate: String?
    public var trailer: String?
    /// Of the driver's document, see `DriverHash`.
    public var driver: [UInt8]?
    public var reference: String?
    /// Passages that it is good for; nil for any number.
    public var uses: Int?
    /// Gates that it is good for; empty for all of the issuer's.
    public var gates: [String]
    public var container: String?

    public init(
        issuer: String, expires: Instant, notBefore: Instant, issued: Instant? = nil, id: [UInt8],
        statusIndex: Int? = nil,
        plate: String? = nil, trailer: String? = nil, driver: [UInt8]? = nil, reference: String? = nil,
        uses: Int? = nil,
        gates: [String] = [], container: String? = nil
    ) {
        self.issuer = issuer
        self.expires = expires
        self.notBefore = notBefore
        self.issued = issued
        self.id = id
        self.statusIndex = statusIndex
        self.plate = plate
        self.trailer = trailer
        self.driver = driver
        self.reference = reference
        self.uses = uses
        self.gates = gates
        self.container = container
    }

    private static let gateClaims: Int64 = -70001
    private static let status: Int64 = 65535

    /// nil unless every required claim is there, each claim of its type, and every value one that can be.
    init?(claims: CBOR) {
        guard let issuer = claims[1]?.text, !issuer.isEmpty, let expires = Self.instant(claims[4]),
            let notBefore = Self.instant(claims[5]), let id = claims[7]?.bytes, id.count == 8
        else { return nil }
        self.init(issuer: issuer, expires: expires, notBefore: notBefore, id: id)
        if let claim = claims[6] {
            guard let instant = Self.instant(claim) else { return nil }
            issued = instant
        }
        if let claim = claims[Self.status] {
            guard case .map(let members) = claim, members.count == 1, case .text("idx") = members[0].key,
                let index = members[0].value.integer, (0..<StatusList.most).contains(Int(index))
            else { return nil }
            statusIndex = Int(index)
        }
        guard let claim = claims[Self.gateClaims] else { return }
        guard case .map(let members) = claim else { return nil }
        for member in members {
            switch (member.key, member.value) {
            case (.integer(1), .text(let text)): plate = text.isEmpty ? nil : text
            case (.integer(2), .text(let text)): trailer = text.isEmpty ? nil : text
            case (.integer(3), .bytes(let bytes)) where bytes.count == 16: driver = bytes
            case (.integer(4), .text(let text)): reference = text.isEmpty ? nil : text
            case (.integer(5), .integer(let number)) where (1...1_000_000).contains(number): uses = Int(number)
            case (.integer(6), .array(let names)):
                gates = names.compactMap(\.text)
                guard gates.count == names.count else { return nil }
            case (.integer(7), .text(let text)): container = text.isEmpty ? nil : text
            // What it asks of a vehicle and we do not know, we cannot grant.
            default: return nil
            }
        }
    }

    var claims: CBOR {
        var claims: [CBOR.Member] = []
        func add(_ key: Int64, _ value: CBOR?, to members: inout [CBOR.Member]) {
            if let value { members.append(.init(key: .integer(key), value: value)) }
        }
        add(1, .text(issuer), to: &claims)
        add(4, .integer(Self.seconds(expires)), to: &claims)
        add(5, .integer(Self.seconds(notBefore)), to: &claims)
        add(6, issued.map { .integer(Self.seconds($0)) }, to: &claims)
        add(7, .bytes(id), to: &claims)
        add(
            Self.status,
            statusIndex.map { .map([.init(key: .text("idx"), value: .integer(Int64($0)))]) }, to: &claims)
        var own: [CBOR.Member] = []
        add(1, plate.map { .text($0) }, to: &own)
        add(2, trailer.map { .text($0) }, to: &own)
        add(3, driver.map { .bytes($0) }, to: &own)
        add(4, reference.map { .text($0) }, to: &own)
        add(5, uses.map { .integer(Int64($0)) }, to: &own)
        add(6, gates.isEmpty ? nil : .array(gates.map { .text($0) }), to: &own)
        add(7, container.map { .text($0) }, to: &own)
        add(Self.gateClaims, .map(own), to: &claims)
        return .map(claims)
    }

    /// The pass as a text for paper, phone or hand scanner.
    public func signed(by key: SigningKey) -> String {
        Self.prefix + Base45.encode(SignedEnvelope(payload: claims.encoded, key: key, purpose: .pass).bytes)
    }

    /// Seconds from 1970 to the end of year 9999.
    static func instant(_ claim: CBOR?) -> Instant? {
        guard let seconds = claim?.integer, (0...253_402_300_799).contains(seconds) else { return nil }
        return Instant(microseconds: seconds * 1_000_000)
    }

    static func seconds(_ instant: Instant) -> Int64 { instant.microseconds / 1_000_000 }
}
