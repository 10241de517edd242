import CCurl
import CFFmpeg
import GateDomain
import GatePipeline

/// What a camera sends over HTTP, from that camera alone: a redirection to another address is refused, and no proxy is asked.
final class HTTPBody {
    private let multi: UnsafeMutableRawPointer
    private let easy: UnsafeMutableRawPointer
    private let guardian: ReadGuard
    private var received: [UInt8] = []
    private var start = 0
    private var isOver = false
    private var result = CURLE_OK
    private var headers: UnsafeMutablePointer<curl_slist>?

    private static let isReady = curl_global_init(Int(CURL_GLOBAL_DEFAULT)) == CURLE_OK
    private static let redirections = 3

    /// Connects and waits for the first bytes of the body.
    init(_ url: StreamURL, guardian: ReadGuard) throws(IngestError) {
        guard Self.isReady, let multi = curl_multi_init() else {
            throw IngestError("\(url): out of memory", isRetriable: true)
        }
        guard let easy = curl_easy_init() else {
            curl_multi_cleanup(multi)
            throw IngestError("\(url): out of memory", isRetriable: true)
        }
        (self.multi, self.easy, self.guardian) = (multi, easy, guardian)
        gate_curl_number(easy, CURLOPT_NOSIGNAL, 1)
        gate_curl_text(easy, CURLOPT_PROTOCOLS_STR, "http,https")
        gate_curl_text(easy, CURLOPT_NOPROXY, "*")
        gate_curl_number(easy, CURLOPT_FOLLOWLOCATION, 0)
        gate_curl_number(easy, CURLOPT_PATH_AS_IS, 1)
        gate_curl_number(easy, CURLOPT_HTTP_VERSION, CURL_HTTP_VERSION_1_1)
        gate_curl_text(easy, CURLOPT_USERAGENT, "bordergate")
        if let user = url.user {
            gate_curl_number(easy, CURLOPT_HTTPAUTH, GATE_CURL_PASSWORDS)
            gate_curl_text(easy, CURLOPT_USERNAME, Self.decoded(user))
            gate_curl_text(easy, CURLOPT_PASSWORD, Self.decoded(url.password ?? ""))
        }
        let context = Unmanaged.passUnretained(self).toOpaque()
        gate_curl_on_write(easy, gateTake, context)
        try open(url)
    }

    deinit {
        curl_multi_remove_handle(multi, easy)
        curl_easy_cleanup(easy)
        curl_multi_cleanup(multi)
    }

    /// `image/jpeg`, `multipart/x-mixed-replace`…; empty when the camera does not say.
    private(set) var contentType = ""

    private func open(_ url: StreamURL) throws(IngestError) {
        var next = url
        for _ in 0...Self.redirections {
            gate_curl_text(easy, CURLOPT_URL, next.withoutUser)
            (isOver, result, received, start) = (false, CURLE_OK, [], 0)
            curl_multi_add_handle(multi, easy)
            while received.isEmpty, !isOver, !guardian.shouldInterrupt { turn() }
            if guardian.shouldInterrupt { throw IngestError("\(url): no answer", isRetriable: true) }
            let status = gate_curl_status(easy)
            if status == 200, !received.isEmpty {
                contentType = (gate_curl_answer(easy, CURLINFO_CONTENT_TYPE).map { String(cString: $0) } ?? "")
                    .lowercased()
                return
            }
            let target = gate_curl_answer(easy, CURLINFO_REDIRECT_URL).map { String(cString: $0) }
            curl_multi_remove_handle(multi, easy)
            guard (300..<400).contains(status) else { throw refusal(url, status) }
            guard let target, let there = StreamURL(target), there.isSamePlace(as: url) else {
                throw IngestError(
                    "\(url): the camera sends the gate to another address (\(status)), which is refused; write that address into the configuration if it is right",
                    isRetriable: true)
            }
            next = there
        }
        throw IngestError("\(url): the camera redirects in a circle; check its address", isRetriable: true)
    }

    private func refusal(_ url: StreamURL, _ status: Int) -> IngestError {
        let what =
            switch status {
            case 0: "cannot be reached (\(String(cString: curl_easy_strerror(result)))); check address and network"
            case 200: "sends nothing; check the camera"
            case 401, 403: "user or password are refused (\(status)); check them"
            default: "answers \(status); check the address"
            }
        return IngestError("\(url): \(what)", isRetriable: true)
    }

    /// Lets the transfer go on, waiting a moment for it.
    private func turn() {
        var running: Int32 = 0
        curl_multi_perform(multi, &running)
        if running == 0 {
            var left: Int32 = 0
            while let message = curl_multi_info_read(multi, &left) {
                if message.pointee.msg == CURLMSG_DONE { result = message.pointee.data.result }
            }
            isOver = true
        } else if received.count == start {
            curl_multi_poll(multi, nil, 0, 100, nil)
        }
    }

    fileprivate func take(_ bytes: UnsafeRawBufferPointer) {
        // The page that comes with an error or a redirection is nobody's picture.
        if gate_curl_status(easy) == 200 { received.append(contentsOf: bytes) }
    }

    /// - Returns: bytes put into `buffer`, or FFmpeg's error code.
    fileprivate func read(into buffer: UnsafeMutablePointer<UInt8>, size: Int) -> Int32 {
        while received.count == start {
            (received, start) = ([], 0)
            if guardian.shouldInterrupt { return GATE_AVERROR_EXIT }
            if isOver { return result == CURLE_OK ? GATE_AVERROR_EOF : GATE_AVERROR_EIO }
            turn()
        }
        let count = min(size, received.count - start)
        received.withUnsafeBufferPointer { bytes in
            if let base = bytes.baseAddress { buffer.update(from: base + start, count: count) }
        }
        start += count
        return Int32(count)
    }

    private static func decoded(_ text: String) -> String {
        var bytes: [UInt8] = []
        var rest = text.utf8[...]
        while let byte = rest.popFirst() {
            if byte == UInt8(ascii: "%"), rest.count >= 2,
                let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16)
            {
                bytes.append(value)
                rest.removeFirst(2)
            } else {
                bytes.append(byte)
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }
}

/// Called by libcurl inside `curl_multi_perform`, on the camera's thread; the body owns the handle.
private func gateTake(
    _ bytes: UnsafeMutablePointer<CChar>?, _ size: Int, _ count: Int, _ context: UnsafeMutableRawPointer?
) -> Int {
    guard let bytes, let context else { return 0 }
    Unmanaged<HTTPBody>.fromOpaque(context).takeUnretainedValue().take(
        UnsafeRawBufferPointer(start: bytes, count: size * count))
    return size * count
}

/// Called by FFmpeg when it wants more, on the camera's thread; the demuxer holds the body as long as the context lives.
func gateReadBody(_ opaque: UnsafeMutableRawPointer?, _ buffer: UnsafeMutablePointer<UInt8>?, _ size: Int32) -> Int32 {
    guard let opaque, let buffer, size > 0 else { return GATE_AVERROR_EIO }
    return Unmanaged<HTTPBody>.fromOpaque(opaque).takeUnretainedValue().read(into: buffer, size: Int(size))
}
