import Foundation
import GateDomain

/// Tells systemd how the service is (`sd_notify`): a datagram to the socket that NOTIFY_SOCKET names. Without one nothing is told.
struct ServiceManager: Sendable {
    private let socketPath: String?
    /// Seconds within which the watchdog wants to hear of us; nil when there is none.
    let watchdog: Double?

    init(environment: [String: String] = ProcessInfo.processInfo.environment) {
        socketPath = environment["NOTIFY_SOCKET"].flatMap { $0.isEmpty ? nil : $0 }
        let isOurs = environment["WATCHDOG_PID"].map { $0 == String(getpid()) } ?? true
        watchdog = isOurs ? environment["WATCHDOG_USEC"].flatMap { Double($0) }.map { $0 / 1e6 } : nil
    }

    func ready(_ status: String) { tell("READY=1\nSTATUS=\(status)") }
    func status(_ status: String) { tell("STATUS=\(status)") }
    func alive() { tell("WATCHDOG=1") }
    func stopping() { tell("STOPPING=1") }

    func reloading() {
        var now = timespec()
        clock_gettime(CLOCK_MONOTONIC, &now)
        tell("RELOADING=1\nMONOTONIC_USEC=\(now.tv_sec * 1_000_000 + now.tv_nsec / 1000)")
    }

    private func tell(_ text: String) {
        guard let socketPath, let address = LocalAddress(socketPath) else { return }
        let descriptor = socket(AF_UNIX, Int32(SOCK_DGRAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return }
        defer { close(descriptor) }
        _ = address.with { pointer, length in
            sendto(descriptor, text, text.utf8.count, Int32(MSG_NOSIGNAL), pointer, length)
        }
    }
}
