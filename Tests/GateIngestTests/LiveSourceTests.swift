import Foundation
import GateDomain
import GateIngest
import GatePipeline
import Testing

/// Against GStreamer's RTSP server on loopback.
@Suite(.serialized) struct LiveSourceTests {
    /// What a watched camera did so far.
    final class Seen: Sendable {
        struct State {
            var times: [CaptureTime] = []
            var failures: [IngestError] = []
            var isOver = false
        }
        let state = Locked(State())

        var frames: Int { state.withLock { $0.times.count } }
        var failures: Int { state.withLock { $0.failures.count } }
        var isOver: Bool { state.withLock { $0.isOver } }
    }

    static func wait(_ seconds: Double = 40, until isTrue: () -> Bool) -> Bool {
        let end = Date(timeIntervalSinceNow: seconds)
        while !isTrue() {
            guard Date() < end else { return false }
            Thread.sleep(forTimeInterval: 0.02)
        }
        return true
    }

    static func options(open: Double, read: Double) -> IngestOptions {
        var options = IngestOptions()
        options.openTimeout = open
        options.readTimeout = read
        return options
    }

    /// Watches in a thread of its own.
    static func watch(_ supervisor: CameraSupervisor) -> Seen {
        let seen = Seen()
        Thread.detachNewThread {
            supervisor.run(
                deliver: { frame in
                    seen.state.withLock { $0.times.append(frame.time) }
                    return true
                },
                report: { event in
                    if case .failed(let error, _) = event { seen.state.withLock { $0.failures.append(error) } }
                })
            seen.state.withLock { $0.isOver = true }
        }
        return seen
    }

    @Test func followsACameraThroughARestart() throws {
        let port = try Fixture.freePort()
        var server = try RTSPServer(port: port)
        let source = FFmpegSource(
            location: "rtsp://127.0.0.1:\(port)/lane", clock: .live(SystemSupervisorClock()),
            options: Self.options(open: 5, read: 2))
        let supervisor = CameraSupervisor(sources: [source], mode: .live(seed: 7), clock: SystemSupervisorClock())
        let seen = Self.watch(supervisor)
        #expect(Self.wait { seen.frames > 10 })
        server.kill()
        #expect(Self.wait { seen.failures > 0 }, "a dead server is noticed")
        let before = seen.frames
        server = try RTSPServer(port: port)
        #expect(Self.wait { seen.frames > before + 10 }, "frames come again")
        supervisor.stop()
        #expect(Self.wait { seen.isOver })
        seen.state.withLock { state in
            #expect(zip(state.times, state.times.dropFirst()).allSatisfy { $0.instant <= $1.instant })
            #expect(state.times.allSatisfy { $0.quality != .recorded })
            #expect(Set(state.times.map(\.epoch)).count > 1)
            #expect(state.failures.allSatisfy { $0.isRetriable && $0.description.contains("127.0.0.1:\(port):") })
        }
        server.kill()
    }

    @Test func aSilentServerIsGivenUpInTime() throws {
        let silent = try SilentServer()
        let source = FFmpegSource(
            location: "rtsp://127.0.0.1:\(silent.port)/lane", clock: .live(SystemSupervisorClock()),
            options: Self.options(open: 1, read: 1))
        let started = Date()
        var failure: IngestError?
        do throws(IngestError) {
            try source.run(epoch: 0, deliver: { _ in true }, notice: { _ in })
        } catch {
            failure = error
        }
        let error = try #require(failure)
        #expect(error.isRetriable && error.description.contains("\(silent.port):"), "\(error)")
        #expect(Date().timeIntervalSince(started) < 10)
    }

    @Test func stopEndsABlockedRead() throws {
        let silent = try SilentServer()
        let source = FFmpegSource(
            location: "rtsp://127.0.0.1:\(silent.port)/lane", clock: .live(SystemSupervisorClock()),
            options: Self.options(open: 300, read: 300))
        let supervisor = CameraSupervisor(sources: [source], mode: .live(seed: 7), clock: SystemSupervisorClock())
        let seen = Self.watch(supervisor)
        Thread.sleep(forTimeInterval: 0.3)
        supervisor.stop()
        #expect(Self.wait(20) { seen.isOver })
    }
}
