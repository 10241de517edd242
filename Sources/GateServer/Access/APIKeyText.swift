import GateDomain

/// `bg_live_<id>_<secret>`: the id finds the row, the secret is random and compared by its keyed hash.
public struct APIKeyText: Sendable {
    public let id: String
    public let secret: String

    public init() {
        id = Hexadecimal.text(Secrets.randomBytes(6))
        secret = Secrets.base62(43)
    }

    init?(_ text: some StringProtocol) {
        let parts = text.split(separator: "_", omittingEmptySubsequences: false)
        guard parts.count == 4, parts[0] == "bg", parts[1] == "live", parts[2].utf8.count == 12,
            parts[3].utf8.count == 43, parts[2].utf8.allSatisfy(Self.isWord), parts[3].utf8.allSatisfy(Self.isWord)
        else { return nil }
        id = String(parts[2])
        secret = String(parts[3])
    }

    public var text: String { "bg_live_\(id)_\(secret)" }
    public func hash(_ secrets: Secrets) -> String { secrets.code("key", "\(id):\(secret)") }

    private static func isWord(_ byte: UInt8) -> Bool {
        (48...57).contains(byte) || (65...90).contains(byte) || (97...122).contains(byte)
    }
}
