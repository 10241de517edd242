import Foundation
import GateFusion
import GatePipeline
import GateStore

/// Settings of rules, registers and random selection, from a JSON5 file: the `rules`, `registers` and `selectionKey` of gate.json5.
struct Settings: Decodable {
    private(set) var rules: RuleConfiguration?
    /// Hexadecimal key of the random selection (R45). A recording replays identically under the same key.
    var selectionKey: String?
    /// Where the registers are; taken from the settings' folder.
    private var registers: String?
    private(set) var lists = Registers.none

    static let standard = Settings(rules: nil, selectionKey: nil, registers: nil)

    private enum CodingKeys: String, CodingKey { case rules, selectionKey, registers }

    static func read(_ path: String) throws -> Settings {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw RecordingError("\(path): cannot be read; --config names a JSON5 file such as deploy/gate.json5")
        }
        let decoder = JSONDecoder()
        decoder.allowsJSON5 = true
        do {
            var settings = try decoder.decode(Settings.self, from: data)
            if let registers = settings.registers {
                let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
                settings.lists = try RegisterFile.read(
                    registers.hasPrefix("/") ? registers : folder.appendingPathComponent(registers).path)
            }
            return settings
        } catch let error as DecodingError {
            throw RecordingError("\(path): \(error.whatAndWhere)")
        }
    }

    /// The same with the confusion matrix that was measured of these networks, unless the settings bring their own.
    func measured(_ models: String) throws -> Settings {
        let path = models + "/confusion.json"
        var rules = rules ?? .standard
        guard rules.confusion == .standard, let data = FileManager.default.contents(atPath: path) else { return self }
        do {
            rules.confusion = try JSONDecoder().decode(ConfusionMatrix.self, from: data)
        } catch let error as DecodingError {
            throw RecordingError("\(path): \(error.whatAndWhere); 'bordergate bench reading --matrix FILE' writes one")
        }
        var settings = self
        settings.rules = rules
        return settings
    }

    /// Draws 0..<1 for a passage's id.
    var draw: @Sendable (String) -> Double {
        let key = Array((selectionKey ?? "").utf8)
        return { Hashing.keyedDraw(key: key, text: $0) }
    }
}
