import CMHD
import Foundation
import GateDomain
import GatePipeline

/// A connection as a task holds it: used while it is suspended, or on the library's thread, never else.
private struct Handle: @unchecked Sendable { let pointer: OpaquePointer }

/// What libmicrohttpd calls, on its own threads. The context is the server, which outlives its daemon.
enum Callbacks {
    /// The first line of a request: its target as sent, before the library decodes it.
    static let began:
        @convention(c) (UnsafeMutableRawPointer?, UnsafePointer<CChar>?, OpaquePointer?) -> UnsafeMutableRawPointer? = {
            @Sendable _, target, _ in
            // Invalid UTF-8 becomes U+FFFD, which no target may hold.
            Unmanaged.passRetained(Exchange(target: target.map { String(cString: $0) } ?? "")).toOpaque()
        }

    static let connection: MHD_NotifyConnectionCallback = { @Sendable context, connection, slot, code in
        guard let connection, let server = server(context) else { return }
        if code == .CONNECTION_NOTIFY_STARTED {
            server.deadlines.connected(connection)
            if server.options.niceness > 0 { gate_thread_nice(server.options.niceness) }
        } else {
            server.deadlines.closed(connection)
        }
    }

    static let completed: MHD_RequestCompletedCallback = { @Sendable context, connection, slot, _ in
        guard let server = server(context) else { return }
        // Until the next request's head is whole.
        if let connection { server.deadlines.set(connection, 10) }
        guard let opaque = slot?.pointee else { return }
        slot?.pointee = nil
        let exchange = Unmanaged<Exchange>.fromOpaque(opaque).takeRetainedValue()
        let held = exchange.state.withLock { $0.body.count }
        if held > 0 { server.bodies.withLock { $0 -= held } }
    }

    static let access: MHD_AccessHandlerCallback = { @Sendable context, connection, _, method, _, data, size, slot in
        guard let connection, let server = server(context), let opaque = slot?.pointee, let size else { return .NO }
        let exchange = Unmanaged<Exchange>.fromOpaque(opaque).takeUnretainedValue()
        let method = method.map { String(cString: $0) } ?? ""
        if !exchange.state.withLock({ $0.isHeadSeen }) { return head(server, connection, exchange, method) }
        if size.pointee > 0 {
            let chunk = UnsafeRawBufferPointer(start: data, count: size.pointee)
            size.pointee = 0
            take(chunk, server, exchange)
            return .YES
        }
        if let response = exchange.state.withLock({ $0.response }) {
            return queue(server, connection, exchange, method, response)
        }
        server.deadlines.set(connection, nil)
        let request = exchange.state.withLock {
            HTTPRequest(
                method: method, target: exchange.target, headers: $0.headers, body: $0.body,
                peer: peer(connection, $0.headers, server), id: exchange.id)
        }
        if exchange.state.withLock({ $0.isTooLarge }) {
            let response = server.responder.refuse(
                request, Problem(413, "tooLarge", "At most \(server.options.bodyLimit) bytes are taken."))
            exchange.state.withLock { $0.response = response }
            return queue(server, connection, exchange, method, response)
        }
        let handle = Handle(pointer: connection)
        // Before the task starts, never after.
        MHD_suspend_connection(connection)
        server.began()
        Task {
            let response = await server.responder.respond(to: request)
            exchange.state.withLock { $0.response = response }
            let seconds = (ContinuousClock.now - exchange.started) / .seconds(1)
            server.responder.finished(request, response, seconds: seconds)
            MHD_resume_connection(handle.pointer)
            server.ended()
        }
        return .YES
    }

    private static func server(_ context: UnsafeMutableRawPointer?) -> LiveServer? {
        context.map { Unmanaged<LiveServer>.fromOpaque($0).takeUnretainedValue() }
    }

    /// Fields are whole, no body yet. An answer here closes the connection, which is right for what is refused.
    private static func head(
        _ server: LiveServer, _ connection: OpaquePointer, _ exchange: Exchange, _ method: String
    ) -> MHD_Result {
        var fields: [(name: String, value: String)] = []
        let collect: MHD_KeyValueIteratorN = { @Sendable context, _, key, keySize, value, valueSize in
            let name = String(decoding: UnsafeRawBufferPointer(start: key, count: keySize), as: UTF8.self)
            let text = String(decoding: UnsafeRawBufferPointer(start: value, count: valueSize), as: UTF8.self)
            context?.assumingMemoryBound(to: [(name: String, value: String)].self).pointee.append(
                (name: name, value: text))
            return .YES
        }
        guard let kind = MHD_ValueKind(rawValue: 1) else { return .NO }
        // `&fields` would pass the array's elements.
        withUnsafeMutablePointer(to: &fields) {
            _ = MHD_get_connection_values_n(connection, kind, collect, $0)
        }
        let headers = HeaderFields(fields)
        exchange.state.withLock {
            $0.isHeadSeen = true
            $0.headers = headers
        }
        server.deadlines.set(connection, 20)
        guard case .refuse(let status, let detail) = FieldCheck.check(headers, bodyLimit: server.options.bodyLimit)
        else {
            return .YES
        }
        if status == 413, headers["expect"] == nil, let length = headers["content-length"].flatMap({ Int($0) }),
            length <= 64 << 20
        {
            // A client that is sending would lose an early answer with its connection: what comes is let go, then it is told.
            exchange.state.withLock { $0.isTooLarge = true }
            return .YES
        }
        let request = HTTPRequest(
            method: method, target: exchange.target, headers: headers, peer: peer(connection, headers, server),
            id: exchange.id)
        let problem = Problem(status, status == 413 ? "tooLarge" : "badRequest", detail)
        var response = server.responder.refuse(request, problem)
        response.headers.set("connection", "close")
        return queue(server, connection, exchange, method, response)
    }

    private static func take(_ chunk: UnsafeRawBufferPointer, _ server: LiveServer, _ exchange: Exchange) {
        exchange.state.withLock { state in
            guard !state.isTooLarge else { return }
            let fits = server.bodies.withLock { held in
                guard held + chunk.count <= server.options.bodiesLimit else { return false }
                held += chunk.count
                return true
            }
            guard fits, state.body.count + chunk.count <= server.options.bodyLimit else {
                let held = state.body.count + (fits ? chunk.count : 0)
                server.bodies.withLock { $0 -= held }
                state.body = []
                state.isTooLarge = true
                return
            }
            state.body += chunk
        }
    }

    private static func queue(
        _ server: LiveServer, _ connection: OpaquePointer, _ exchange: Exchange, _ method: String,
        _ response: HTTPResponse
    ) -> MHD_Result {
        let made: OpaquePointer?
        switch response.body {
        case .bytes(let bytes):
            made = bytes.withUnsafeBytes {
                MHD_create_response_from_buffer(
                    $0.count, UnsafeMutableRawPointer(mutating: $0.baseAddress), .RESPMEM_MUST_COPY)
            }
            // A client that does not read its answer.
            server.deadlines.set(connection, 60)
        case .events(let subscription):
            let handle = Handle(pointer: connection)
            subscription.whenReady { MHD_resume_connection(handle.pointer) }
            let stream = Stream(subscription: subscription, connection: handle)
            made = MHD_create_response_from_callback(
                GATE_MHD_SIZE_UNKNOWN, 4096, Callbacks.read, Unmanaged.passRetained(stream).toOpaque(),
                Callbacks.release)
            server.deadlines.set(connection, nil)
        }
        guard let made else { return .NO }
        for (name, value) in response.headers.fields { MHD_add_response_header(made, name, value) }
        defer { MHD_destroy_response(made) }
        return MHD_queue_response(connection, UInt32(response.status), made)
    }

    /// What a stream's response holds until it is destroyed.
    private final class Stream: Sendable {
        let subscription: EventSubscription
        let connection: Handle
        init(subscription: EventSubscription, connection: Handle) {
            self.subscription = subscription
            self.connection = connection
        }
    }

    private static let read: MHD_ContentReaderCallback = { @Sendable context, _, buffer, size in
        guard let context, let buffer else { return GATE_MHD_END }
        let stream = Unmanaged<Stream>.fromOpaque(context).takeUnretainedValue()
        let room = UnsafeMutableRawBufferPointer(start: buffer, count: size)
        switch stream.subscription.pull(into: room, suspend: { MHD_suspend_connection(stream.connection.pointer) }) {
        case .bytes(let count): return count
        case .wait: return 0
        case .end: return GATE_MHD_END
        }
    }

    private static let release: MHD_ContentReaderFreeCallback = { @Sendable context in
        guard let context else { return }
        let stream = Unmanaged<Stream>.fromOpaque(context).takeRetainedValue()
        stream.subscription.whenReady {}
        stream.subscription.onClose(stream.subscription)
    }

    private static func peer(_ connection: OpaquePointer, _ headers: HeaderFields, _ server: LiveServer) -> String {
        var text = [CChar](repeating: 0, count: 64)
        gate_mhd_peer(connection, &text, socklen_t(text.count))
        let address = String(decoding: text.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
        guard server.options.trustsLoopbackProxy, address.hasPrefix("127.") || address == "::1",
            let forwarded = headers.all("x-forwarded-for").last?.split(separator: ",").last
        else { return address }
        return String(forwarded.filter { $0 != " " }.prefix(64))
    }
}
