import Foundation
import GateDomain
import GateFusion
import GateManifests
import GatePipeline

/// libFuzzer's entry: a morning at two lanes. Declarations, reports of devices and sightings come in as the bytes say, pass the bounds at
/// the gate's doors, are judged, and every verdict is printed as JSON, as a table and as the three messages, and stored and read again.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    var morning = Morning()
    var bytes = FuzzBytes(UnsafeBufferPointer(start: start, count: count))
    morning.configure(&bytes)
    while !bytes.isAtEnd { morning.step(&bytes) }
    morning.end()
    tally.add(morning)
    return 0
}

/// What was tried, printed when the fuzzer ends: a run is a whole morning of many inputs.
private nonisolated(unsafe) var tally = Tally()

private struct Tally {
    private var (runs, inputs, verdicts) = (0, 0, 0)

    mutating func add(_ morning: Morning) {
        if runs == 0 { atexit { tally.print() } }
        runs += 1
        inputs += morning.inputs
        verdicts += morning.verdicts
    }

    func print() {
        Swift.print(
            "engine: \(runs) mornings of \(inputs) declarations, reports and sightings; \(verdicts) verdicts written and read"
        )
    }
}

/// What is found wrong ends the process, which is how libFuzzer learns of it.
private func demand(_ isRight: Bool, _ message: @autoclosure () -> String) {
    if !isRight { fatalError(message()) }
}

private struct Morning {
    static let cameras: [CameraPlace] = ["IN", "OUT"].flatMap { lane in
        [CameraRole.frontPlate, .rearPlate, .containerSide].map {
            CameraPlace(lane: LanePlace(gate: "g", lane: lane), camera: $0.rawValue, role: $0)
        }
    }
    static let setups = [
        LaneSetup(place: cameras[0].lane, direction: .entry, cameras: Array(cameras[..<3])),
        LaneSetup(place: cameras[3].lane, direction: .exit, cameras: Array(cameras[3...])),
    ]
    static let registers = Registers(
        owners: ["MSC"], watched: [.init(kind: .plate, text: "29H67431"), .init(kind: .person, text: "Hoang Van Lam")],
        firms: [.init(name: "VN-1", standing: .ineligible)],
        permits: [.init(number: "P-1", plate: "12C12345", validUntil: FuzzBytes.start, quota: 1, periodDays: 36_500)],
        origins: [.init(hs: "0810", origins: ["VN"])])
    static let strict: RuleConfiguration = {
        var strict = RuleConfiguration.standard
        strict.randomShare = 0.5
        strict.expectedShare = 0.5
        strict.exitNeedsClearance = true
        strict.containerViews = .every
        strict.weights.learnFrom = 2
        strict.valueLeastOthers = 1
        strict.steps = [
            .init(from: cameras[0].lane, to: cameras[3].lane, leastSeconds: 60, mostSeconds: 120)
        ]
        return strict
    }()

    private var engine: PassageEngine
    private var watermark = Instant.distantPast
    private var sightings = 0
    private var declared: [String: Declaration] = [:]
    private(set) var (inputs, verdicts) = (0, 0)

    init() { engine = Self.engine(.standard, .none) }

    private static func engine(_ rules: RuleConfiguration, _ registers: Registers) -> PassageEngine {
        PassageEngine(
            setups: setups,
            judge: Judge(
                configuration: rules, registers: registers, declarations: [],
                draw: { Double($0.utf8.count % 16) / 16 }))
    }

    mutating func configure(_ bytes: inout FuzzBytes) {
        engine = Self.engine(bytes.chance(2) ? Self.strict : .standard, bytes.chance(2) ? Self.registers : .none)
    }

    mutating func step(_ bytes: inout FuzzBytes) {
        switch bytes.below(8) {
        case 0, 1:
            let (kept, refusals) = bytes.declaration().bounded()
            for refusal in refusals { check(line: "\(refusal)".printable) }
            guard let kept else { return }
            demand(kept.bounded().refusals.isEmpty, "bounds are not kept")
            declared[kept.reference] = kept
            inputs += 1
            engine.add(kept)
        case 2, 3:
            let line = Data(bytes.sensorLine().utf8)
            guard let report = try? JSONDecoder().decode(SensorReport.self, from: line) else { return }
            inputs += 1
            decided(engine.add(report.event))
        case 4, 5, 6:
            sightings += 1
            inputs += 1
            engine.add(bytes.sighting(sightings, of: Self.cameras, after: watermark))
        default:
            let to = bytes.laneTime()
            watermark = max(watermark, to)
            for camera in Self.cameras { judge(engine.advance(camera, to: watermark)) }
        }
    }

    mutating func end() {
        for camera in Self.cameras { judge(engine.advance(camera, to: .distantFuture)) }
    }

    private mutating func judge(_ passages: [Passage]) {
        decided(passages.map { ($0, engine.judge($0)) })
        decided(passages.map { ($0, Verdict(unjudged: $0, reason: "")) })
    }

    private mutating func decided(_ decisions: [(passage: Passage, verdict: Verdict)]) {
        for (passage, verdict) in decisions {
            verdicts += 1
            do {
                check(line: try JSONLine.encode(VerdictLine(verdict, clock: passage.clock, isFull: true)).printable)
                let encoder = JSONEncoder()
                let stored = try JSONDecoder().decode(Verdict.self, from: try encoder.encode(verdict))
                demand(stored == verdict, "a verdict is stored otherwise")
                let again = try JSONDecoder().decode(Passage.self, from: try encoder.encode(passage))
                demand(again == passage, "a passage is stored otherwise")
            } catch {
                fatalError("\(error)")
            }
            let declaration = verdict.declaration.flatMap { declared[$0] }
            for line in PassageTable.lines(verdict, passage, declared: declaration) { check(line: line.printable) }
            let event = GateEvent(verdict: verdict, declaration: declaration, isReleased: verdict.channel == .green)
            for kind in GateMessageKind.allCases {
                let text = MessageWriter(sender: "G", recipient: "R")
                    .interchange(kind, [event], prepared: verdict.decided, control: "1")
                guard let text else { continue }
                check(line: text)
                let problems = ManifestReader().read(Array(text.utf8), name: "own").problems
                demand(!problems.contains { $0.severity == .error }, "own message: \(text) \(problems)")
            }
        }
    }

    private func check(line: String) {
        demand(!line.unicodeScalars.contains { $0.value < 32 || (0x7F...0x9F).contains($0.value) }, "raw: \(line)")
    }
}
