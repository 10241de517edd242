/// A whole request: head checked, body read.
public struct HTTPRequest: Sendable {
    /// As sent; may be none that a route has.
    public var method: String
    /// As sent, for the log and for signing in with a way back.
    public var target: String
    public var headers: HeaderFields
    public var body: [UInt8]
    /// The peer's numeric address, or the one that a proxy on loopback names.
    public var peer: String
    /// Named by errors and by the access log.
    public var id: String

    public init(
        method: String, target: String, headers: HeaderFields = HeaderFields(), body: [UInt8] = [],
        peer: String = "127.0.0.1", id: String = "test"
    ) {
        self.method = method
        self.target = target
        self.headers = headers
        self.body = body
        self.peer = peer
        self.id = id
    }

    /// `type/subtype` of the body, in lower case; nil without one.
    public var mediaType: String? { headers["content-type"].map(Self.mediaType) }

    static func mediaType(_ value: String) -> String {
        let type = value.prefix { $0 != ";" }
        return String(type.filter { $0 != " " && $0 != "\t" }).lowercased()
    }

    /// The value of a cookie; nil when it was not sent, or twice.
    public func cookie(_ name: String) -> String? {
        let values = headers.all("cookie").flatMap { $0.split(separator: ";") }
            .map { $0.drop(while: { $0 == " " }) }
            .filter { $0.hasPrefix(name + "=") }
        guard values.count == 1 else { return nil }
        return values.first.map { String($0.dropFirst(name.count + 1)) }
    }

    /// Whether the client takes this type rather than none (`text/event-stream`, `text/html`).
    public func prefers(_ type: String) -> Bool {
        headers.all("accept").contains {
            $0.lowercased().split(separator: ",").contains { Self.mediaType(String($0)) == type }
        }
    }
}
