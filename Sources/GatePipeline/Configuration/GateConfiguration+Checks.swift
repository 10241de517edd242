import Foundation
import GateDomain

extension GateConfigurationFile {
    /// Time zones that are none.
    public func zoneProblems() -> [ConfigurationValueError] {
        let senders = (senderTimeZones ?? [:]).sorted { $0.key < $1.key }
        let zones = [(["timeZone"], timeZone)] + senders.map { (["senderTimeZones", $0.key], $0.value) }
        return zones.compactMap { path, zone in zone.flatMap(TimeZoneName.problem).map { .init(path, $0) } }
    }

    /// What cannot be, though each value is of its type: names, addresses, folders.
    /// - Parameter folder: that relative paths are taken from.
    public func problems(folder: String) -> [ConfigurationValueError] {
        var problems = folders(folder) + zoneProblems()
        problems += server?.problems(["server"]) ?? []
        problems += retention?.problems(["retention"]) ?? []
        if lanes.isEmpty { problems.append(.init(["lanes"], "no lanes; name at least one")) }
        var places: Set<LanePlace> = []
        var addresses: [String: String] = [:]
        for (number, lane) in lanes.enumerated() {
            let path = ["lanes", String(number)]
            problems += Self.problems(ofName: lane.gate, at: path + ["gate"])
            problems += Self.problems(ofName: lane.id, at: path + ["id"])
            if !places.insert(LanePlace(gate: lane.gate, lane: lane.id)).inserted {
                problems.append(
                    .init(path + ["id"], "gate \(lane.gate) has a lane \(lane.id) already; ids must differ"))
            }
            if lane.cameras.isEmpty {
                problems.append(.init(path + ["cameras"], "the lane has no cameras; name at least one"))
            }
            var names: Set<String> = []
            for (index, camera) in lane.cameras.enumerated() {
                let path = path + ["cameras", String(index)]
                problems += Self.problems(ofName: camera.id, at: path + ["id"])
                if !names.insert(camera.id).inserted {
                    problems.append(.init(path + ["id"], "the lane has a camera \(camera.id) already; ids must differ"))
                }
                for (number, mask) in (camera.masks ?? []).enumerated() where mask.box == nil {
                    problems.append(
                        .init(
                            path + ["masks", String(number)],
                            "left, top, width and height are parts of the picture, 0 to 1"))
                }
                do {
                    let address = try camera.address(folder: folder, at: path)
                    if let other = addresses.updateValue("\(lane.id) \(camera.id)", forKey: address.location) {
                        problems.append(
                            .init(
                                path + ["url"], "the same address as camera \(other); one camera is two eyes for nobody"
                            ))
                    }
                } catch let error as ConfigurationValueError {
                    problems.append(error)
                } catch {
                    problems.append(.init(path, "\(error)"))
                }
            }
        }
        return problems
    }

    /// Ids go into file names, references and addresses: letters, digits, `-`, `_` and `.`, at most 64, no point in front.
    public static func problems(ofName name: String, at path: [String]) -> [ConfigurationValueError] {
        let isSafe =
            !name.isEmpty && name.utf8.count <= 64 && !name.hasPrefix(".")
            && name.unicodeScalars.allSatisfy {
                $0.isASCII
                    && ($0.properties.isAlphabetic || ("0"..."9").contains($0) || "-_.".unicodeScalars.contains($0))
            }
        guard !isSafe else { return [] }
        return [
            .init(path, (name.isEmpty ? "empty; " : "") + "1 to 64 letters, digits, - _ . belong here, such as HN-IN-1")
        ]
    }

    private func folders(_ folder: String) -> [ConfigurationValueError] {
        var problems: [ConfigurationValueError] = []
        func kind(_ path: String) -> FileAttributeType? {
            (try? FileManager.default.attributesOfItem(
                atPath: URL(fileURLWithPath: path).resolvingSymlinksInPath().path))?[
                    .type] as? FileAttributeType
        }
        let file = Self.resolved(database, in: folder)
        if database.isEmpty || kind(file) == .typeDirectory {
            problems.append(.init(["database"], "a folder; name a file in it, such as gate.sqlite"))
        } else {
            let parent = URL(fileURLWithPath: file).deletingLastPathComponent().path
            if kind(parent) != .typeDirectory {
                problems.append(.init(["database"], "there is no folder \(parent); make it, or name another"))
            }
        }
        for (key, path) in [("declarationInbox", declarationInbox), ("sensorInbox", sensorInbox), ("models", models)] {
            guard let path else { continue }
            let resolved = Self.resolved(path, in: folder)
            if kind(resolved) != .typeDirectory {
                problems.append(.init([key], "there is no folder \(resolved); make it, or name another"))
            }
        }
        return problems
    }
}

extension GateConfigurationFile.Camera {
    /// Address with its password, from wherever it comes.
    /// - Parameter path: of this camera in the file.
    /// - Throws: `ConfigurationValueError`, which shows nothing of the address.
    func address(folder: String, at path: [String]) throws -> CameraAddress {
        guard passwordFile == nil || passwordEnvironment == nil else {
            throw ConfigurationValueError(path, "passwordFile and passwordEnvironment; one of them is enough")
        }
        var password: String?
        if let name = passwordFile {
            let file = GateConfigurationFile.resolved(name, in: folder)
            guard let bytes = FileManager.default.contents(atPath: file), bytes.count <= 4096,
                let text = String(validating: bytes, as: UTF8.self)
            else {
                throw ConfigurationValueError(
                    path + ["passwordFile"], "\(file) cannot be read; a file with one line, the password, belongs here")
            }
            password = text.split(whereSeparator: \.isNewline).first.map(String.init) ?? ""
        }
        if let name = passwordEnvironment {
            guard let value = ProcessInfo.processInfo.environment[name] else {
                throw ConfigurationValueError(
                    path + ["passwordEnvironment"], "the environment has no variable \(name.prefix(60))")
            }
            password = value
        }
        let address: CameraAddress
        do {
            address = try CameraAddress(url, password: password)
        } catch {
            throw ConfigurationValueError(path + ["url"], error.text)
        }
        if address.isFile {
            let file = GateConfigurationFile.resolved(url, in: folder)
            guard FileManager.default.fileExists(atPath: file) else {
                throw ConfigurationValueError(
                    path + ["url"],
                    "neither an address (\(CameraAddress.schemes.joined(separator: "://, "))://) nor a file that is there"
                )
            }
            return try CameraAddress(file)
        }
        return address
    }
}
