import GateDomain
import GatePipeline

extension DeskPages {
    var turnaroundRoutes: [Route] {
        [
            route(.get, "/desk/turnaround", .look) { try await turnaround($0).response() },
            route(.get, "/desk/turnaround/table", .look, table),
        ]
    }

    /// Counted at most: a page must not depend on how long the gate has run.
    private static let most = 10_000

    private func turnaround(_ call: Call) async throws -> TurnaroundPage {
        let days = try call.number("days", default: 7, in: 1...31)
        let rows = try await store.times(days: days, limit: Self.most)
        return TurnaroundPage(
            call: call, days: days, study: ReleaseStudy(rows: rows), limit: Self.most,
            corrections: try await store.corrections(limit: 1000).count)
    }

    @Sendable private func table(_ call: Call) async throws -> HTTPResponse {
        let page = try await turnaround(call)
        var text = "group,count,p50Seconds,p90Seconds,p99Seconds,shareWithin24h\r\n"
        for (name, line) in page.groups {
            text +=
                [
                    CSVTable.cell(name), String(line.count), String(line.p50), String(line.p90), String(line.p99),
                    String(line.withinDay),
                ].joined(separator: ",") + "\r\n"
        }
        return HTTPResponse(type: "text/csv; charset=utf-8", text)
            .with("content-disposition", "attachment; filename=\"turnaround.csv\"")
    }
}
