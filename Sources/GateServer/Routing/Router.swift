/// One method of one path, who may use it, and what it does.
public struct Route: Sendable {
    public typealias Handler = @Sendable (Call) async throws -> HTTPResponse
    public let method: HTTPMethod
    public let path: PathPattern
    public let access: Access
    let handler: Handler

    public init(_ method: HTTPMethod, _ path: PathPattern, _ access: Access, _ handler: @escaping Handler) {
        self.method = method
        self.path = path
        self.access = access
        self.handler = handler
    }
}

/// Finds a request's route. Its routes are checked before it serves: none twice, none that hides another.
public struct Router: Sendable {
    public struct Fault: Error, Sendable, CustomStringConvertible {
        public var description: String
    }

    enum Match: Sendable {
        case route(Route, parameters: [String: String])
        /// The path is there, the method is not.
        case methods([HTTPMethod])
        case none
    }

    private struct Node: Sendable {
        var literals: [String: Node] = [:]
        /// One at most: two would be the same place under two names.
        var parameter: [Node] = []
        var routes: [HTTPMethod: Route] = [:]
    }

    public let routes: [Route]
    private let root: Node

    public init(_ routes: [Route]) throws(Fault) {
        self.routes = routes
        var root = Node()
        for route in routes {
            if let fault = route.path.fault { throw Fault(description: fault) }
            guard Self.insert(route, at: route.path.parts[...], into: &root) else {
                throw Fault(description: "\(route.method.rawValue) \(route.path): there twice")
            }
        }
        self.root = root
    }

    private static func insert(_ route: Route, at parts: ArraySlice<PathPattern.Part>, into node: inout Node) -> Bool {
        guard let part = parts.first else {
            guard node.routes[route.method] == nil else { return false }
            node.routes[route.method] = route
            return true
        }
        switch part {
        case .literal(let word):
            return insert(route, at: parts.dropFirst(), into: &node.literals[word, default: Node()])
        case .parameter:
            if node.parameter.isEmpty { node.parameter = [Node()] }
            return insert(route, at: parts.dropFirst(), into: &node.parameter[0])
        }
    }

    func match(_ method: String, _ segments: [String]) -> Match {
        var values: [String] = []
        guard let node = Self.find(segments[...], in: root, &values) else { return .none }
        let wanted = method == "HEAD" ? "GET" : method
        guard let route = HTTPMethod(rawValue: wanted).flatMap({ node.routes[$0] }) else {
            return .methods(node.routes.keys.sorted())
        }
        let names = route.path.parameters
        return .route(route, parameters: Dictionary(zip(names, values), uniquingKeysWith: { first, _ in first }))
    }

    /// Literal parts come before parameters.
    private static func find(_ segments: ArraySlice<String>, in node: Node, _ values: inout [String]) -> Node? {
        guard let segment = segments.first else { return node.routes.isEmpty ? nil : node }
        if let next = node.literals[segment], let found = find(segments.dropFirst(), in: next, &values) { return found }
        guard let next = node.parameter.first else { return nil }
        values.append(segment)
        if let found = find(segments.dropFirst(), in: next, &values) { return found }
        values.removeLast()
        return nil
    }
}
