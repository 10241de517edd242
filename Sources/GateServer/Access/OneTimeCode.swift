import COath
import Foundation
import GateDomain

/// Codes of an authenticator (RFC 6238: SHA-1, six digits, thirty seconds).
public enum OneTimeCode {
    /// The time step of a right code, one step early or late allowed; nil for a wrong one.
    static func step(of code: String, secret: [UInt8], at now: Int64) -> Int64? {
        guard code.utf8.count == 6, code.utf8.allSatisfy({ (48...57).contains($0) }) else { return nil }
        return [0, -1, 1].map { now / 30 + $0 }.first { Secrets.equal(self.code(secret: secret, step: $0), code) }
    }

    /// The code of a time step.
    public static func code(secret: [UInt8], step: Int64) -> String {
        var out = [CChar](repeating: 0, count: 7)
        let result = secret.withUnsafeBytes {
            oath_totp_generate2(
                $0.baseAddress?.assumingMemoryBound(to: CChar.self), secret.count, time_t(step * 30), 30, 0, 6, 0, &out)
        }
        return result == Int32(OATH_OK.rawValue)
            ? String(decoding: out.prefix(6).map { UInt8(bitPattern: $0) }, as: UTF8.self) : ""
    }

    /// What an authenticator reads; the secret in base 32.
    public static func address(secret: [UInt8], account: String) -> String {
        let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567")
        var text = ""
        var buffer = 0
        var bits = 0
        for byte in secret {
            buffer = (buffer << 8 | Int(byte)) & 0xFFFF
            bits += 8
            while bits >= 5 {
                text.append(alphabet[buffer >> (bits - 5) & 31])
                bits -= 5
            }
        }
        if bits > 0 { text.append(alphabet[buffer << (5 - bits) & 31]) }
        let name = account.addingPercentEncoding(withAllowedCharacters: .alphanumerics) ?? ""
        return "otpauth://totp/bordergate:\(name)?secret=\(text)&issuer=bordergate"
    }
}
