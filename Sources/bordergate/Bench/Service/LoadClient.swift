import Foundation
import GateDomain
import GatePipeline

/// A client that holds a connection open and asks again as soon as it is answered; blocking, a thread each.
final class LoadClient: Sendable {
    struct Result: Sendable {
        var milliseconds: [Double] = []
        var failures = 0
    }

    private let result = Locked(Result())
    private let isStopped = Locked(false)

    /// - Parameter request: the bytes of the nth request of a connection.
    static func run(
        port: UInt16, connections: Int, seconds: Double,
        request: @escaping @Sendable (_ connection: Int, _ number: Int) -> [UInt8]
    ) async -> Result {
        let client = LoadClient()
        let group = DispatchGroup()
        for connection in 0..<connections {
            group.enter()
            let thread = Thread {
                client.loop(port, connection, request)
                group.leave()
            }
            thread.stackSize = 256 << 10
            thread.start()
        }
        try? await Task.sleep(for: .seconds(seconds))
        client.isStopped.withLock { $0 = true }
        await withCheckedContinuation { continuation in
            group.notify(queue: .global()) { continuation.resume() }
        }
        return client.result.withLock { $0 }
    }

    /// A connected socket with a time-out; nil when the server does not take it.
    static func connect(_ port: UInt16) -> Int32? {
        let descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        guard descriptor >= 0 else { return nil }
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_port = port.bigEndian
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var limit = timeval(tv_sec: 20, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &limit, socklen_t(MemoryLayout<timeval>.size))
        let code = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                Foundation.connect(descriptor, $0, socklen_t(MemoryLayout<sockaddr_in>.size))
            }
        }
        guard code == 0 else {
            close(descriptor)
            return nil
        }
        return descriptor
    }

    private func loop(_ port: UInt16, _ connection: Int, _ request: (Int, Int) -> [UInt8]) {
        var mine = Result()
        defer {
            let mine = mine
            result.withLock {
                $0.milliseconds += mine.milliseconds
                $0.failures += mine.failures
            }
        }
        guard let descriptor = Self.connect(port) else {
            mine.failures += 1
            return
        }
        defer { close(descriptor) }
        var number = 0
        while !isStopped.withLock({ $0 }) {
            let start = ContinuousClock.now
            let bytes = request(connection, number)
            number += 1
            guard send(descriptor, bytes, bytes.count, Int32(MSG_NOSIGNAL)) == bytes.count,
                Self.answer(descriptor).starts(with: Array("HTTP/1.1 200".utf8))
            else {
                mine.failures += 1
                return
            }
            mine.milliseconds.append((ContinuousClock.now - start) / .milliseconds(1))
        }
    }

    /// One answer with a Content-Length; empty when there was none.
    private static func answer(_ descriptor: Int32) -> [UInt8] {
        var data: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 16 << 10)
        let end = Array("\r\n\r\n".utf8)
        let name = Array("content-length: ".utf8)
        var whole = Int.max
        while data.count < whole {
            let count = recv(descriptor, &buffer, buffer.count, 0)
            guard count > 0 else { return [] }
            data += buffer.prefix(count)
            guard whole == .max, let head = position(of: end, in: data) else { continue }
            let lower = data[..<head].map { (65...90).contains($0) ? $0 + 32 : $0 }
            guard let field = position(of: name, in: lower) else { return [] }
            let digits = lower[(field + name.count)...].prefix { (48...57).contains($0) }
            whole = head + 4 + (Int(String(decoding: digits, as: UTF8.self)) ?? 0)
        }
        return data
    }

    private static func position(of pattern: [UInt8], in bytes: [UInt8]) -> Int? {
        guard bytes.count >= pattern.count else { return nil }
        return (0...(bytes.count - pattern.count)).first { bytes[$0..<($0 + pattern.count)].elementsEqual(pattern) }
    }
}
