import CSodium
import GateDomain

/// What a pass holds of its driver: a keyed hash of state, document number and birth date, so that the paper tells its finder nothing.
public enum DriverHash {
    /// First 16 bytes of HMAC-SHA-256 under the pass's own id.
    /// - Parameters:
    ///   - state: of the document's issuer, three letters as in the machine-readable zone.
    ///   - birth: `YYMMDD`.
    public static func of(passID: [UInt8], state: String, number: String, birth: String) -> [UInt8] {
        var code = [UInt8](repeating: 0, count: 32)
        var context = crypto_auth_hmacsha256_state()
        let message = Array("\(state)|\(number)|\(birth)".utf8)
        crypto_auth_hmacsha256_init(&context, passID, passID.count)
        crypto_auth_hmacsha256_update(&context, message, UInt64(message.count))
        crypto_auth_hmacsha256_final(&context, &code)
        return Array(code.prefix(16))
    }
}
