public import Foundation
public import GateDomain

/// Reports of scales, seal readers, card readers and other devices: one JSON object a line (see Streams/README.md).
public struct SensorFile: Sendable {
    /// In the file's order.
    public private(set) var events: [SensorEvent] = []
    /// Lines that could not be understood, and fields that cannot be: `events.jsonl: line 3: …`; the rest is taken.
    public private(set) var problems: [String] = []

    public init(path: String) {
        guard let data = FileManager.default.contents(atPath: path) else {
            problems.append("\(path): cannot be read; check the path and its permissions")
            return
        }
        read(data, name: path)
    }

    /// - Parameter name: of the file, for messages only.
    public init(_ data: Data, name: String) { read(data, name: name) }

    private mutating func read(_ data: Data, name: String) {
        let decoder = JSONDecoder()
        for (index, line) in data.split(separator: 10, omittingEmptySubsequences: false).enumerated()
        where !line.allSatisfy({ $0 <= 32 }) {
            do {
                let report = try decoder.decode(SensorReport.self, from: Data(line))
                events.append(report.event)
                problems += report.refusals.map { "\(name): line \(index + 1): \($0); the event counts without it" }
            } catch let error as DecodingError {
                problems.append("\(name): line \(index + 1): \(error.whatAndWhere)")
            } catch {
                problems.append("\(name): line \(index + 1): not JSON")
            }
        }
    }
}
