import CSodium
import Foundation
public import GateDomain

/// An Ed25519 public key.
public struct PublicKey: Hashable, Sendable {
    public let bytes: [UInt8]
    /// First eight bytes of its SHA-256: the `kid` of what it signed.
    public let id: [UInt8]

    /// - Returns: nil unless 32 bytes.
    public init?(_ bytes: [UInt8]) {
        guard bytes.count == Int(crypto_sign_PUBLICKEYBYTES) else { return nil }
        self.bytes = bytes
        var digest = [UInt8](repeating: 0, count: 32)
        crypto_hash_sha256(&digest, bytes, UInt64(bytes.count))
        id = Array(digest.prefix(8))
    }

    /// libsodium refuses S ≥ L and keys of small order.
    func verifies(_ signature: [UInt8], of message: [UInt8]) -> Bool {
        signature.count == 64
            && crypto_sign_verify_detached(signature, message, UInt64(message.count), bytes) == 0
    }
}

/// An issuer's secret key.
public struct SigningKey: Sendable {
    public let issuer: String
    public let publicKey: PublicKey
    private let seed: [UInt8]
    private let secret: [UInt8]

    /// A new key.
    public init(issuer: String) {
        var seed = [UInt8](repeating: 0, count: 32)
        randombytes_buf(&seed, seed.count)
        self.init(issuer: issuer, seed: seed)!
    }

    /// - Returns: nil unless the seed has 32 bytes.
    public init?(issuer: String, seed: [UInt8]) {
        guard seed.count == Int(crypto_sign_SEEDBYTES), sodium_init() >= 0 else { return nil }
        var open = [UInt8](repeating: 0, count: 32)
        var secret = [UInt8](repeating: 0, count: 64)
        crypto_sign_seed_keypair(&open, &secret, seed)
        guard let key = PublicKey(open) else { return nil }
        self.issuer = issuer
        self.seed = seed
        self.secret = secret
        publicKey = key
    }

    func sign(_ message: [UInt8]) -> [UInt8] {
        var signature = [UInt8](repeating: 0, count: 64)
        crypto_sign_detached(&signature, nil, message, UInt64(message.count), secret)
        return signature
    }

    private struct File: Codable {
        var issuer: String
        var kid: String
        var seed: String
    }

    /// Reads what `file` wrote.
    public init(file data: [UInt8], path: String) throws(PassError) {
        guard let file = try? JSONDecoder().decode(File.self, from: Data(data)),
            let seed = Hexadecimal.bytes(file.seed),
            let key = SigningKey(issuer: file.issuer, seed: seed), Hexadecimal.text(key.publicKey.id) == file.kid
        else {
            throw PassError("\(path): no signing key; 'bordergate pass key' makes one")
        }
        self = key
    }

    /// Secret: for a file that its owner alone reads.
    public var file: [UInt8] {
        let file = File(issuer: issuer, kid: Hexadecimal.text(publicKey.id), seed: Hexadecimal.text(seed))
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        return Array((try? encoder.encode(file)) ?? Data())
    }
}

/// Whose signatures count: issuers and their keys, each with the time in which it may sign.
public struct TrustedKeys: Sendable {
    public struct Key: Hashable, Sendable {
        public var issuer: String
        public var key: PublicKey
        /// When it may have signed; nil for no limit.
        public var from: Instant?
        public var until: Instant?
        /// Stolen or withdrawn: nothing that it signed counts, whatever the time in it says.
        public var isRevoked: Bool

        public init(
            issuer: String, key: PublicKey, from: Instant? = nil, until: Instant? = nil, isRevoked: Bool = false
        ) {
            self.issuer = issuer
            self.key = key
            self.from = from
            self.until = until
            self.isRevoked = isRevoked
        }

        func mayHaveSigned(at instant: Instant) -> Bool {
            from.map { $0 <= instant } ?? true && until.map { instant <= $0 } ?? true
        }
    }

    public var keys: [Key]

    public init(_ keys: [Key]) { self.keys = keys }

    func key(_ id: [UInt8]) -> Key? { keys.first { $0.key.id == id } }

    private struct File: Codable {
        struct Entry: Codable {
            var kty: String
            var crv: String
            var kid: String?
            var x: String
            var from: String?
            var until: String?
            var revoked: Bool?
        }
        var issuer: String
        var keys: [Entry]
    }

    /// A JSON file with one issuer `{"issuer","keys":[JWK…]}`, or a list of them. `x` is base64url (RFC 8037) or hexadecimal;
    /// `from`, `until` (RFC 3339) and `revoked` are ours.
    public init(file data: [UInt8], path: String) throws(PassError) {
        let decoder = JSONDecoder()
        let files: [File]
        do {
            files =
                try data.first { $0 > 32 } == UInt8(ascii: "[")
                ? decoder.decode([File].self, from: Data(data)) : [decoder.decode(File.self, from: Data(data))]
        } catch {
            throw PassError(
                "\(path): no list of trusted keys; {\"issuer\": …, \"keys\": [{\"kty\": \"OKP\", …}]} belongs there")
        }
        keys = []
        for file in files {
            for (index, entry) in file.keys.enumerated() {
                let place = "\(path): \(file.issuer): key \(index + 1)"
                guard entry.kty == "OKP", entry.crv == "Ed25519" else {
                    throw PassError("\(place): kty OKP and crv Ed25519 belong there")
                }
                guard let key = (Hexadecimal.bytes(entry.x) ?? Self.base64URL(entry.x)).flatMap(PublicKey.init) else {
                    throw PassError("\(place): x is no key of 32 bytes in base64url or hexadecimal")
                }
                guard entry.kid.map({ $0 == Hexadecimal.text(key.id) }) ?? true else {
                    throw PassError("\(place): kid is not the key's: \(Hexadecimal.text(key.id))")
                }
                guard let from = Self.instant(entry.from), let until = Self.instant(entry.until) else {
                    throw PassError("\(place): from and until are RFC 3339 times such as 2026-12-31T23:59:59Z")
                }
                keys.append(
                    Key(issuer: file.issuer, key: key, from: from, until: until, isRevoked: entry.revoked ?? false))
            }
        }
    }

    /// The keys as a file for others: JWKs by issuer.
    public var file: [UInt8] {
        let files = Dictionary(grouping: keys, by: \.issuer).sorted { $0.key < $1.key }.map { issuer, keys in
            File(
                issuer: issuer,
                keys: keys.map { key in
                    File.Entry(
                        kty: "OKP", crv: "Ed25519", kid: Hexadecimal.text(key.key.id), x: Self.base64URL(key.key.bytes),
                        from: key.from?.rfc3339, until: key.until?.rfc3339, revoked: key.isRevoked ? true : nil)
                })
        }
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        let data = files.count == 1 ? try? encoder.encode(files[0]) : try? encoder.encode(files)
        return Array(data ?? Data())
    }

    /// `.some(nil)` for none.
    private static func instant(_ text: String?) -> Instant?? {
        guard let text else { return .some(nil) }
        return Instant(rfc3339: text).map { .some($0) }
    }

    private static func base64URL(_ bytes: [UInt8]) -> String {
        Data(bytes).base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
    }

    private static func base64URL(_ text: String) -> [UInt8]? {
        let plain = text.replacing("-", with: "+").replacing("_", with: "/")
        let padded = plain + String(repeating: "=", count: (4 - plain.utf8.count % 4) % 4)
        return Data(base64Encoded: padded).map(Array.init)
    }
}

/// What is wrong with a key, a list or a pass that our own side hands in: what, where, what to do.
public struct PassError: Error, Sendable, CustomStringConvertible {
    public var description: String
    public init(_ description: String) { self.description = description }
}
