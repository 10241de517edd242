import Foundation
import GateDomain
import GatePipeline
import GateStore

/// Kills a replay with SIGKILL at random moments, resumes it on the same database, and compares with an undisturbed run.
enum ConservationBench {
    struct Line: Encodable {
        var kills: Int
        var resumedRuns: Int
        var lost: Int
        var doubled: Int
        var differing: Int
        var damaged: Int
    }

    static func run(_ arguments: Arguments) async throws -> ExitStatus {
        guard let recording = arguments.operands.dropFirst().first else { throw UsageError("DIR is missing") }
        let kills = try arguments.number("--kills", default: 200, in: 1...100_000)
        var random = SplitMix(seed: UInt64(try arguments.number("--seed", default: 1, in: 0...Int.max)))
        let models = try ModelFolder.find(arguments)
        let folder = NSTemporaryDirectory() + "bordergate-conservation-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }

        func replay(_ database: String) throws -> Process {
            let process = Process()
            process.executableURL = Bundle.main.executableURL
            process.arguments = ["replay", "--json", "--database", database, "--models", models, recording]
            process.standardOutput = FileHandle.nullDevice
            process.standardError = FileHandle.nullDevice
            try process.run()
            return process
        }

        let reference = folder + "/reference.sqlite"
        let started = Date()
        let undisturbed = try replay(reference)
        undisturbed.waitUntilExit()
        let duration = Date().timeIntervalSince(started)
        guard undisturbed.terminationStatus == 0 else {
            throw RecordingError(
                "\(recording): an undisturbed replay ends with status \(undisturbed.terminationStatus); run it by hand")
        }
        let truth = try await DatabaseContents(path: reference)

        var line = Line(kills: 0, resumedRuns: 0, lost: 0, doubled: 0, differing: 0, damaged: 0)
        var trial = 0
        while line.kills < kills {
            trial += 1
            let database = "\(folder)/trial-\(trial).sqlite"
            // One to three kills before the run is let through.
            for _ in 0..<Int(1 + random.next() % 3) where line.kills < kills {
                let process = try replay(database)
                try await Task.sleep(for: .seconds(duration * Double(random.next() % 10_000) / 10_000))
                if process.isRunning {
                    kill(process.processIdentifier, SIGKILL)
                    line.kills += 1
                }
                process.waitUntilExit()
            }
            let resumed = try replay(database)
            resumed.waitUntilExit()
            line.resumedRuns += 1
            let contents = try await DatabaseContents(path: database)
            line.lost += truth.records.subtracting(contents.records).count
            line.differing += contents.records.subtracting(truth.records).count
            line.doubled += contents.recordCount - contents.records.count
            line.damaged += contents.damaged
            try? FileManager.default.removeItem(atPath: database + ".evidence")
            for suffix in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: database + suffix) }
            Terminal.progress(done: line.kills, of: kills, "kills")
        }
        Terminal.clearProgress()
        Terminal.line(try JSONLine.encode(line))
        return line.lost + line.doubled + line.differing + line.damaged == 0 ? .done : .failedInput
    }
}

/// Everything a database holds that a user relies on, as comparable texts.
private struct DatabaseContents {
    var records: Set<String> = []
    var recordCount = 0
    var damaged: Int

    init(path: String) async throws {
        let store = try SQLiteStore(path: path, options: StoreOptions(readOnly: true))
        var texts: [String] = try await store.sightings().map { try JSONLine.encode($0) }
        for (passage, verdict) in try await store.passages() {
            texts.append(try JSONLine.encode(passage))
            texts.append(try JSONLine.encode(verdict))
        }
        texts += try await store.cases().map { try JSONLine.encode($0) }
        records = Set(texts)
        recordCount = texts.count
        damaged = try await store.verify().failures.count
    }
}

/// A small seeded generator (splitmix64, public domain by S. Vigna): the same kills for the same seed.
private struct SplitMix {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
