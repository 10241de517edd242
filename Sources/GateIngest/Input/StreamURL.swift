import Foundation
import GateDomain

/// A camera's address taken apart. It prints as scheme, host and port: whatever else is in it may be a password.
struct StreamURL: CustomStringConvertible {
    let scheme: String
    /// As written, percent-encoded; nil when there is none.
    let user: String?
    let password: String?
    /// An IPv6 address keeps its brackets.
    let host: String
    let port: Int?
    /// Path and query.
    let target: String

    static let schemes: Set<String> = ["rtsp", "rtsps", "http", "https"]

    /// Nil for anything that is not clearly `scheme://[user[:password]@]host[:port][/path][?query]`.
    init?(_ text: String) {
        guard text.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F }), let mark = text.range(of: "://") else { return nil }
        scheme = text[..<mark.lowerBound].lowercased()
        guard Self.schemes.contains(scheme) else { return nil }
        let rest = text[mark.upperBound...]
        let authority = rest.prefix { !"/?#".contains($0) }
        target = String(rest[authority.endIndex...])
        // An @ further on may end a password with a slash in it, the part of which before the slash would pass for a host.
        guard !target.contains("@") else { return nil }
        var place = authority
        if let at = authority.lastIndex(of: "@") {
            let parts = authority[..<at].split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
            (user, password) = (String(parts[0]), parts.count > 1 ? String(parts[1]) : nil)
            place = authority[authority.index(after: at)...]
        } else {
            (user, password) = (nil, nil)
        }
        guard let (host, port) = Self.split(place) else { return nil }
        (self.host, self.port) = (host, port)
    }

    private static func split(_ place: Substring) -> (host: String, port: Int?)? {
        var name = place
        var port: Int?
        let end = place.first == "[" ? place.firstIndex(of: "]") : place.startIndex
        guard let end else { return nil }
        if let colon = place[end...].lastIndex(of: ":") {
            let digits = place[place.index(after: colon)...]
            guard digits.utf8.allSatisfy({ (48...57).contains($0) }), let number = Int(digits),
                (1...65_535).contains(number)
            else { return nil }
            (name, port) = (place[..<colon], number)
        }
        let isAddress = name.first == "[" && name.last == "]"
        let inner = isAddress ? name.dropFirst().dropLast() : name
        let isSound = inner.utf8.allSatisfy {
            (48...57).contains($0) || (65...90).contains($0) || (97...122).contains($0) || "-._".utf8.contains($0)
                || (isAddress && ":%".utf8.contains($0))
        }
        return inner.isEmpty || !isSound ? nil : (String(name), port)
    }

    var description: String { "\(scheme)://\(host)" + (port.map { ":\($0)" } ?? "") }

    /// For a client that is told user and password separately.
    var withoutUser: String { description + target }

    /// The port that is used where none is written.
    var effectivePort: Int { port ?? ["rtsp": 554, "rtsps": 322, "http": 80, "https": 443][scheme] ?? 0 }

    /// Whether following a redirection stays at this camera.
    func isSamePlace(as other: StreamURL) -> Bool {
        scheme == other.scheme && host.lowercased() == other.host.lowercased() && effectivePort == other.effectivePort
    }
}

/// A location as messages may show it: a file's path, or scheme, host and port of a camera. Of what is neither, nothing.
func printable(_ location: String, isLive: Bool) -> String {
    guard isLive else { return location }
    return StreamURL(location)?.description ?? "a camera's address"
}
