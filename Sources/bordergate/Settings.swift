import Foundation
import GateFusion
import GatePipeline
import GateSelectivity
import GateStore

/// Settings of rules, registers and random selection, from a JSON5 file: the `rules`, `registers` and `selectionKey` of gate.json5.
struct Settings: Decodable {
    private(set) var rules: RuleConfiguration?
    /// Hexadecimal key of the random selection (R45). A recording replays identically under the same key.
    var selectionKey: String?
    /// Where the registers are; taken from the settings' folder.
    private var registers: String?
    private(set) var lists = Registers.none
    /// Folder with the risk model that `train.py` made of the agency's own outcomes; taken from the settings' folder.
    private var riskModel: String?
    private(set) var risk: RiskScorer?

    static let standard = Settings()

    private init() {}

    private enum CodingKeys: String, CodingKey { case rules, selectionKey, registers, riskModel }

    static func read(_ path: String) throws -> Settings {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw RecordingError("\(path): cannot be read; --config names a JSON5 file such as deploy/gate.json5")
        }
        let decoder = JSONDecoder()
        decoder.allowsJSON5 = true
        do {
            var settings = try decoder.decode(Settings.self, from: data)
            let folder = URL(fileURLWithPath: path).deletingLastPathComponent()
            func beside(_ name: String) -> String {
                name.hasPrefix("/") ? name : folder.appendingPathComponent(name).path
            }
            if let registers = settings.registers { settings.lists = try RegisterFile.read(beside(registers)) }
            if let riskModel = settings.riskModel { settings.risk = try RiskModel(folder: beside(riskModel)).scorer }
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
