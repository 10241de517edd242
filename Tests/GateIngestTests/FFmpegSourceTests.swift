import Foundation
import GateDomain
import GateIngest
import GatePipeline
import Testing

@Suite struct FFmpegSourceTests {
    static let start = Instant(microseconds: 1_772_413_200_000_000)

    struct Outcome {
        var times: [CaptureTime] = []
        var notices: [IngestNotice] = []
        var error: IngestError?
    }

    static func watch(_ path: String, offset: Double = 0, limit: Int = .max) -> Outcome {
        var outcome = Outcome()
        do throws(IngestError) {
            try FFmpegSource(location: path, clock: .recording(start: start, offset: offset)).run(
                epoch: 3,
                deliver: {
                    outcome.times.append($0.time)
                    return outcome.times.count < limit
                }, notice: { outcome.notices.append($0) })
        } catch {
            outcome.error = error
        }
        return outcome
    }

    @Test func stampsFramesFromTheStream() throws {
        let outcome = Self.watch(try Fixture.clip("a.mp4"), offset: 0.5)
        #expect(outcome.error == nil && outcome.notices.isEmpty)
        #expect(outcome.times.count == 20)
        #expect(outcome.times.first?.instant == Self.start.advanced(bySeconds: -0.5))
        #expect(outcome.times.last?.instant == Self.start.advanced(bySeconds: 1.4))
        #expect(outcome.times.allSatisfy { $0.quality == .recorded && $0.epoch == 3 })
    }

    @Test func stopsWhenNoMoreIsWanted() throws {
        #expect(Self.watch(try Fixture.clip("a.mp4"), limit: 4).times.count == 4)
    }

    @Test func aFolderIsItsFilesInOrder() throws {
        let folder = "\(Fixture.folder)/\(UUID().uuidString)"
        try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
        for name in ["1.mp4", "2.mp4"] {
            try FileManager.default.moveItem(atPath: try Fixture.clip(name), toPath: "\(folder)/\(name)")
        }
        #expect(Self.watch(folder).times.count == 40)
    }

    @Test func missingFootageIsAGap() throws {
        let path = try Fixture.clip(
            "gap.mkv", seconds: 8, extra: ["-vf", "select='not(between(t,2,6))'", "-vsync", "vfr"])
        let outcome = Self.watch(path)
        let gaps = outcome.notices.compactMap { notice -> Double? in
            guard case .gap(let from, let to) = notice else { return nil }
            return to.instant.seconds(since: from.instant)
        }
        #expect(gaps.count == 1 && gaps[0] > 3.9 && gaps[0] < 4.3, "\(outcome.notices)")
    }

    @Test(arguments: ["this is a text file", ""])
    func namesWhatIsNoVideo(content: String) throws {
        let path = "\(Fixture.folder)/\(UUID().uuidString).mp4"
        try Data(content.utf8).write(to: URL(fileURLWithPath: path))
        let error = try #require(Self.watch(path).error)
        #expect(error.description.contains(path) && error.description.contains("check the file") && !error.isRetriable)
        #expect(try #require(Self.watch(path + "-missing").error).description.contains("no such file"))
    }

    @Test func decodesATruncatedRecordingAsFarAsItGoes() throws {
        let path = try Fixture.clip("cut.mkv", seconds: 4)
        let bytes = try Data(contentsOf: URL(fileURLWithPath: path))
        try bytes.prefix(bytes.count * 6 / 10).write(to: URL(fileURLWithPath: path))
        let outcome = Self.watch(path)
        #expect(outcome.error == nil)
        #expect(outcome.times.count > 8 && outcome.times.count < 40)
        #expect(outcome.notices.contains { if case .damaged = $0 { true } else { false } }, "\(outcome.notices)")
        // What is missing at the end is a gap like any other.
        let gaps = outcome.notices.compactMap { if case .gap(let from, let to) = $0 { (from, to) } else { nil } }
        let gap = try #require(gaps.last)
        #expect(gap.0 == outcome.times.last && abs(gap.1.instant.seconds(since: outcome.times[0].instant) - 4) < 0.2)
    }

    /// Whatever bytes are flipped: frames in order of time, or an error, soon.
    @Test func survivesFlippedBytes() throws {
        let good = try Data(contentsOf: URL(fileURLWithPath: try Fixture.clip("good.mp4", seconds: 1)))
        var state: UInt64 = 11
        func draw(_ count: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % count
        }
        let path = "\(Fixture.folder)/flipped.mp4"
        for _ in 0..<60 {
            var bytes = good
            for _ in 0..<(1 + draw(20)) { bytes[draw(bytes.count)] = UInt8(draw(256)) }
            try bytes.write(to: URL(fileURLWithPath: path))
            let outcome = Self.watch(path, limit: 200)
            #expect(zip(outcome.times, outcome.times.dropFirst()).allSatisfy { $0.instant <= $1.instant })
            #expect(outcome.error != nil || !outcome.times.isEmpty)
        }
    }

    @Test func readsPictures() throws {
        let path = "\(Fixture.folder)/\(UUID().uuidString).png"
        try Fixture.run(
            "/usr/bin/ffmpeg",
            ["-v", "error", "-f", "lavfi", "-i", "nullsrc=size=65x33,format=gray,lutyuv=255", "-frames:v", "1", path])
        let frame = try PictureReader.read(path: path)
        #expect(frame.width == 65 && frame.height == 33)
        #expect(frame.isFullRange && frame.luma.base[0] >= 250)
    }

    @Test func passwordsAreNeverShown() {
        let source = FFmpegSource(
            location: "rtsp://user:s3cret@127.0.0.1:1/lane", clock: .live(SystemSupervisorClock()))
        #expect(source.name == "rtsp://127.0.0.1:1")
        var message = ""
        do throws(IngestError) {
            try source.run(epoch: 0, deliver: { _ in true }, notice: { _ in })
        } catch {
            message = error.description
            #expect(error.isRetriable)
        }
        #expect(message.contains("127.0.0.1:1:") && !message.contains("s3cret"), "\(message)")
    }
}
