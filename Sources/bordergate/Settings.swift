import Foundation
import GateFusion
import GatePipeline
import GateSelectivity
import GateStore

/// Settings of rules, registers and random selection: the `rules`, `registers`, `selectionKey` and `riskModel` of gate.json5.
struct Settings: Decodable {
    private(set) var rules: RuleConfiguration?
    /// Secret of the random selection (R45). A recording replays identically under the same key.
    private(set) var selectionKey: String?
    /// The same in a file.
    private var selectionKeyFile: String?
    /// Where the registers are; taken from the settings' folder.
    private var registers: String?
    private(set) var lists = Registers.none
    /// The same with its folder, once loaded.
    private(set) var registersFile: String?
    /// Folder with the risk model that `train.py` made of the agency's own outcomes; taken from the settings' folder.
    private var riskModel: String?
    private(set) var risk: RiskScorer?

    static let standard = Settings()

    private init() {}

    private enum CodingKeys: String, CodingKey { case rules, selectionKey, selectionKeyFile, registers, riskModel }

    /// What cannot be, before anything is loaded.
    /// - Parameter needsKey: a live gate draws by a secret of its own.
    func problems(folder: String, needsKey: Bool) -> [ConfigurationValueError] {
        var problems = (rules?.problems ?? []).map { ConfigurationValueError(["rules"] + $0.path, $0.text) }
        func exists(_ name: String) -> Bool { FileManager.default.fileExists(atPath: Self.beside(folder, name)) }
        for (key, name) in [
            ("registers", registers), ("riskModel", riskModel), ("selectionKeyFile", selectionKeyFile),
        ] {
            if let name, !exists(name) {
                problems.append(.init([key], "there is no \(Self.beside(folder, name)); name one that is there"))
            }
        }
        if selectionKey != nil, selectionKeyFile != nil {
            problems.append(.init(["selectionKey"], "selectionKey and selectionKeyFile; one of them is enough"))
        }
        let advice = "put a secret of your own there, such as the output of 'openssl rand -hex 32'"
        if selectionKey == "change-me" || selectionKey == "" {
            problems.append(.init(["selectionKey"], "whoever knows the key foresees the random selection; \(advice)"))
        }
        if needsKey, selectionKey == nil, selectionKeyFile == nil {
            problems.append(.init([String](), "selectionKey is missing; \(advice)"))
        }
        return problems
    }

    /// Reads what the settings name beside them.
    mutating func load(folder: String) throws {
        registersFile = registers.map { Self.beside(folder, $0) }
        if let registersFile { lists = try RegisterFile.read(registersFile) }
        if let riskModel { risk = try RiskModel(folder: Self.beside(folder, riskModel)).scorer }
        if let selectionKeyFile {
            let path = Self.beside(folder, selectionKeyFile)
            guard let data = FileManager.default.contents(atPath: path), data.count <= 4096,
                let key = String(validating: data, as: UTF8.self)?.split(whereSeparator: \.isNewline).first
            else { throw ConfigurationError(path: path, "a file with one line, the key, belongs here") }
            selectionKey = String(key)
        }
    }

    private static func beside(_ folder: String, _ name: String) -> String {
        name.hasPrefix("/") ? name : URL(fileURLWithPath: folder).appendingPathComponent(name).path
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
