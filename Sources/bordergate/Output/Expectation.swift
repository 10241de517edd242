import Foundation
import GateDomain
import GatePipeline

/// One line of a recording's `expected.jsonl`: what ought to come out, to the minute of arrival.
struct Expectation: Codable, Hashable {
    var gate: String
    var lane: String
    var direction: LaneDirection
    var arrived: String
    var tractorPlate: String?
    var trailerPlate: String?
    var containers: [String]
    var declaration: String?
    var findings: [String]
    var channel: Channel
    var `case`: Bool

    init(_ verdict: Verdict) {
        gate = verdict.place.gate
        lane = verdict.place.lane
        direction = verdict.direction
        arrived = String(verdict.arrived.rfc3339.prefix(16))
        tractorPlate = verdict.tractorPlate
        trailerPlate = verdict.trailerPlate
        containers = verdict.containers.sorted()
        declaration = verdict.declaration
        findings = Array(Set(verdict.discrepancies.map(\.rule.text))).sorted()
        channel = verdict.channel
        self.case = verdict.opensCase
    }

    /// Reads `expected.jsonl`.
    static func read(_ path: String) throws(RecordingError) -> [Expectation] {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw RecordingError("\(path): cannot be read")
        }
        var expectations: [Expectation] = []
        for (index, line) in data.split(separator: 10).enumerated() where !line.allSatisfy({ $0 <= 32 }) {
            do {
                var expectation = try JSONDecoder().decode(Expectation.self, from: Data(line))
                expectation.containers.sort()
                expectation.findings.sort()
                expectations.append(expectation)
            } catch let error as DecodingError {
                throw RecordingError("\(path): line \(index + 1): \(error.whatAndWhere)")
            } catch {
                throw RecordingError("\(path): line \(index + 1): not JSON")
            }
        }
        return expectations
    }

    /// What is missing from and what is too much in `verdicts`, a line each; empty when all is as expected.
    static func differences(expected: [Expectation], verdicts: [Verdict]) throws -> [String] {
        var missing = expected
        var surplus: [Expectation] = []
        for found in verdicts.map(Expectation.init) {
            if let index = missing.firstIndex(of: found) { missing.remove(at: index) } else { surplus.append(found) }
        }
        return try missing.map { "  expected \(try JSONLine.encode($0))" }
            + surplus.map { "  found    \(try JSONLine.encode($0))" }
    }
}
