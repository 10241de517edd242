import Foundation
import GateManifests
import GatePipeline

/// A configuration file: what a gate watches and by which rules. A file for `replay --config` may hold the rules alone.
struct GateFile: Decodable {
    private(set) var settings: Settings
    private var gate: GateConfigurationFile?

    private typealias GateKey = GateConfigurationFile.CodingKeys

    init(from decoder: any Decoder) throws {
        settings = try Settings(from: decoder)
        let keys = try decoder.container(keyedBy: GateKey.self)
        // Asked for one by one, so that each counts as known.
        let present = GateKey.allCases.filter { keys.contains($0) }
        gate = present.isEmpty ? nil : try GateConfigurationFile(from: decoder)
    }

    /// The settings of `path`, and the zones of its senders.
    /// - Throws: `ConfigurationError` with every problem of the file.
    static func rules(_ path: String) throws -> (settings: Settings, zones: SenderZones) {
        let file = try read(path, needsGate: false)
        let zones = file.gate.map {
            SenderZones(
                named: $0.timeZone ?? GateConfiguration.defaultTimeZone, senders: $0.senderTimeZones ?? [:])
        }
        return (file.settings, zones ?? SenderZones())
    }

    /// Everything that a live gate needs.
    /// - Throws: `ConfigurationError` with every problem of the file.
    static func live(_ path: String) throws -> (gate: GateConfiguration, settings: Settings) {
        let file = try read(path, needsGate: true)
        guard let gate = file.gate else {
            throw ConfigurationError(path: path, "no \"database\" and \"lanes\": deploy/gate.json5 shows the format")
        }
        return (try GateConfiguration(gate, folder: folder(path)), file.settings)
    }

    private static func folder(_ path: String) -> String {
        URL(fileURLWithPath: path).deletingLastPathComponent().path
    }

    private static func read(_ path: String, needsGate: Bool) throws -> GateFile {
        let folder = folder(path)
        var file = try JSON5Decoder.decode(GateFile.self, path: path, example: "deploy/gate.json5") { file in
            file.settings.problems(folder: folder, needsKey: needsGate)
                + ((needsGate ? file.gate?.problems(folder: folder) : file.gate?.zoneProblems()) ?? [])
        }
        try file.settings.load(folder: folder)
        return file
    }
}
