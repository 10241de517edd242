import Foundation
import GateDomain
import GatePipeline

/// A local socket beside the database: who connects is told the gate's health, a JSON object, and the connection ends.
actor StatusSocket {
    private nonisolated let executor = ThreadExecutor(name: "status")
    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    private let path: String
    private let descriptor: Int32
    private let health: @Sendable () async -> GateHealth

    static func path(of database: String) -> String { database + ".status" }

    /// Only this user may connect. What an earlier run left is taken away: the database has one holder, who is us.
    init(database: String, health: @escaping @Sendable () async -> GateHealth) throws {
        path = Self.path(of: database)
        self.health = health
        descriptor = socket(
            AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue) | Int32(SOCK_NONBLOCK.rawValue), 0)
        unlink(path)
        let isBound = Self.reached(path) { address in
            address.with { bind(descriptor, $0, $1) == 0 }
        }
        guard isBound == true, chmod(path, 0o600) == 0, listen(descriptor, 16) == 0 else {
            let reason = String(cString: strerror(errno))
            close(descriptor)
            throw InboxError("\(path): the status socket cannot be made (\(reason)); check the folder's permissions")
        }
    }

    deinit {
        close(descriptor)
        unlink(path)
    }

    /// Answers until its task is cancelled.
    func run() async {
        while !Task.isCancelled {
            var waiting = pollfd(fd: descriptor, events: Int16(POLLIN), revents: 0)
            guard poll(&waiting, 1, 500) > 0 else { continue }
            let connection = accept(descriptor, nil, nil)
            guard connection >= 0 else { continue }
            _ = fcntl(connection, F_SETFD, FD_CLOEXEC)
            var patience = timeval(tv_sec: 2, tv_usec: 0)
            setsockopt(connection, SOL_SOCKET, SO_SNDTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
            if let line = try? JSONLine.encode(await health()) {
                try? FileHandle(fileDescriptor: connection).write(contentsOf: Data((line + "\n").utf8))
            }
            close(connection)
        }
    }

    /// Asks a running gate; nil when none answers.
    static func ask(database: String) -> GateHealth? {
        let descriptor = socket(AF_UNIX, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var patience = timeval(tv_sec: 5, tv_usec: 0)
        setsockopt(descriptor, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
        let isConnected = reached(path(of: database)) { $0.with { connect(descriptor, $0, $1) == 0 } }
        guard isConnected == true, let data = try? FileHandle(fileDescriptor: descriptor).readToEnd() else {
            return nil
        }
        return try? JSONDecoder().decode(GateHealth.self, from: data)
    }

    /// Addresses are short: a long path is reached through its folder's descriptor.
    private static func reached<Result>(_ path: String, _ body: (LocalAddress) -> Result) -> Result? {
        if let address = LocalAddress(path) { return body(address) }
        let url = URL(fileURLWithPath: path)
        let folder = open(url.deletingLastPathComponent().path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard folder >= 0 else { return nil }
        defer { close(folder) }
        return LocalAddress("/proc/self/fd/\(folder)/\(url.lastPathComponent)").map(body)
    }
}
