import Foundation
import GateDomain
import GatePipeline

/// A stream of empty pictures at given times, with an error at its end if it is to fail.
final class ScriptedSource: VideoSource {
    let name = "script"
    let seconds: [Double]
    let failure: IngestError?
    let notices: [IngestNotice]
    private let stopped = Locked(false)

    init(seconds: [Double], failure: IngestError? = nil, notices: [IngestNotice] = []) {
        self.seconds = seconds
        self.failure = failure
        self.notices = notices
    }

    func stop() { stopped.withLock { $0 = true } }

    func run(epoch: Int, deliver: (VideoFrame) -> Bool, notice: (IngestNotice) -> Void) throws(IngestError) {
        for one in notices { notice(one) }
        for second in seconds {
            if stopped.withLock({ $0 }) { return }
            guard deliver(Self.frame(at: second, epoch: epoch)) else { return }
        }
        if let failure { throw failure }
    }

    final class Pixels: Sendable {
        nonisolated(unsafe) let base: UnsafeMutablePointer<UInt8>
        init() {
            base = .allocate(capacity: 16)
            base.initialize(repeating: 0, count: 16)
        }
        deinit { base.deallocate() }
    }

    static func frame(at second: Double, epoch: Int) -> VideoFrame {
        let pixels = Pixels()
        let plane = PicturePlane(base: pixels.base, width: 2, height: 2, stride: 2)
        let time = CaptureTime(
            instant: Instant(microseconds: Int64(saturating: second * 1e6)), quality: .recorded, epoch: epoch)
        return VideoFrame(time: time, luma: plane, blue: plane, red: plane, isFullRange: true, owner: pixels)
    }
}

/// Sees what a script says at each second: plates on plate cameras, containers on the others.
struct ScriptedRecognisers: RecogniserFactory {
    /// Text seen by a camera at a time; nil when the lane is empty.
    var sees: @Sendable (CameraPlace, Double) -> String?

    final class Recogniser: CameraRecogniser {
        let camera: CameraPlace
        let sees: @Sendable (CameraPlace, Double) -> String?

        init(camera: CameraPlace, sees: @escaping @Sendable (CameraPlace, Double) -> String?) {
            self.camera = camera
            self.sees = sees
        }

        func observe(_ frame: VideoFrame, attention: Attention) throws -> FrameObservation {
            let second = Double(frame.time.instant.microseconds) / 1e6
            var observation = FrameObservation(time: frame.time, presence: 0, isDark: false, wasRead: true)
            guard let text = sees(camera, second) else { return observation }
            observation.presence = 0.5
            let raw = ReadText(text.map { ReadCharacter($0, probability: 0.97) })
            let corners = Quad(
                topLeft: Point(x: 100, y: 100), topRight: Point(x: 200, y: 100), bottomRight: Point(x: 200, y: 125),
                bottomLeft: Point(x: 100, y: 125))
            if camera.role.seesPlates, let plate = Plate(text) {
                observation.plates = [
                    PlateRead(raw: raw, plate: plate, colour: .yellow, confidence: 0.95, lines: 1, corners: corners)
                ]
            } else if let number = ContainerNumber(text) {
                observation.containers = [
                    ContainerRead(raw: raw, number: number, sizeType: nil, confidence: 0.95, corners: corners)
                ]
            }
            return observation
        }

        func evidence(of region: Quad?, in frame: VideoFrame) throws -> [EvidencePicture] {
            [EvidencePicture(kind: .scene, jpeg: Array("\(camera.camera) \(frame.time.instant.microseconds)".utf8))]
        }
    }

    func makeRecogniser(for camera: CameraPlace) throws -> any CameraRecogniser {
        Recogniser(camera: camera, sees: sees)
    }
}

/// A store in memory that can be told to fail.
final class MemoryStore: Journal, DeclarationStore, CaseStore {
    struct State {
        var pictures = 0
        var sightings: [String: Sighting] = [:]
        var verdicts: [String: Verdict] = [:]
        var passages: [(passage: Passage, verdict: Verdict)] = []
        var events: [String: SensorEvent] = [:]
        var declarations: [String: Declaration] = [:]
        var cases: [String: ClearanceCase] = [:]
        var commitsLeft = Int.max
        /// Writes so far, and those that find the disk full.
        var writes = 0
        var full = 0..<0

        mutating func write() throws {
            writes += 1
            if full.contains(writes) { throw StoreError("journal: the disk is full", kind: .full) }
        }
    }
    let state = Locked(State())

    func keep(_ picture: EvidencePicture) throws -> String {
        try state.withLock {
            try $0.write()
            $0.pictures += 1
            return "\(picture.jpeg.count)"
        }
    }

    func commit(_ sighting: Sighting) throws -> CommitOutcome {
        try state.withLock { state in
            guard state.commitsLeft > 0 else { throw StoreError("journal: the disk is full") }
            state.commitsLeft -= 1
            try state.write()
            guard state.sightings[sighting.id] == nil else { return .known }
            state.sightings[sighting.id] = sighting
            return .new
        }
    }

    func commit(_ verdict: Verdict, of passage: Passage) throws -> Verdict {
        try state.withLock { state in
            try state.write()
            if let known = state.verdicts[passage.id] { return known }
            state.verdicts[passage.id] = verdict
            state.passages.append((passage, verdict))
            if verdict.opensCase { state.cases[passage.id] = ClearanceCase(id: passage.id, opened: passage.decided) }
            return verdict
        }
    }

    func commit(_ event: SensorEvent) throws -> CommitOutcome {
        try state.withLock { state in
            try state.write()
            guard state.events[event.id] == nil else { return .known }
            state.events[event.id] = event
            return .new
        }
    }

    func sensorEvents() throws -> [SensorEvent] {
        state.withLock { $0.events.values.sorted { ($0.at, $0.id) < ($1.at, $1.id) } }
    }

    func revise(_ verdict: Verdict, of passage: Passage) throws {
        try state.withLock { state in
            try state.write()
            state.verdicts[passage.id] = verdict
            for index in state.passages.indices where state.passages[index].passage.id == passage.id {
                state.passages[index] = (passage, verdict)
            }
        }
    }

    func passages() throws -> [(passage: Passage, verdict: Verdict)] { state.withLock { $0.passages } }

    func unassignedSightings() throws -> [Sighting] {
        state.withLock { state in
            let assigned = Set(state.passages.flatMap { $0.passage.sightings.map(\.id) })
            return state.sightings.values.filter { !assigned.contains($0.id) }.sorted {
                ($0.settled, $0.id) < ($1.settled, $1.id)
            }
        }
    }
}

extension MemoryStore {
    func ingest(_ declaration: Declaration) throws -> CommitOutcome {
        state.withLock { state in
            if let known = state.declarations[declaration.reference], known.version >= declaration.version {
                return .known
            }
            state.declarations[declaration.reference] = declaration
            return .new
        }
    }

    func ingest(_ notice: DeclarationNotice) throws -> CommitOutcome { .known }

    func declarations() throws -> [Declaration] {
        state.withLock { $0.declarations.values.sorted { $0.reference < $1.reference } }
    }

    func declarations(under reference: String) throws -> [Declaration] {
        state.withLock { $0.declarations[reference].map { [$0] } ?? [] }
    }

    func declaration(_ reference: String) throws -> Declaration? { state.withLock { $0.declarations[reference] } }

    func apply(_ event: ClearanceCase.Event, to id: String, at instant: Instant) throws -> ClearanceCase {
        try state.withLock { state in
            guard var changed = state.cases[id] else { throw StoreError("there is no case \(id)") }
            try changed.apply(event)
            state.cases[id] = changed
            return changed
        }
    }

    func health() throws -> StoreHealth {
        let cases = try cases()
        return StoreHealth(
            path: "memory", bytes: 0, freeBytes: 1 << 40, openCases: cases.count,
            oldestOpenCase: cases.map(\.opened).min().map { Timestamp($0) }, auditRecords: 0, chainHead: "")
    }

    func cases() throws -> [ClearanceCase] { state.withLock { $0.cases.values.sorted { $0.id < $1.id } } }
}

/// Sleeps not at all and remembers how long it should have.
final class ManualClock: SupervisorClock {
    private let time = Locked(Instant(microseconds: 0))

    func now() -> Instant { time.withLock { $0 } }
    func sleep(_ seconds: Double, unless isStopped: () -> Bool) {
        time.withLock { $0 = $0.advanced(bySeconds: seconds) }
    }
}
