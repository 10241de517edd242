import Foundation
import GateDomain
import GatePipeline

/// Many open event streams, read by one thread.
final class Streams: Sendable {
    let count: Int
    private let descriptors: [Int32]
    private let state = Locked<(ready: Int, events: [ContinuousClock.Instant], isClosed: Bool)>((0, [], false))

    init(port: UInt16, key: String, count: Int) {
        self.count = count
        descriptors = (0..<count).compactMap { _ in LoadClient.connect(port) }
        let request = Array(
            "GET /v1/events HTTP/1.1\r\nHost: bench\r\nAccept: text/event-stream\r\nAuthorization: Bearer \(key)\r\n\r\n"
                .utf8)
        for descriptor in descriptors { send(descriptor, request, request.count, Int32(MSG_NOSIGNAL)) }
        Thread { [self] in read() }.start()
    }

    /// Streams that have sent their first bytes.
    func wait(seconds: Double) async -> Int {
        let end = ContinuousClock.now + .seconds(seconds)
        while state.withLock({ $0.ready }) < count, ContinuousClock.now < end {
            try? await Task.sleep(for: .milliseconds(50))
        }
        return state.withLock { $0.ready }
    }

    /// When each stream had its first event.
    func events(seconds: Double) async -> [ContinuousClock.Instant] {
        let end = ContinuousClock.now + .seconds(seconds)
        while state.withLock({ $0.events.count }) < count, ContinuousClock.now < end {
            try? await Task.sleep(for: .milliseconds(20))
        }
        return state.withLock { $0.events }
    }

    func close() { state.withLock { $0.isClosed = true } }

    private func read() {
        var polled = descriptors.map { pollfd(fd: $0, events: Int16(POLLIN), revents: 0) }
        var isReady = [Bool](repeating: false, count: polled.count)
        var hasEvent = isReady
        var buffer = [UInt8](repeating: 0, count: 16 << 10)
        let mark = Array("event: ".utf8)
        while !state.withLock({ $0.isClosed }) {
            guard poll(&polled, nfds_t(polled.count), 100) > 0 else { continue }
            let now = ContinuousClock.now
            for index in polled.indices where polled[index].revents != 0 {
                let size = recv(polled[index].fd, &buffer, buffer.count, Int32(MSG_DONTWAIT))
                guard size > 0 else {
                    if size == 0 { polled[index].fd = -1 }
                    continue
                }
                if !isReady[index] {
                    isReady[index] = true
                    state.withLock { $0.ready += 1 }
                }
                let data = buffer.prefix(size)
                guard !hasEvent[index], data.indices.contains(where: { data[$0...].starts(with: mark) }) else {
                    continue
                }
                hasEvent[index] = true
                state.withLock { $0.events.append(now) }
            }
        }
        for descriptor in descriptors { Foundation.close(descriptor) }
    }
}
