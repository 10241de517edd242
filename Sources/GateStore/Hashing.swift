import CSodium
import GateDomain

/// SHA-256 and keyed draws, by libsodium.
public enum Hashing {
    /// Lower-case hexadecimal SHA-256.
    public static func sha256Hex(_ bytes: [UInt8]) -> String {
        var digest = [UInt8](repeating: 0, count: 32)
        crypto_hash_sha256(&digest, bytes, UInt64(bytes.count))
        return Hexadecimal.text(digest)
    }

    /// A number in 0..<1 that only the key's holder can foresee: HMAC-SHA-256 of the text. Used by random selection (R45).
    public static func keyedDraw(key: [UInt8], text: String) -> Double {
        var state = crypto_auth_hmacsha256_state()
        var code = [UInt8](repeating: 0, count: 32)
        let message = Array(text.utf8)
        crypto_auth_hmacsha256_init(&state, key, key.count)
        crypto_auth_hmacsha256_update(&state, message, UInt64(message.count))
        crypto_auth_hmacsha256_final(&state, &code)
        let top = code.prefix(8).reduce(UInt64(0)) { $0 << 8 | UInt64($1) }
        return Double(top >> 11) / Double(1 << 53)
    }
}
