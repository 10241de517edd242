import Foundation
import GateFusion
import GatePipeline
import GateStore

/// Settings of rules and random selection, from a JSON5 file: the `rules` and `selectionKey` of gate.json5.
struct Settings: Decodable {
    var rules: RuleConfiguration?
    /// Hexadecimal key of the random selection (R45). A recording replays identically under the same key.
    var selectionKey: String?

    static let standard = Settings(rules: nil, selectionKey: nil)

    static func read(_ path: String) throws -> Settings {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw RecordingError("\(path): cannot be read; --config names a JSON5 file such as deploy/gate.json5")
        }
        let decoder = JSONDecoder()
        decoder.allowsJSON5 = true
        do {
            return try decoder.decode(Settings.self, from: data)
        } catch let error as DecodingError {
            throw RecordingError("\(path): \(error.whatAndWhere)")
        }
    }

    /// Draws 0..<1 for a passage's id.
    var draw: @Sendable (String) -> Double {
        let key = Array((selectionKey ?? "").utf8)
        return { Hashing.keyedDraw(key: key, text: $0) }
    }
}
