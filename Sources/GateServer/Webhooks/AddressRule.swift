import Foundation
import GateDomain

/// Which addresses webhooks may reach: the public ones, and those that the site names.
struct AddressRule: Sendable {
    /// `127.0.0.1:9000`, `10.1.2.3`, `hooks.example:9000`.
    let allowList: Set<String>

    /// - Parameters:
    ///   - address: of the socket that is about to be connected.
    ///   - host: as the URL has it.
    func allows(_ address: UnsafePointer<sockaddr>, host: String, port: Int) -> Bool {
        let bytes = Self.bytes(address)
        let numeric = Self.numeric(bytes)
        if !allowList.isDisjoint(with: [numeric, "\(numeric):\(port)", host, "\(host):\(port)"]) { return true }
        return Self.isPublic(bytes)
    }

    /// Four or sixteen bytes; none for another family.
    static func bytes(_ address: UnsafePointer<sockaddr>) -> [UInt8] {
        switch Int32(address.pointee.sa_family) {
        case AF_INET:
            address.withMemoryRebound(to: sockaddr_in.self, capacity: 1) {
                withUnsafeBytes(of: $0.pointee.sin_addr) { Array($0) }
            }
        case AF_INET6:
            address.withMemoryRebound(to: sockaddr_in6.self, capacity: 1) {
                withUnsafeBytes(of: $0.pointee.sin6_addr) { Array($0) }
            }
        default: []
        }
    }

    static func numeric(_ bytes: [UInt8]) -> String {
        var text = [CChar](repeating: 0, count: 64)
        guard inet_ntop(bytes.count == 4 ? AF_INET : AF_INET6, bytes, &text, 64) != nil else { return "" }
        return String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// Globally reachable unicast (IANA's special-purpose registries).
    static func isPublic(_ bytes: [UInt8]) -> Bool {
        if bytes.count == 4 {
            let (a, b, c) = (bytes[0], bytes[1], bytes[2])
            switch a {
            case 0, 10, 127, 224...255: return false
            case 100: return !(64...127).contains(b)
            case 169: return b != 254
            case 172: return !(16...31).contains(b)
            case 192: return !(b == 168 || b == 0 && (c == 0 || c == 2) || b == 88 && c == 99)
            case 198: return !(b == 18 || b == 19 || b == 51 && c == 100)
            case 203: return !(b == 0 && c == 113)
            default: return true
            }
        }
        guard bytes.count == 16 else { return false }
        // Addresses that carry an IPv4 address are as good as that one: mapped, NAT64, 6to4.
        if bytes.prefix(10).allSatisfy({ $0 == 0 }), bytes[10] == 0xFF, bytes[11] == 0xFF {
            return isPublic(Array(bytes[12...]))
        }
        if Array(bytes.prefix(12)) == [0, 0x64, 0xFF, 0x9B, 0, 0, 0, 0, 0, 0, 0, 0] {
            return isPublic(Array(bytes[12...]))
        }
        if bytes[0] == 0x20, bytes[1] == 0x02 { return isPublic(Array(bytes[2..<6])) }
        // Global unicast is 2000::/3; of it documentation and Teredo are not.
        guard bytes[0] & 0xE0 == 0x20 else { return false }
        return !(bytes[0] == 0x20 && bytes[1] == 0x01 && (bytes[2] == 0x0D && bytes[3] == 0xB8 || bytes[2] < 0x02))
    }
}
