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
        try JSON5Decoder.decode(RegisterFile.self, path: path, limit: 256 << 20, example: "deploy/registers.json5") {
            $0.problems
        }
    }

    /// Entries that are of the right type and yet mean nothing.
    private var problems: [ConfigurationValueError] {
        var problems: [ConfigurationValueError] = []
        func check(_ path: String..., text: String?, isNote: Bool = false) {
            guard let text else { return }
            let most = isNote ? 2000 : 200
            // A note may have several lines.
            let isPlain = text.unicodeScalars.allSatisfy {
                $0.value >= 0x20 || isNote && [9, 10, 13].contains($0.value)
            }
            if text.isEmpty || text.count > most || !isPlain {
                problems.append(.init(path, "1 to \(most) characters without control characters belong here"))
            }
        }
        func number(_ index: Int) -> String { String(index) }
        for (index, owner) in (owners ?? []).enumerated() {
            let letters = owner.uppercased()
            let isCode = letters.count == 3 || letters.count == 4 && "UJZ".contains(letters.suffix(1))
            if !isCode || !letters.allSatisfy({ $0.isASCII && $0.isLetter }) {
                problems.append(.init(["owners", number(index)], "no owner code such as MSC or MSCU"))
            }
        }
        for (index, entry) in (watched ?? []).enumerated() {
            check("watched", number(index), "text", text: entry.text)
            check("watched", number(index), "note", text: entry.note, isNote: true)
            if let severity = entry.severity, !(3...4).contains(severity) {
                problems.append(.init(["watched", number(index), "severity"], "3 (red) or 4 (blocks) belongs here"))
            }
        }
        for (index, firm) in (firms ?? []).enumerated() {
            check("firms", number(index), "name", text: firm.name)
            check("firms", number(index), "note", text: firm.note, isNote: true)
        }
        for (index, permit) in (permits ?? []).enumerated() {
            let path = ["permits", number(index)]
            check("permits", number(index), "number", text: permit.number)
            check("permits", number(index), "plate", text: permit.plate)
            if let text = permit.validUntil, Instant(rfc3339: text) == nil {
                problems.append(.init(path + ["validUntil"], "no RFC 3339 time such as 2026-12-31T23:59:59Z"))
            }
            if let quota = permit.quota, !(1...1_000_000).contains(quota) {
                problems.append(.init(path + ["quota"], "1 to 1000000 entries is what this can be"))
            }
            if let days = permit.periodDays, !(0.01...36_500).contains(days) {
                problems.append(.init(path + ["periodDays"], "0.01 to 36500 days is what this can be"))
            }
        }
        func isHeading(_ text: String) -> Bool {
            (2...12).contains(text.utf8.count) && text.utf8.allSatisfy { (48...57).contains($0) }
        }
        for (index, origin) in (origins ?? []).enumerated() {
            let path = ["origins", number(index)]
            if !isHeading(origin.hs) {
                problems.append(.init(path + ["hs"], "2 to 12 digits belong here, such as 0803"))
            }
            for (place, country) in origin.origins.enumerated()
            where country.count != 2 || !country.allSatisfy({ $0.isASCII && $0.isUppercase }) {
                problems.append(
                    .init(path + ["origins", number(place)], "a country is two capital letters, such as VN"))
            }
        }
        if let groups {
            for (name, headings) in [
                ("cold", groups.cold), ("lowValueDry", groups.lowValueDry), ("liquidOrGas", groups.liquidOrGas),
                ("produce", groups.produce),
            ] {
                for (index, heading) in headings.enumerated() where !isHeading(heading) {
                    problems.append(
                        .init(["groups", name, number(index)], "2 to 12 digits belong here, such as 0803"))
                }
            }
        }
        return problems
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
