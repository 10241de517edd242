import GateDomain

/// One line of the access log. Holds no query, body, cookie or key: they may be secrets.
public struct AccessLine: Sendable {
    public let json: String

    init(
        request: HTTPRequest, clock: ServerClock, response: HTTPResponse? = nil, seconds: Double = 0,
        failure: String? = nil
    ) {
        var json = JSONText()
        json.object { json in
            json.field("time", clock.now)
            json.field("requestId", request.id)
            json.field("peer", request.peer)
            json.field("method", String(request.method.prefix(16)))
            json.field("path", String(request.target.prefix { $0 != "?" }.prefix(200)))
            if let response {
                json.field("status", response.status)
                json.field("bytes", response.bytes.count)
                json.field("milliseconds", (seconds * 1e5).rounded() / 100)
            }
            json.field("failure", failure)
        }
        self.json = json.text
    }
}
