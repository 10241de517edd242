import CSodium
import Foundation
import GateDomain

/// The server's own secret (a pepper): cursors, tokens and stored secrets of a database can't be forged or read without it.
public struct Secrets: Sendable {
    private let key: [UInt8]

    /// - Parameter key: 32 bytes.
    init(key: [UInt8]) { self.key = key }

    /// For tests and for a store that is thrown away.
    public static func random() -> Secrets { Secrets(key: Self.randomBytes(32)) }

    /// Reads the file, or makes it, readable by its owner alone.
    /// - Throws: `ServerError` when it is there and is not such a secret.
    public init(file: String) throws {
        if let data = FileManager.default.contents(atPath: file) {
            guard data.count == 32 else {
                throw ServerError("\(file): not the server's secret (32 bytes); restore it from the backup")
            }
            key = [UInt8](data)
            return
        }
        let fresh = Self.randomBytes(32)
        guard
            FileManager.default.createFile(
                atPath: file, contents: Data(fresh), attributes: [.posixPermissions: 0o600])
        else { throw ServerError("\(file): cannot be written; check the folder's permissions") }
        key = fresh
    }

    public static func randomBytes(_ count: Int) -> [UInt8] {
        _ = sodium_init()
        var bytes = [UInt8](repeating: 0, count: count)
        randombytes_buf(&bytes, count)
        return bytes
    }

    /// Lower-case hexadecimal of a keyed BLAKE2b of the text, `bytes` long; `purpose` keeps uses apart.
    public func code(_ purpose: String, _ text: String, bytes count: Int = 32) -> String {
        Hexadecimal.text(code(purpose, Array(text.utf8), count))
    }

    private func code(_ purpose: String, _ message: [UInt8], _ count: Int) -> [UInt8] {
        var out = [UInt8](repeating: 0, count: max(16, count))
        let whole = Array("\(purpose.utf8.count):\(purpose)".utf8) + message
        crypto_generichash(&out, out.count, whole, UInt64(whole.count), key, key.count)
        return Array(out.prefix(count))
    }

    /// In constant time.
    public static func equal(_ a: String, _ b: String) -> Bool {
        let (a, b) = (Array(a.utf8), Array(b.utf8))
        return a.count == b.count && sodium_memcmp(a, b, a.count) == 0
    }

    /// Encrypted and authenticated (XSalsa20-Poly1305), for secrets that must be used again.
    public func seal(_ plain: [UInt8]) -> [UInt8] {
        let nonce = Self.randomBytes(24)
        var box = [UInt8](repeating: 0, count: plain.count + 16)
        crypto_secretbox_easy(&box, plain, UInt64(plain.count), nonce, code("seal", [], 32))
        return nonce + box
    }

    /// nil when it was sealed under another secret, or changed.
    public func open(_ sealed: [UInt8]) -> [UInt8]? {
        guard sealed.count >= 40 else { return nil }
        let box = Array(sealed.dropFirst(24))
        var plain = [UInt8](repeating: 0, count: box.count - 16)
        let result = crypto_secretbox_open_easy(
            &plain, box, UInt64(box.count), Array(sealed.prefix(24)), code("seal", [], 32))
        return result == 0 ? plain : nil
    }

    /// Lower-case hexadecimal BLAKE2b without a key, 32 bytes.
    public static func hash(_ bytes: [UInt8]) -> String {
        var out = [UInt8](repeating: 0, count: 32)
        crypto_generichash(&out, out.count, bytes, UInt64(bytes.count), nil, 0)
        return Hexadecimal.text(out)
    }

    /// HMAC-SHA-256, as Standard Webhooks signs.
    static func hmac(key: [UInt8], _ message: [UInt8]) -> [UInt8] {
        var state = crypto_auth_hmacsha256_state()
        var out = [UInt8](repeating: 0, count: 32)
        crypto_auth_hmacsha256_init(&state, key, key.count)
        crypto_auth_hmacsha256_update(&state, message, UInt64(message.count))
        crypto_auth_hmacsha256_final(&state, &out)
        return out
    }

    /// Letters and digits only, from random bytes, without a bias.
    public static func base62(_ count: Int) -> String {
        let digits = Array("0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".utf8)
        _ = sodium_init()
        return String(decoding: (0..<count).map { _ in digits[Int(randombytes_uniform(62))] }, as: UTF8.self)
    }
}

/// What stops a server from starting or a command from working: what, where, what to do.
public struct ServerError: Error, Sendable, CustomStringConvertible {
    public var description: String
    public init(_ description: String) { self.description = description }
}
