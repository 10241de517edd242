import CMHD
import Foundation
import GateDomain
import GatePipeline

/// What answers requests: the application, or an empty handler that measures the transport.
public protocol Responder: Sendable {
    func respond(to request: HTTPRequest) async -> HTTPResponse
    /// An answer that the transport gives itself; counted and logged as the others.
    func refuse(_ request: HTTPRequest, _ problem: Problem) -> HTTPResponse
    func finished(_ request: HTTPRequest, _ response: HTTPResponse, seconds: Double)
}

/// libmicrohttpd with its own threads: requests are read there, answered in tasks while their connection is suspended.
public final class LiveServer: Sendable {
    public struct Options: Sendable {
        public var address: ListenAddress
        /// PEM texts; nil for plain HTTP.
        public var tls: (certificate: String, key: String)?
        public var threads = 2
        public var connections: UInt32 = 4000
        public var connectionsOfAddress: UInt32 = 2500
        public var bodyLimit = 1 << 20
        /// All bodies that are being read or answered, together.
        public var bodiesLimit = 64 << 20
        /// Added to the threads' nice value: cameras come first.
        public var niceness: Int32 = 5
        /// Believes `X-Forwarded-For` of a proxy on this machine.
        public var trustsLoopbackProxy = false

        public init(address: ListenAddress) { self.address = address }
    }

    let options: Options
    let responder: any Responder
    let deadlines = Deadlines()
    let bodies = Locked(0)
    private let inFlight = Locked(0)
    private let daemon = Locked<UInt>(0)
    private let sweeper = Locked<Task<Void, Never>?>(nil)

    public init(options: Options, responder: any Responder) {
        self.options = options
        self.responder = responder
    }

    /// The port that it listens on; 0 before the start.
    public var port: UInt16 { daemon.withLock { OpaquePointer(bitPattern: $0).map(gate_mhd_port) ?? 0 } }
    public var connectionCount: Int { deadlines.count }

    /// - Throws: `ServerError` when the address cannot be listened on, or is open to others without TLS.
    public func start() throws(ServerError) {
        guard options.tls != nil || options.address.isLoopback else {
            throw ServerError(
                "\(options.address): passwords and keys would go over the network in the clear; give a certificate and key, "
                    + "or listen on 127.0.0.1 behind a proxy that has them")
        }
        guard var address = options.address.storage else { throw ServerError("\(options.address): no address") }
        var flags = MHD_USE_EPOLL_INTERNAL_THREAD.rawValue | MHD_ALLOW_SUSPEND_RESUME.rawValue
        if options.address.host.contains(":") { flags |= MHD_USE_IPv6.rawValue }
        let context = Unmanaged.passUnretained(self).toOpaque()
        var items = [
            item(.URI_LOG_CALLBACK, unsafeBitCast(Callbacks.began, to: Int.self), context),
            item(.NOTIFY_CONNECTION, unsafeBitCast(Callbacks.connection, to: Int.self), context),
            item(.THREAD_POOL_SIZE, max(2, options.threads)), item(.CONNECTION_LIMIT, Int(options.connections)),
            item(.PER_IP_CONNECTION_LIMIT, Int(options.connectionsOfAddress)), item(.CONNECTION_TIMEOUT, 60),
            item(.CONNECTION_MEMORY_LIMIT, 32 << 10),
            item(.LISTENING_ADDRESS_REUSE, 1), item(.LISTEN_BACKLOG_SIZE, 1024),
        ]
        var kept: [UnsafeMutablePointer<CChar>?] = []
        defer { for text in kept { free(text) } }
        if let tls = options.tls {
            flags |= MHD_USE_TLS.rawValue
            kept = [strdup(tls.key), strdup(tls.certificate), strdup("SECURE128:-VERS-ALL:+VERS-TLS1.3:+VERS-TLS1.2")]
            items += [
                item(.HTTPS_MEM_KEY, 0, kept[0]), item(.HTTPS_MEM_CERT, 0, kept[1]),
                item(.HTTPS_PRIORITIES, 0, kept[2]),
            ]
        }
        items.append(item(.END, 0))
        let started = withUnsafePointer(to: &address) {
            $0.withMemoryRebound(to: sockaddr.self, capacity: 1) {
                gate_mhd_start(UInt32(flags), $0, Callbacks.access, context, Callbacks.completed, context, items)
            }
        }
        guard let started else {
            throw ServerError("\(options.address): cannot listen there; is the port taken, or the certificate damaged?")
        }
        let bits = UInt(bitPattern: started)
        daemon.withLock { $0 = bits }
        sweeper.withLock {
            $0 = Task { [deadlines] in
                while !Task.isCancelled {
                    try? await Task.sleep(for: .seconds(1))
                    deadlines.sweep()
                }
            }
        }
    }

    /// No new connections; what is in flight is answered within `seconds`, streams must have been ended before; then everything closes.
    public func stop(within seconds: Double = 8) async {
        let bits = daemon.withLock { bits in
            defer { bits = 0 }
            return bits
        }
        guard let daemon = OpaquePointer(bitPattern: bits) else { return }
        let listening = MHD_quiesce_daemon(daemon)
        let end = ContinuousClock.now + .seconds(seconds)
        while inFlight.withLock({ $0 }) > 0, ContinuousClock.now < end { try? await Task.sleep(for: .milliseconds(20)) }
        // An answer that was just resumed still has to be written.
        try? await Task.sleep(for: .milliseconds(100))
        sweeper.withLock { $0?.cancel() }
        await withCheckedContinuation { continuation in
            Thread.detachNewThread {
                if let daemon = OpaquePointer(bitPattern: bits) { MHD_stop_daemon(daemon) }
                if listening >= 0 { close(listening) }
                continuation.resume()
            }
        }
    }

    func began() { inFlight.withLock { $0 += 1 } }
    func ended() { inFlight.withLock { $0 -= 1 } }

    private func item(_ option: MHD_OPTION, _ value: Int, _ pointer: UnsafeMutableRawPointer? = nil) -> MHD_OptionItem {
        MHD_OptionItem(option: option, value: value, ptr_value: pointer)
    }
}
