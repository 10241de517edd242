import GateDomain

/// A request that found its route and may use it.
public struct Call: Sendable {
    public let request: HTTPRequest
    public let principal: Principal
    public let language: Language
    /// To be sent back by forms of this session.
    public let csrfToken: String
    let parameters: [String: String]
    let query: [(name: String, value: String)]

    /// A place of the route's pattern.
    public subscript(parameter name: String) -> String { parameters[name] ?? "" }

    /// A query parameter; nil when it is absent.
    /// - Throws: 400 when it is there twice.
    public func query(_ name: String) throws(Problem) -> String? {
        let values = query.filter { $0.name == name }
        guard values.count <= 1 else { throw .badRequest("\(name) is given twice.") }
        return values.first?.value
    }

    /// A whole number of the query.
    public func number(_ name: String, default fallback: Int, in range: ClosedRange<Int>) throws(Problem) -> Int {
        guard let text = try query(name) else { return fallback }
        guard let number = Int(text), range.contains(number), text.utf8.allSatisfy({ (48...57).contains($0) }) else {
            throw .badRequest("\(name): a whole number from \(range.lowerBound) to \(range.upperBound) is expected.")
        }
        return number
    }

    /// Refuses query parameters that the route does not know: a misspelt filter must not show everything.
    public func allowQuery(_ known: Set<String>) throws(Problem) {
        for (name, _) in query where !known.contains(name) {
            throw .badRequest(
                "There is no parameter \"\(name.prefix(40))\"; known are \(known.sorted().joined(separator: ", ")).")
        }
    }

    /// The fields of a form of either kind; a file's content is its field's text.
    public func fields() throws(Problem) -> [String: String] {
        guard request.mediaType == "multipart/form-data" else { return try form() }
        guard let fields = MultipartForm.fields(request.body, contentType: request.headers["content-type"] ?? "") else {
            throw .badRequest("The form cannot be read; files are taken as UTF-8 text.")
        }
        return fields
    }

    /// The fields of a form; the first of each name.
    public func form() throws(Problem) -> [String: String] {
        guard request.mediaType == "application/x-www-form-urlencoded" else {
            throw Problem(415, "mediaType", "A form is expected (application/x-www-form-urlencoded).")
        }
        guard let fields = RequestTarget.form(request.body) else { throw .badRequest("The form cannot be read.") }
        return Dictionary(fields.map { ($0.name, $0.value) }, uniquingKeysWith: { first, _ in first })
    }
}
