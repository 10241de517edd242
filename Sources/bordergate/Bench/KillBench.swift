import Foundation
import GateDomain
import GatePipeline
import GateStore

/// Kills a process that writes to a store with SIGKILL at random moments. Whatever it said was kept must be there, once and whole.
enum KillBench {
    private struct Line: Encodable {
        var kills = 0
        var databases = 0
        /// Records that the writer had said were kept when it was killed.
        var acknowledged = 0
        var lost = 0
        var doubled = 0
        var damaged = 0
    }

    private static let passages = 150

    static func run(_ arguments: Arguments) async throws -> ExitStatus {
        if let database = arguments.last("--write") {
            try await write(database)
            return .done
        }
        let kills = try arguments.number("--kills", default: 1000, in: 1...100_000)
        var dice = SeededGenerator(state: UInt64(try arguments.number("--seed", default: 1, in: 0...Int.max)))
        let folder = NSTemporaryDirectory() + "bordergate-kills-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        var line = Line()
        while line.kills < kills {
            line.databases += 1
            let database = "\(folder)/\(line.databases).sqlite"
            var said: Set<String> = []
            var isComplete = false
            while !isComplete, line.kills < kills {
                let (writer, output) = try writer(of: database)
                // From before it has opened the file until after its last record.
                try await Task.sleep(for: .milliseconds(Int(dice.next() % 400)))
                if writer.isRunning {
                    kill(writer.processIdentifier, SIGKILL)
                    line.kills += 1
                }
                let words = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
                writer.waitUntilExit()
                isComplete = writer.terminationReason == .exit
                // The last line may have been cut.
                said.formUnion(
                    words.split(separator: "\n", omittingEmptySubsequences: false).dropLast().map(String.init))
                guard FileManager.default.fileExists(atPath: database) else { continue }
                try await check(database, against: said, &line)
            }
            line.acknowledged += said.count
            try? FileManager.default.removeItem(atPath: database + ".evidence")
            for suffix in ["", "-wal", "-shm", ".lock"] {
                try? FileManager.default.removeItem(atPath: database + suffix)
            }
            Terminal.progress(done: line.kills, of: kills, "kills")
        }
        Terminal.clearProgress()
        Terminal.line(try JSONLine.encode(line))
        return line.lost + line.doubled + line.damaged == 0 ? .done : .failedInput
    }

    private static func writer(of database: String) throws -> (Process, Pipe) {
        let process = Process()
        process.executableURL = Bundle.main.executableURL
        process.arguments = ["bench", "kills", "--write", database]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        return (process, output)
    }

    private static func check(_ database: String, against said: Set<String>, _ line: inout Line) async throws {
        // As the next start would: it takes up the log and upgrades.
        let store = try SQLiteStore(path: database)
        var there = try await store.sightings().map(\.id)
        there += try await store.passages().map(\.passage.id)
        there += try await store.declarations().map { "declaration \($0.reference)" }
        there += try await store.sensorEvents().map { "event \($0.id)" }
        line.lost += said.subtracting(there).count
        line.doubled += there.count - Set(there).count
        line.damaged += try await store.verify().failures.count
        await store.close()
    }

    /// The writer: says each record when the store has kept it.
    private static func write(_ database: String) async throws {
        let store = try SQLiteStore(path: database)
        let traffic = BenchTraffic(declarations: passages, seed: 1)
        for (number, declared) in traffic.declarations.enumerated() {
            _ = try await store.ingest(declared)
            Terminal.line("declaration \(declared.reference)")
            var passage = traffic.passage(
                number, tractor: ReadText(certain: declared.vehicle.tractorPlate?.text ?? ""),
                trailer: ReadText(certain: declared.vehicle.trailerPlate?.text ?? ""),
                box: ReadText(certain: declared.containers.first?.number ?? ""))
            let event = SensorEvent(
                id: "\(number)", gate: passage.place.gate, lane: passage.place.lane, at: passage.arrived,
                reading: .weight(kg: 37_200, accuracyClass: 1))
            _ = try await store.commit(event)
            Terminal.line("event \(event.id)")
            for index in passage.sightings.indices {
                let picture = EvidencePicture(kind: .crop, jpeg: Array("\(number) \(index)".utf8))
                passage.sightings[index].evidence = [try store.keep(picture)]
                _ = try await store.commit(passage.sightings[index])
                Terminal.line(passage.sightings[index].id)
            }
            let verdict = Verdict(
                id: passage.id, place: passage.place, direction: .entry, arrived: passage.arrived,
                decided: passage.decided, tractorPlate: nil, trailerPlate: nil, containers: [],
                declaration: declared.reference, discrepancies: [], channel: number % 3 == 0 ? .red : .green,
                channelReason: .criteria, opensCase: number % 3 == 0)
            _ = try await store.commit(verdict, of: passage)
            Terminal.line(passage.id)
        }
        await store.close()
    }
}
