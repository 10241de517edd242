import Foundation
import Testing

/// Clips and servers that the tests make themselves.
enum Fixture {
    static let folder: String = {
        let path = NSTemporaryDirectory() + "ingest-\(UUID().uuidString)"
        try? FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
        return path
    }()

    /// A second of moving pictures, 10 a second, a key frame every 5, made once a test.
    static func clip(_ name: String, seconds: Int = 2, extra: [String] = []) throws -> String {
        let path = "\(folder)/\(UUID().uuidString)-\(name)"
        try run(
            "/usr/bin/ffmpeg",
            ["-v", "error", "-f", "lavfi", "-i", "testsrc=size=128x96:rate=10:duration=\(seconds)"] + extra
                + ["-c:v", "libx264", "-g", "5", "-pix_fmt", "yuv420p", path])
        return path
    }

    static func run(_ program: String, _ arguments: [String]) throws {
        let process = Process()
        process.executableURL = URL(fileURLWithPath: program)
        process.arguments = arguments
        try process.run()
        process.waitUntilExit()
        try #require(process.terminationStatus == 0)
    }
}

/// A real RTSP server in a process of its own.
final class RTSPServer {
    let port: Int
    private let process = Process()

    static var isInstalled: Bool {
        let probe = Process()
        probe.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
        probe.arguments = [
            "-c", "import gi; gi.require_version('GstRtspServer', '1.0'); from gi.repository import GstRtspServer",
        ]
        probe.standardError = FileHandle.nullDevice
        try? probe.run()
        probe.waitUntilExit()
        return probe.terminationStatus == 0
    }

    init(port: Int) throws {
        self.port = port
        let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent().appendingPathComponent(
            "Support/rtsp-server.py")
        process.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
        process.arguments = [script.path, String(port)]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        // Its one line says that it listens.
        _ = output.fileHandleForReading.availableData
    }

    func kill() {
        process.terminate()
        process.waitUntilExit()
    }

    deinit { if process.isRunning { process.terminate() } }
}
