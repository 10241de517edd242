import Foundation
import GateDomain
import GateIngest
import GatePipeline
import Testing

/// Cameras that lure, hang and lie, and those of every kind that must work. A trap listens where they try to lure to.
@Suite("Bad cameras", .serialized) struct BadCameraTests {
    /// What came of watching a camera until `frames` pictures, an error, or its deadlines.
    struct Outcome {
        var times: [CaptureTime] = []
        var error: IngestError?
        var contacts = 0
    }

    static func watch(_ location: String, frames: Int = 8, read: Double = 2, trap: SilentServer) -> Outcome {
        var outcome = Outcome()
        var options = IngestOptions()
        (options.openTimeout, options.readTimeout) = (6, read)
        do throws(IngestError) {
            try FFmpegSource(location: location, clock: .live(SystemSupervisorClock()), options: options).run(
                epoch: 0,
                deliver: {
                    outcome.times.append($0.time)
                    return outcome.times.count < frames
                }, notice: { _ in })
        } catch {
            outcome.error = error
        }
        outcome.contacts = trap.contacts
        return outcome
    }

    static let good = [
        "ts", "mjpeg", "barejpeg", "fmp4", "mkv", "flv", "h264", "hevc", "bframes", "sound", "mpeg2", "same",
    ]

    @Test("Whatever a camera may send over HTTP is watched", arguments: good)
    func watched(name: String) throws {
        let trap = try SilentServer()
        let camera = try BadCamera(trap: trap)
        let outcome = Self.watch("http://127.0.0.1:\(camera.http)/\(name)", trap: trap)
        #expect(outcome.error == nil && outcome.times.count == 8, "\(outcome)")
        #expect(zip(outcome.times, outcome.times.dropFirst()).allSatisfy { $0.instant < $1.instant })
        #expect(Set(outcome.times.map(\.epoch)) == [0], "the burst of probed pictures makes no epoch")
        #expect(outcome.contacts == 0)
    }

    @Test("Passwords with odd characters, asked for in either way")
    func passwords() throws {
        let trap = try SilentServer()
        let camera = try BadCamera(trap: trap)
        for place in [
            "officer:a%2Fb%3Fc%40d@127.0.0.1:\(camera.http)/basic", "officer:s3cret@127.0.0.1:\(camera.http)/digest",
        ] {
            #expect(Self.watch("http://" + place, trap: trap).times.count == 8)
        }
        let refused = Self.watch("http://officer:wr0ng@127.0.0.1:\(camera.http)/digest?token=h1dden", trap: trap)
        let error = try #require(refused.error)
        #expect(error.description.contains("password") && error.description.contains("127.0.0.1:\(camera.http)"))
        #expect(!error.description.contains("wr0ng") && !error.description.contains("h1dden"), "\(error)")
    }

    static let bad = [
        "redirect", "redirecthost", "redirectfile", "redirectrtsp", "redirectuser", "circle", "playlist",
        "playlistfile",
        "concat", "sdp", "asx", "svg", "dash", "text", "401", "404", "hang", "garbage", "slow", "endless", "audio",
        "gif",
        "apng", "stall", "stallsound",
    ]

    @Test("What is no camera's is refused, soon, and nothing else is contacted", arguments: bad)
    func refused(name: String) throws {
        let trap = try SilentServer()
        let camera = try BadCamera(trap: trap)
        let started = ContinuousClock.now
        let outcome = Self.watch("http://127.0.0.1:\(camera.http)/\(name)?pw=h1dden", frames: 200, trap: trap)
        let error = try #require(outcome.error, "\(outcome)")
        #expect(error.isRetriable && error.description.hasPrefix("http://127.0.0.1:\(camera.http): "), "\(error)")
        #expect(!error.description.contains("h1dden") && !error.description.contains("/etc/passwd"), "\(error)")
        #expect(name.hasPrefix("stall") || outcome.times.isEmpty)
        #expect(outcome.contacts == 0, "\(name) lured the gate away")
        #expect(ContinuousClock.now - started < .seconds(20))
    }

    @Test(
        "An RTSP camera cannot send the gate elsewhere",
        arguments: ["options", "describe", "setup", "control", "base", "udp"])
    func redirectingRTSP(name: String) throws {
        let trap = try SilentServer()
        let camera = try BadCamera(trap: trap)
        let outcome = Self.watch("rtsp://officer:s3cret@127.0.0.1:\(camera.rtsp)/\(name)", trap: trap)
        let error = try #require(outcome.error)
        #expect(error.isRetriable && !error.description.contains("s3cret"), "\(error)")
        #expect(outcome.contacts == 0, "\(name) lured the gate away")
    }

    @Test(
        "No part of an address but scheme, host and port is shown",
        arguments: [
            "rtsp://u:s3cret@127.0.0.1:1/s3cret?password=s3cret", "http://127.0.0.1:1/s3cret?user=s3cret",
            "rtsp://u:12/s3cret@127.0.0.1/x", "rtsp://u:1234/x@s3cret", "rtsp://s3cret?x@127.0.0.1/",
            "rtsp:/u:s3cret@127.0.0.1", "rtsp://u:p@s3cret/x@127.0.0.1/", "rtsp://u:p@s3cret#x@127.0.0.1/",
            "rtps://u:s3cret@127.0.0.1", "s3cret@127.0.0.1", "http://[s3cret/", "https://u:s3cret@127.0.0.1:1/",
            "http://u:p%0d%0aX-s3cret@127.0.0.1:1/", "rtsp://127.0.0.1:s3cret/", "concat:s3cret", "data:s3cret",
            "rtsp://a b:s3cret@h/",
            "gopher://s3cret/", "rtmp://s3cret/", "udp://s3cret", "subfile,,start,0,end,0,,:s3cret", "crypto:s3cret",
            "srt://s3cret",
        ])
    func nothingIsShown(location: String) throws {
        let trap = try SilentServer()
        let source = FFmpegSource(location: location, clock: .live(SystemSupervisorClock()))
        let error = try #require(Self.watch(location, trap: trap).error)
        for text in [source.name, error.description] {
            #expect(!text.contains("s3cret") && !text.contains("1234"), "\(text)")
        }
    }
}

/// `Tests/Live/bad-camera.py` in a process of its own.
final class BadCamera {
    let http: Int
    let rtsp: Int
    private let process = Process()

    init(trap: SilentServer) throws {
        let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Live/bad-camera.py")
        process.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
        process.arguments = [script.path, try Fixture.shared.get(), String(trap.port)]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        var said = Data()
        while said.last != UInt8(ascii: "\n"), case let more = output.fileHandleForReading.availableData, !more.isEmpty
        {
            said += more
        }
        let ports = String(decoding: said, as: UTF8.self)
            .split(whereSeparator: \.isWhitespace).compactMap { Int($0) }
        try #require(ports.count == 2)
        (http, rtsp) = (ports[0], ports[1])
    }

    deinit { if process.isRunning { kill(process.processIdentifier, SIGKILL) } }
}
