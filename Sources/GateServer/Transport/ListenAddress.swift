import Foundation
import GateDomain

/// `127.0.0.1:8443`, `[::1]:8443`, `0.0.0.0:443`; port 0 takes a free one.
public struct ListenAddress: Sendable, Hashable, CustomStringConvertible {
    public let host: String
    public let port: UInt16

    /// - Throws: `ServerError` for anything but a numeric address and a port.
    public init(_ text: String) throws(ServerError) {
        let fault = ServerError("\"\(text)\" is no address to listen on: such as 127.0.0.1:8443 or [::1]:8443")
        guard let colon = text.lastIndex(of: ":"), let port = UInt16(text[text.index(after: colon)...]) else {
            throw fault
        }
        var host = String(text[..<colon])
        if host.hasPrefix("["), host.hasSuffix("]") { host = String(host.dropFirst().dropLast()) }
        self.host = host == "localhost" ? "127.0.0.1" : host
        self.port = port
        guard storage != nil else { throw fault }
    }

    public var isLoopback: Bool { host.hasPrefix("127.") || host == "::1" }
    public var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }

    var storage: sockaddr_storage? {
        var storage = sockaddr_storage()
        var four = sockaddr_in()
        four.sin_family = sa_family_t(AF_INET)
        four.sin_port = port.bigEndian
        if inet_pton(AF_INET, host, &four.sin_addr) == 1 {
            withUnsafeMutableBytes(of: &storage) { $0.copyBytes(from: withUnsafeBytes(of: four) { Array($0) }) }
            return storage
        }
        var six = sockaddr_in6()
        six.sin6_family = sa_family_t(AF_INET6)
        six.sin6_port = port.bigEndian
        guard inet_pton(AF_INET6, host, &six.sin6_addr) == 1 else { return nil }
        withUnsafeMutableBytes(of: &storage) { $0.copyBytes(from: withUnsafeBytes(of: six) { Array($0) }) }
        return storage
    }
}
