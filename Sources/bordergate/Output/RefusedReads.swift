import Foundation
import GateDomain
import GatePipeline
import GateRecognition

/// Why plates and numbers were not read, as pictures in a folder; only the newest are kept.
///
/// Each is a `.jpg` and a `.json` (scores, guard that refused) of one name, which begins with the time of the frame.
final class RefusedReads: Sendable {
    private struct State {
        var names: [String]
        var hasFailed = false
    }

    private let folder: URL
    private let limit: Int
    private let state: Locked<State>

    /// Keeps what it is given in a folder; nil without one.
    static func keeper(in folder: String?) throws -> (@Sendable (RefusedRead) -> Void)? {
        guard let folder else { return nil }
        let reads = try RefusedReads(folder: folder)
        return { read in reads.keep(read) }
    }

    /// Goes on with what the folder holds.
    init(folder: String, limit: Int = 1000) throws {
        self.folder = URL(fileURLWithPath: folder)
        self.limit = limit
        try FileManager.default.createDirectory(at: self.folder, withIntermediateDirectories: true)
        let names = try FileManager.default.contentsOfDirectory(atPath: folder).filter { $0.hasSuffix(".jpg") }
            .map { String($0.dropLast(4)) }.sorted()
        state = Locked(State(names: names))
    }

    /// Keeps one. A full disk is told once and stops nothing.
    func keep(_ read: RefusedRead) { state.withLock { keep(read, &$0) } }

    private func keep(_ read: RefusedRead, _ state: inout State) {
        do {
            let name = name(of: read)
            try Data(read.crop.jpeg).write(to: folder.appendingPathComponent(name + ".jpg"))
            var line = AttemptLine(read.attempt)
            (line.time, line.camera) = (read.time.instant.rfc3339, read.camera)
            try Data((try JSONLine.encode(line) + "\n").utf8).write(to: folder.appendingPathComponent(name + ".json"))
            if state.names.last != name { state.names.append(name) }
            while state.names.count > limit {
                let oldest = state.names.removeFirst()
                for ending in [".jpg", ".json"] {
                    try? FileManager.default.removeItem(at: folder.appendingPathComponent(oldest + ending))
                }
            }
            state.hasFailed = false
        } catch {
            if !state.hasFailed {
                Terminal.error(
                    "\(folder.path): refused reads cannot be kept (\(error.localizedDescription)); reading goes on")
            }
            state.hasFailed = true
        }
    }

    private func name(of read: RefusedRead) -> String {
        let lane = read.camera.lane
        let place = "\(lane.gate)_\(lane.lane)_\(read.camera.camera)_\(Int(saturating: read.attempt.region.bounds.x))"
        return String(
            "\(read.time.instant.rfc3339)_\(place)".map { character in
                character.isASCII && (character.isLetter || character.isNumber || "-_.".contains(character))
                    ? character : "-"
            })
    }
}
