/// An answer that says what went wrong (RFC 9457). Thrown by handlers; knows its response.
public struct Problem: Error, Sendable {
    /// One place that must be mended.
    public struct Detail: Sendable, Hashable {
        /// `segment 4, element 2`, `line 3`, `version`.
        public var position: String
        public var message: String
        public init(position: String, message: String) {
            self.position = position
            self.message = message
        }
    }
    public var status: Int
    /// Does not change: `notFound`, `quotaExceeded`.
    public var code: String
    /// What happened and what to do, for a person.
    public var detail: String
    public var errors: [Detail]
    public var headers: HeaderFields

    public init(
        _ status: Int, _ code: String, _ detail: String, errors: [Detail] = [], headers: HeaderFields = HeaderFields()
    ) {
        self.status = status
        self.code = code
        self.detail = detail
        self.errors = errors
        self.headers = headers
    }

    public static let notFound = Problem(404, "notFound", "There is nothing here, or nothing that you may see.")
    public static let unauthorized = Problem(
        401, "unauthorized", "Send a live key as 'Authorization: Bearer KEY'.",
        headers: HeaderFields([(name: "www-authenticate", value: "Bearer")]))
    public static let forbidden = Problem(403, "forbidden", "You may not do this.")
    public static let internalError = Problem(
        500, "internalError", "The gate could not answer. Try again; tell the operator the request id if it stays.")

    public static func badRequest(_ detail: String) -> Problem { Problem(400, "badRequest", detail) }

    public static func tooMany(_ detail: String, retryAfter seconds: Int) -> Problem {
        Problem(
            429, "tooManyRequests", detail,
            headers: HeaderFields([(name: "retry-after", value: String(max(1, seconds)))]))
    }

    static func title(_ status: Int) -> String {
        switch status {
        case 400: "Bad request"
        case 401: "Not signed in"
        case 403: "Forbidden"
        case 404: "Not found"
        case 405: "Method not allowed"
        case 409: "Conflict"
        case 413: "Too large"
        case 415: "Media type not taken"
        case 422: "Not understood"
        case 429: "Too many requests"
        case 503: "Not ready"
        default: "The gate failed"
        }
    }

    /// `application/problem+json`.
    public func response(requestID: String) -> HTTPResponse {
        var json = JSONText()
        json.object { json in
            json.field("type", "urn:bordergate:problem:\(code)")
            json.field("title", Self.title(status))
            json.field("status", status)
            json.field("code", code)
            json.field("detail", detail)
            json.field("requestId", requestID)
            if !errors.isEmpty {
                json.array("errors", errors) { json, error in
                    json.object {
                        $0.field("position", error.position)
                        $0.field("message", error.message)
                    }
                }
            }
        }
        var response = HTTPResponse(status: status, type: "application/problem+json", json.text)
        for (name, value) in headers.fields { response.headers.add(name, value) }
        return response
    }
}
