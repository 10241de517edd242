import GatePipeline

/// What machines look at: alive, ready, numbers; and files of the pages.
struct OperationRoutes: Sendable {
    let metrics: ServerMetrics
    let gauges: @Sendable () async -> [ServiceGauge]
    let isReady: @Sendable () async -> Bool

    var routes: [Route] {
        [
            Route(.get, "/healthz", .open) { _ in HTTPResponse(type: "text/plain", "ok\n") },
            Route(.get, "/readyz", .open) { _ in
                guard await isReady() else {
                    throw Problem(503, "notReady", "The gate is starting or stopping.")
                }
                return HTTPResponse(type: "text/plain", "ready\n")
            },
            Route(.get, "/metrics", .open) { call in
                // Numbers tell how busy a border is: for this machine, or for administrators.
                guard call.request.peer.hasPrefix("127.") || call.request.peer == "::1" else { throw Problem.forbidden }
                return HTTPResponse(type: "text/plain; version=0.0.4", metrics.text(await gauges()))
            },
            Route(.get, "/assets/gate.css", .open) { _ in
                HTTPResponse(type: "text/css; charset=utf-8", bytes: PackageResources.gate_css)
                    .with("cache-control", "public, max-age=300")
            },
            Route(.get, "/assets/icon.svg", .open) { _ in
                HTTPResponse(type: "image/svg+xml", Self.icon).with("cache-control", "public, max-age=86400")
            },
            Route(.get, "/openapi.json", .open) { _ in Self.contract },
            Route(.get, "/contract", .open) { call in
                guard let contract = try? Contract.served() else { throw Problem.notFound }
                return ContractPage(call: call, contract: contract).response()
            },
        ]
    }

    static let contract = HTTPResponse(type: "application/json", bytes: PackageResources.openapi_json)
    private static let icon =
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 16 16\"><path fill=\"#0b5394\" d=\"M1 3h3v10H1zM12 3h3v10h-3zM4 6h8v2H4z\"/></svg>"
}
