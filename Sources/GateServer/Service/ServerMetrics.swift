import GatePipeline

/// What the server counts, as Prometheus reads it.
public final class ServerMetrics: Sendable {
    private struct State {
        var answers: [Int: Int] = [:]
        var buckets = [Int](repeating: 0, count: ServerMetrics.bounds.count + 1)
        var seconds = 0.0
    }
    private static let bounds = [0.001, 0.005, 0.01, 0.05, 0.1, 0.2, 0.5, 1, 5]
    private let state = Locked(State())

    public init() {}

    func answered(status: Int, seconds: Double) {
        state.withLock {
            $0.answers[status, default: 0] += 1
            $0.buckets[Self.bounds.firstIndex { seconds <= $0 } ?? Self.bounds.count] += 1
            $0.seconds += seconds
        }
    }

    /// - Parameter gauges: those of one name follow each other.
    func text(_ gauges: [ServiceGauge]) -> String {
        let state = state.withLock { $0 }
        var text = "# HELP gate_http_requests_total Answers by status.\n# TYPE gate_http_requests_total counter\n"
        for (status, count) in state.answers.sorted(by: { $0.key < $1.key }) {
            text += "gate_http_requests_total{status=\"\(status)\"} \(count)\n"
        }
        text += "# HELP gate_http_request_seconds Time from the first byte to the answer.\n"
        text += "# TYPE gate_http_request_seconds histogram\n"
        var sum = 0
        for (bound, count) in zip(Self.bounds.map { String($0) } + ["+Inf"], state.buckets) {
            sum += count
            text += "gate_http_request_seconds_bucket{le=\"\(bound)\"} \(sum)\n"
        }
        text += "gate_http_request_seconds_sum \(state.seconds)\ngate_http_request_seconds_count \(sum)\n"
        var last = ""
        for gauge in gauges {
            if gauge.name != last { text += "# HELP \(gauge.name) \(gauge.help)\n# TYPE \(gauge.name) \(gauge.type)\n" }
            last = gauge.name
            text += "\(gauge.name)\(gauge.labels.isEmpty ? "" : "{\(gauge.labels)}") \(gauge.value)\n"
        }
        return text
    }
}
