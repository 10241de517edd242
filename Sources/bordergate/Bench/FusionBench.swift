import Foundation
import GateDomain
import GateFusion
import GateStore

/// Match, rules and commit with many live declarations: how many passages a second, and how long a decision takes.
enum FusionBench {
    private struct Line: Encodable {
        var declarations: Int
        var passages: Int
        var green: Int
        var decisionsPerSecond: Double
        var decisionMedianMilliseconds: Double
        var decisionP99Milliseconds: Double
        var withCommitPerSecond: Double
        var residentMegabytes: Double
    }

    static func run(_ arguments: Arguments) async throws -> ExitStatus {
        let count = try arguments.number("--declarations", default: 100_000, in: 1...1_000_000)
        let passages = try arguments.number("--passages", default: 2_000, in: 1...100_000)
        var traffic = BenchTraffic(declarations: count, seed: 1)
        var configuration = RuleConfiguration.standard
        configuration.randomShare = 0.01
        configuration.expectedShare = 0.03
        var judge = Judge(
            configuration: configuration,
            registers: Registers(
                owners: ["MSC", "CMA", "TGH", "OOL", "TCL", "CAI", "SEG", "BEA"],
                watched: (0..<10_000).map { .init(kind: .plate, text: "77X\(10_000 + $0)") },
                firms: (0..<3000).map { .init(name: "Importer \($0)", standing: .known) },
                origins: [.init(hs: "0803", origins: ["VN"])]),
            declarations: traffic.declarations, draw: { Hashing.keyedDraw(key: Array("bench".utf8), text: $0) })
        let folder = NSTemporaryDirectory() + "bordergate-bench-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        let store = try SQLiteStore(path: folder + "/bench.sqlite")
        let clock = ContinuousClock()
        var decisions: [Double] = []
        var green = 0
        let all = try await clock.measure {
            for number in 0..<passages {
                // Nine in ten come with their own papers, one shows a plate that nobody declared.
                let declared = traffic.declarations[traffic.roll(count)]
                let isDeclared = traffic.chance() < 0.9
                let tractor = isDeclared ? declared.vehicle.tractorPlate?.text ?? "" : traffic.plate()
                var passage = traffic.passage(
                    number, tractor: ReadText(certain: tractor),
                    trailer: ReadText(certain: declared.vehicle.trailerPlate?.text ?? ""),
                    box: ReadText(certain: declared.containers.first?.number ?? ""))
                passage.readings = [
                    SensorEvent(
                        id: "\(number)", gate: passage.place.gate, lane: passage.place.lane, at: passage.arrived,
                        reading: .weight(kg: 37_200, accuracyClass: 1))
                ]
                var verdict: Verdict?
                decisions.append(seconds(clock.measure { verdict = judge.judge(passage) }) * 1000)
                guard let verdict else { continue }
                if verdict.channel == .green { green += 1 }
                for sighting in passage.sightings { _ = try await store.commit(sighting) }
                _ = try await store.commit(verdict, of: passage)
            }
        }
        decisions.sort()
        func rounded(_ value: Double) -> Double { (value * 1000).rounded() / 1000 }
        Terminal.line(
            try JSONLine.encode(
                Line(
                    declarations: count, passages: passages, green: green,
                    decisionsPerSecond: (1000 * Double(passages) / decisions.reduce(0, +)).rounded(),
                    decisionMedianMilliseconds: rounded(decisions[passages / 2]),
                    decisionP99Milliseconds: rounded(decisions[min(passages - 1, passages * 99 / 100)]),
                    withCommitPerSecond: (Double(passages) / seconds(all)).rounded(),
                    residentMegabytes: (ProcessUsage.residentMegabytes ?? 0).rounded())))
        return .done
    }

    private static func seconds(_ duration: Duration) -> Double {
        Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
    }
}

extension ReadText {
    /// A text that the reader had no doubt of.
    init(certain text: String) {
        self.init(text.compactMap { ReadCharacter([.init($0, 0.99)]) })
    }
}
