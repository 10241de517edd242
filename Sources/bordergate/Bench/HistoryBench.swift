import Foundation
import GateDomain
import GateFusion
import GatePipeline
import GateStore

/// A gate that has run for years beside one that begins: how soon it watches, what memory it takes, how many decisions a second. Both have
/// the same live declarations and get the same traffic, in turns.
enum HistoryBench {
    private struct Line: Encodable {
        var passages: Int
        var declarations: Int
        var megabytes: Int
        var startSeconds: Double
        var residentMegabytes: Double
        var decisionsPerSecond: Double
        var decisionP99Milliseconds: Double
        var withCommitPerSecond: Double
    }

    /// One database with its gate's judge.
    private struct Subject {
        var line: Line
        var store: SQLiteStore
        var judge: Judge
        var decisions: [Double] = []
        var whole = 0.0
    }

    static func run(_ arguments: Arguments) async throws -> ExitStatus {
        let passages = try arguments.number("--passages", default: 100_000, in: 1...10_000_000)
        let live = try arguments.number("--declarations", default: 100_000, in: 1...1_000_000)
        let judged = 1500
        let folder = NSTemporaryDirectory() + "bordergate-history-\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(atPath: folder) }
        var traffic = BenchTraffic(declarations: live, seed: 1)
        let plates = (0..<20_000).map { _ in (traffic.plate(), traffic.trailer()) }
        let boxes = (0..<40_000).map { _ in traffic.container() }
        // What is live is of the same lorries as the past.
        let declarations = traffic.declarations.enumerated().map { index, declaration in
            var declaration = declaration
            let pair = plates[index % plates.count]
            declaration.vehicle.tractorPlate = Plate(pair.0)
            declaration.vehicle.trailerPlate = Plate(pair.1)
            return declaration
        }
        for (name, count) in [("empty", 0), ("old", passages)] {
            let path = "\(folder)/\(name).sqlite"
            try await SQLiteStore(path: path).close()
            let filler = try PastFiller(path: path)
            for number in 0..<count {
                try fill(filler, number, of: count, plates: plates, boxes: boxes)
                if number % 1000 == 0 { Terminal.progress(done: number, of: count, "passages") }
            }
            for declaration in declarations { try filler.add(declaration, json: try PastFiller.json(declaration)) }
            try filler.finish()
        }
        Terminal.clearProgress()
        let before = ProcessUsage.residentMegabytes ?? 0
        var subjects: [Subject] = []
        for (name, count) in [("empty", 0), ("old", passages)] {
            subjects.append(try await start("\(folder)/\(name).sqlite", count, live))
        }
        let clock = ContinuousClock()
        for number in 0..<judged {
            let declared = declarations[traffic.roll(declarations.count)]
            let tractor = traffic.chance() < 0.9 ? declared.vehicle.tractorPlate?.text ?? "" : traffic.plate()
            var passage = traffic.passage(
                number, tractor: ReadText(certain: tractor),
                trailer: ReadText(certain: declared.vehicle.trailerPlate?.text ?? ""),
                box: ReadText(certain: declared.containers.first?.number ?? ""))
            passage.readings = [
                SensorEvent(
                    id: "\(number)", gate: passage.place.gate, lane: passage.place.lane, at: passage.arrived,
                    reading: .weight(kg: 37_200, accuracyClass: 1))
            ]
            for turn in subjects.indices {
                // Who goes first has colder caches.
                let index = (turn + number) % subjects.count
                let start = clock.now
                let verdict = subjects[index].judge.judge(passage)
                let taken = seconds(clock.now - start)
                for sighting in passage.sightings { _ = try await subjects[index].store.commit(sighting) }
                _ = try await subjects[index].store.commit(verdict, of: passage)
                // The first hundred fill the caches.
                guard number >= 100 else { continue }
                subjects[index].decisions.append(taken * 1000)
                subjects[index].whole += seconds(clock.now - start)
            }
        }
        for subject in subjects {
            var line = subject.line
            let sorted = subject.decisions.sorted()
            line.decisionsPerSecond = (1000 * Double(sorted.count) / sorted.reduce(0, +)).rounded()
            line.decisionP99Milliseconds = (sorted[sorted.count * 99 / 100] * 100).rounded() / 100
            line.withCommitPerSecond = (Double(sorted.count) / subject.whole).rounded()
            Terminal.line(try JSONLine.encode(line))
        }
        Terminal.note(
            "resident before the gates began, with what the measurement itself holds: \(Int(saturating: before)) MB")
        return .done
    }

    /// As `run` starts, up to the point where it would watch.
    private static func start(_ path: String, _ passages: Int, _ live: Int) async throws -> Subject {
        let before = ProcessUsage.residentMegabytes ?? 0
        let clock = ContinuousClock()
        let begin = clock.now
        let store = try SQLiteStore(path: path)
        var configuration = RuleConfiguration.standard
        configuration.randomShare = 0.01
        configuration.expectedShare = 0.03
        let judge = Judge(
            configuration: configuration,
            registers: Registers(firms: (0..<3000).map { .init(name: "Importer \($0)", standing: .known) }),
            declarations: [], archive: try await store.archive(configuration.confusion),
            draw: { Hashing.keyedDraw(key: Array("bench".utf8), text: $0) })
        let gate = try await Gate(
            setups: [], judge: judge, store: store,
            history: try await store.passages(lastHours: PassageEngine.recallHours),
            unassigned: try await store.unassignedSightings(), events: try await store.sensorEvents()
        ) { _ in }
        _ = await gate.health()
        let taken = seconds(clock.now - begin)
        let size = try FileManager.default.attributesOfItem(atPath: path)[.size] as? Int ?? 0
        return Subject(
            line: Line(
                passages: passages, declarations: passages + live, megabytes: size >> 20,
                startSeconds: (taken * 100).rounded() / 100,
                residentMegabytes: ((ProcessUsage.residentMegabytes ?? 0) - before).rounded(), decisionsPerSecond: 0,
                decisionP99Milliseconds: 0, withCommitPerSecond: 0),
            store: store, judge: judge)
    }

    /// 2,500 passages a day, in by day and out by night, each on a declaration of its own.
    private static func fill(
        _ filler: PastFiller, _ number: Int, of count: Int, plates: [(String, String)], boxes: [String]
    ) throws {
        let mixed = Int(truncatingIfNeeded: (UInt64(number / 2) &* 0x9E37_79B9_7F4A_7C15) >> 33)
        let pair = plates[mixed % plates.count]
        let box = boxes[mixed % boxes.count]
        let direction: LaneDirection = number % 2 == 0 ? .entry : .exit
        let decided = BenchTraffic.start.advanced(bySeconds: Double(number - count) * 34.56)
        let declaration = Declaration(
            reference: "H\(number)", direction: direction, gate: BenchTraffic.place.gate,
            vehicle: .init(tractorPlate: Plate(pair.0), trailerPlate: Plate(pair.1)),
            containers: [.init(number: box, grossKg: 20_000, load: .full)],
            goods: [.init(hsCode: "690721", netKg: 19_000, value: 10_000 + Double(mixed % 20_000))],
            parties: .init(consignee: "Importer \(mixed % 3000)"))
        try filler.add(declaration, json: try PastFiller.json(declaration))
        let place = LanePlace(gate: BenchTraffic.place.gate, lane: direction == .entry ? "IN-1" : "OUT-1")
        var verdict = Verdict(
            id: "bench/past/\(number)", place: place, direction: direction, arrived: decided, decided: decided,
            tractorPlate: pair.0, trailerPlate: pair.1, containers: [box], declaration: declaration.reference,
            discrepancies: [], channel: number % 20 == 0 ? .yellow : .green, channelReason: .none, opensCase: false)
        verdict.weighing = .init(measured: 37_000, expected: 37_000, tolerance: 900, kerb: 14_800, cargo: 20_000)
        let passage = Passage(
            id: verdict.id, place: place, direction: direction, arrived: decided, decided: decided, sightings: [],
            darkCameras: [], unseenRoles: [])
        let movement = YardMovement(passage, verdict)
        if number < count - 3000 {
            try filler.add(movement)
        } else {
            try filler.add(movement, passage: try PastFiller.json(passage), verdict: try PastFiller.json(verdict))
        }
    }

    private static func seconds(_ duration: Duration) -> Double {
        Double(duration.components.seconds) + Double(duration.components.attoseconds) / 1e18
    }
}
