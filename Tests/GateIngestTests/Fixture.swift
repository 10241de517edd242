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

    /// Five seconds with a picture of B-frames' and cameras' usual size.
    static let shared = Result {
        try clip("shared.mp4", seconds: 5, extra: ["-vf", "scale=320:240", "-bf", "0"])
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

extension Fixture {
    /// A port on loopback that nobody listens on.
    static func freePort() throws -> Int { try SilentServer().port }
}

/// Takes connections and never says a word.
final class SilentServer {
    let port: Int
    private let descriptor: Int32

    init() throws {
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var size = socklen_t(MemoryLayout<sockaddr_in>.size)
        let descriptor = descriptor
        let isListening = withUnsafeMutablePointer(to: &address) { pointer in
            pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                bind(descriptor, $0, size) == 0 && listen(descriptor, 4) == 0 && getsockname(descriptor, $0, &size) == 0
            }
        }
        try #require(isListening)
        port = Int(UInt16(bigEndian: address.sin_port))
    }

    /// Who has connected since the start.
    var contacts: Int {
        var count = 0
        var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
        while poll(&waiting, 1, 0) > 0 {
            close(accept(descriptor, nil, nil))
            count += 1
        }
        return count
    }

    deinit { close(descriptor) }
}

/// A real RTSP server in a process of its own.
final class RTSPServer {
    let port: Int
    private let process = Process()

    init(port: Int) throws {
        self.port = port
        let script = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appendingPathComponent("Live/rtsp-server.py")
        process.executableURL = URL(fileURLWithPath: "/usr/bin/python3")
        process.arguments = [script.path, String(port)]
        let output = Pipe()
        process.standardOutput = output
        try process.run()
        // Its one line says that it listens.
        _ = output.fileHandleForReading.availableData
    }

    func kill() {
        Foundation.kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
    }

    deinit { if process.isRunning { Foundation.kill(process.processIdentifier, SIGKILL) } }
}
