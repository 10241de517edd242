import Foundation
import GateDomain
import GateFusion
import GatePipeline

/// Registers as agencies keep them: a JSON5 file with any of the lists, see deploy/registers.json5.
struct RegisterFile: Codable {
    struct Permit: Codable {
        var number: String
        var plate: String?
        var validUntil: String?
        var quota: Int?
        var periodDays: Double?
    }
    struct Watched: Codable {
        var kind: WatchList.Kind
        var text: String
        var severity: Int?
        var note: String?
    }

    var owners: [String]?
    var watched: [Watched]?
    var firms: [Registers.Firm]?
    var permits: [Permit]?
    var origins: [Registers.OriginRule]?
    var groups: HSGroups?

    static func read(_ path: String) throws -> Registers {
        try load(path).checked(path)
    }

    /// What a gate makes of it; `path` names it in the error.
    func checked(_ path: String) throws -> Registers {
        do {
            return try registers()
        } catch let error as RegisterError {
            throw RecordingError("\(path): \(error.description)")
        }
    }

    static func load(_ path: String) throws -> RegisterFile {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw RecordingError("\(path): cannot be read; registers are a JSON5 file such as deploy/registers.json5")
        }
        let decoder = JSONDecoder()
        decoder.allowsJSON5 = true
        do {
            return try decoder.decode(RegisterFile.self, from: data)
        } catch let error as DecodingError {
            throw RecordingError("\(path): \(error.whatAndWhere)")
        }
    }

    private struct RegisterError: Error { var description: String }

    private func registers() throws -> Registers {
        Registers(
            owners: Set(owners ?? []),
            watched: (watched ?? []).map {
                WatchList.Entry(kind: $0.kind, text: $0.text, severity: $0.severity ?? 3, note: $0.note)
            },
            firms: firms ?? [],
            permits: try (permits ?? []).map { permit in
                let until = try permit.validUntil.map { text in
                    guard let instant = Instant(rfc3339: text) else {
                        throw RegisterError(
                            description:
                                "permits: \(permit.number): \"\(text)\" is no RFC 3339 time such as 2026-12-31T23:59:59Z"
                        )
                    }
                    return instant
                }
                return Registers.Permit(
                    number: permit.number, plate: permit.plate, validUntil: until, quota: permit.quota,
                    periodDays: permit.periodDays)
            },
            origins: origins ?? [], groups: groups ?? .standard)
    }
}
