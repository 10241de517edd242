import GateDomain

/// Where a camera's pictures come from. The address may hold a password: it prints as scheme, host and port, or as a file's path.
public struct CameraAddress: Sendable, Hashable, CustomStringConvertible {
    /// What the source opens; never to be printed.
    public let location: String
    /// Scheme, host and port, or the path of a recording.
    public let description: String
    public let isFile: Bool

    public static let schemes = ["rtsp", "rtsps", "http", "https"]

    /// What is wrong with an address, without any part of it that may be secret.
    public struct Problem: Error, Sendable {
        public var text: String
    }

    /// - Parameters:
    ///   - text: `scheme://[user[:password]@]host[:port][/path][?query]`, or a file's path without a scheme.
    ///   - password: put beside the user that `text` names; nil when it has its own or none.
    public init(_ text: String, password: String? = nil) throws(Problem) {
        guard !text.isEmpty else {
            throw Problem(text: "the address is empty; rtsp://…, http://… or a file belongs here")
        }
        guard !text.unicodeScalars.contains(where: { $0.value <= 0x20 || $0.value == 0x7F }) else {
            throw Problem(text: "the address has a space or a control character in it; write it as %20 or remove it")
        }
        guard let colon = text.firstIndex(of: ":"), text[..<colon].allSatisfy(Self.isSchemeCharacter) else {
            // A mistyped address must not pass for a file and be printed as one.
            guard password == nil, !text.contains(where: { $0 == "@" || $0 == ":" }) else {
                throw Problem(
                    text: "no scheme such as rtsp:// begins the address, and a file's name has no : or @ in it")
            }
            location = text
            description = text
            isFile = true
            return
        }
        let scheme = text[..<colon].lowercased()
        let known = Self.schemes.joined(separator: ", ")
        guard Self.schemes.contains(scheme) else {
            throw Problem(
                text: "the address begins with no scheme that a camera has: \(known); a file's name has no colon")
        }
        let rest = text[colon...]
        guard rest.hasPrefix("://") else { throw Problem(text: "two slashes belong after \"\(scheme):\"") }
        let body = rest.dropFirst(3)
        let authority = body.prefix { $0 != "/" && $0 != "?" && $0 != "#" }
        let tail = body[authority.endIndex...]
        let parts = Self.split(authority)
        // An @ further on may end a password with a slash in it, the part of which before the slash would pass for a host.
        guard let hostPort = Self.port(parts.host), !tail.contains("@") else {
            throw Problem(
                text:
                    "host and port cannot be told apart; / ? # in a password must be written %2F %3F %23, and @ in a path %40"
            )
        }
        var userInfo = parts.user
        if let password {
            guard let user = parts.user, !user.isEmpty else {
                throw Problem(text: "the password has no user; write \(scheme)://USER@HOST/…")
            }
            guard !user.contains(":") else {
                throw Problem(text: "a password is given twice: in the address and beside it")
            }
            userInfo = user + ":" + Self.encoded(password)
        }
        location = "\(scheme)://" + (userInfo.map { $0 + "@" } ?? "") + parts.host + tail
        description = "\(scheme)://\(hostPort.host)" + (hostPort.port.map { ":\($0)" } ?? "")
        isFile = false
    }

    private static func isSchemeCharacter(_ character: Character) -> Bool {
        character.isASCII && (character.isLetter || character.isNumber || "+-.".contains(character))
    }

    private static func split(_ authority: Substring) -> (user: String?, host: String) {
        guard let at = authority.lastIndex(of: "@") else { return (nil, String(authority)) }
        return (String(authority[..<at]), String(authority[authority.index(after: at)...]))
    }

    /// Host and port of `host[:port]` or `[address]:port`; nil when it is neither.
    private static func port(_ text: String) -> (host: String, port: Int?)? {
        var host = text[...]
        var port: Int?
        let afterAddress = text.hasPrefix("[") ? text.firstIndex(of: "]") : text.startIndex
        guard let afterAddress else { return nil }
        if let colon = text[afterAddress...].lastIndex(of: ":") {
            guard let number = Int(text[text.index(after: colon)...]), (1...65_535).contains(number) else { return nil }
            port = number
            host = text[..<colon]
        }
        let isAddress = host.hasPrefix("[") && host.hasSuffix("]")
        let inner = isAddress ? host.dropFirst().dropLast() : host
        let allowed: (Character) -> Bool = { character in
            character.isASCII
                && (character.isLetter || character.isNumber || "-._".contains(character)
                    || isAddress && ":%".contains(character))
        }
        guard !inner.isEmpty, inner.allSatisfy(allowed) else { return nil }
        return (String(host), port)
    }

    /// Everything but unreserved characters as %XX.
    private static func encoded(_ text: String) -> String {
        text.utf8.reduce(into: "") { encoded, byte in
            let character = Character(UnicodeScalar(byte))
            if byte < 0x80, character.isLetter || character.isNumber || "-._~".contains(character) {
                encoded.append(character)
            } else {
                let digits = String(byte, radix: 16, uppercase: true)
                encoded += "%" + (digits.count == 1 ? "0" : "") + digits
            }
        }
    }
}
