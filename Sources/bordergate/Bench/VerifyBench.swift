import Foundation
import GateDomain
import GatePipeline
import GateStore

/// How fast `verify` goes through a database of many passages. The database is made first: quickest on a disk in memory (TMPDIR).
enum VerifyBench {
    private struct Line: Encodable {
        var passages: Int
        var auditRecords: Int
        var rows: Int
        var megabytes: Int
        var seconds: Double
        var recordsPerSecond: Double
        var residentMegabytes: Double
    }

    static func run(_ arguments: Arguments) async throws -> ExitStatus {
        let count = try arguments.number("--passages", default: 5000, in: 1...1_000_000)
        let folder = NSTemporaryDirectory() + "bordergate-verify-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let database = folder + "/bench.sqlite"
        let store = try SQLiteStore(path: database)
        let traffic = BenchTraffic(declarations: min(count, 1000), seed: 1)
        for number in 0..<count {
            let declared = traffic.declarations[number % traffic.declarations.count]
            if number < traffic.declarations.count { _ = try await store.ingest(declared) }
            let passage = traffic.passage(
                number, tractor: ReadText(certain: declared.vehicle.tractorPlate?.text ?? ""),
                trailer: ReadText(certain: declared.vehicle.trailerPlate?.text ?? ""),
                box: ReadText(certain: declared.containers.first?.number ?? ""))
            for sighting in passage.sightings { _ = try await store.commit(sighting) }
            let verdict = Verdict(
                id: passage.id, place: passage.place, direction: .entry, arrived: passage.arrived,
                decided: passage.decided, tractorPlate: nil, trailerPlate: nil, containers: [],
                declaration: declared.reference, discrepancies: [], channel: number % 10 == 0 ? .red : .green,
                channelReason: .criteria, opensCase: number % 10 == 0)
            _ = try await store.commit(verdict, of: passage)
            if number % 100 == 0 { Terminal.progress(done: number, of: count, "passages written") }
        }
        await store.close()
        let reader = try SQLiteStore(path: database, options: StoreOptions(readOnly: true))
        let clock = ContinuousClock()
        let start = clock.now
        let report = try await reader.verify()
        let taken = clock.now - start
        let seconds = Double(taken.components.seconds) + Double(taken.components.attoseconds) / 1e18
        Terminal.clearProgress()
        for failure in report.failures { Terminal.error(failure) }
        let size = try FileManager.default.attributesOfItem(atPath: database)[.size] as? Int ?? 0
        Terminal.line(
            try JSONLine.encode(
                Line(
                    passages: count, auditRecords: report.auditRecords, rows: report.rows, megabytes: size >> 20,
                    seconds: (seconds * 100).rounded() / 100,
                    recordsPerSecond: (Double(report.auditRecords + report.rows) / seconds).rounded(),
                    residentMegabytes: (ProcessUsage.residentMegabytes ?? 0).rounded())))
        return report.failures.isEmpty ? .done : .failedInput
    }
}
