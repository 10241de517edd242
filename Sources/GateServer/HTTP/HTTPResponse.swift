/// An answer: a body of known length, or a stream of events.
public struct HTTPResponse: Sendable {
    public enum Body: Sendable {
        case bytes([UInt8])
        case events(EventSubscription)
    }
    public var status: Int
    public var headers: HeaderFields
    public var body: Body

    public init(status: Int = 200, headers: HeaderFields = HeaderFields(), body: Body = .bytes([])) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    public init(status: Int = 200, type: String, _ text: String) {
        self.init(status: status, type: type, bytes: Array(text.utf8))
    }

    public init(status: Int = 200, type: String, bytes: [UInt8]) {
        self.status = status
        headers = HeaderFields([(name: "content-type", value: type)])
        body = .bytes(bytes)
    }

    public static func json(_ text: String, status: Int = 200) -> HTTPResponse {
        HTTPResponse(status: status, type: "application/json", text)
    }

    /// To another page, by GET.
    public static func seeOther(_ location: String) -> HTTPResponse {
        var response = HTTPResponse(status: 303)
        response.headers.add("location", location)
        return response
    }

    public static func events(_ subscription: EventSubscription) -> HTTPResponse {
        var response = HTTPResponse(body: .events(subscription))
        response.headers.add("content-type", "text/event-stream")
        response.headers.add("cache-control", "no-store")
        // A stream that ends must be seen to end.
        response.headers.add("connection", "close")
        // nginx would collect events in its buffer.
        response.headers.add("x-accel-buffering", "no")
        return response
    }

    public func with(_ name: String, _ value: String) -> HTTPResponse {
        var response = self
        response.headers.set(name, value)
        return response
    }

    public var bytes: [UInt8] {
        if case .bytes(let bytes) = body { bytes } else { [] }
    }

    public var text: String { String(decoding: bytes, as: UTF8.self) }
}
