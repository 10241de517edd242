import CCurl
import Foundation
import GateDomain
import GatePipeline

/// Sends a webhook by libcurl: ten seconds, no redirects, small answers, and no address that the rule refuses, looked at when the socket is
/// made: a name that resolves otherwise a moment later gains nothing.
final class CurlPoster: WebhookPoster, Sendable {
    private let rule: AddressRule
    private let queues = (0..<4).map { DispatchQueue(label: "webhooks-\($0)") }
    private let next = Locked(0)

    init(allowList: Set<String>) {
        rule = AddressRule(allowList: allowList)
        curl_global_init(Int(CURL_GLOBAL_DEFAULT))
    }

    /// What a callback of one request sees.
    private final class Exchange {
        let rule: AddressRule
        let host: String
        let port: Int
        var isRefused = false
        var received = 0

        init(rule: AddressRule, host: String, port: Int) {
            self.rule = rule
            self.host = host
            self.port = port
        }
    }

    func fault(in url: String) -> String? {
        guard url.utf8.count <= 500, let parts = URLComponents(string: url), let host = parts.host, !host.isEmpty,
            let scheme = parts.scheme, parts.user == nil, parts.password == nil, parts.fragment == nil
        else { return "an address such as https://example.com/hook is expected" }
        let name = host.trimmingCharacters(in: CharacterSet(charactersIn: "[]"))
        let isNamed = rule.allowList.contains(name) || rule.allowList.contains("\(name):\(parts.port ?? 443)")
        guard scheme == "https" || scheme == "http" && isNamed else { return "https is expected" }
        if isNamed { return nil }
        // Said at once where it is plain; names are looked at when they are connected.
        for (family, size) in [(AF_INET, 4), (AF_INET6, 16)] {
            var bytes = [UInt8](repeating: 0, count: size)
            if inet_pton(family, name, &bytes) == 1, !AddressRule.isPublic(bytes) {
                return "private, loopback and link-local addresses are not called"
            }
        }
        return name == "localhost" || name.hasSuffix(".localhost")
            ? "private, loopback and link-local addresses are not called" : nil
    }

    func post(_ body: [UInt8], to url: String, headers: [(name: String, value: String)]) async -> WebhookAnswer {
        let queue = queues[
            next.withLock { next in
                next = (next + 1) % queues.count
                return next
            }]
        return await withCheckedContinuation { continuation in
            queue.async { [rule] in continuation.resume(returning: Self.post(body, url, headers, rule)) }
        }
    }

    private static func post(
        _ body: [UInt8], _ url: String, _ headers: [(name: String, value: String)], _ rule: AddressRule
    ) -> WebhookAnswer {
        guard let handle = curl_easy_init() else { return .failed("no memory") }
        defer { curl_easy_cleanup(handle) }
        let parts = URLComponents(string: url)
        let exchange = Exchange(
            rule: rule, host: parts?.host ?? "", port: parts?.port ?? (parts?.scheme == "http" ? 80 : 443))
        var list: UnsafeMutablePointer<curl_slist>?
        for header in headers + [("Content-Type", "application/json"), ("Expect", ""), ("User-Agent", "bordergate")] {
            list = curl_slist_append(list, "\(header.0): \(header.1)")
        }
        defer { curl_slist_free_all(list) }
        let open: gate_curl_open = { @Sendable context, _, address in
            guard let context, let address else { return GATE_CURL_REFUSED }
            let exchange = Unmanaged<Exchange>.fromOpaque(context).takeUnretainedValue()
            let isAllowed = withUnsafePointer(to: &address.pointee.addr) {
                exchange.rule.allows($0, host: exchange.host, port: exchange.port)
            }
            guard isAllowed else {
                exchange.isRefused = true
                return GATE_CURL_REFUSED
            }
            return socket(address.pointee.family, address.pointee.socktype, address.pointee.protocol)
        }
        let write: gate_curl_write = { @Sendable _, size, count, context in
            guard let context else { return 0 }
            let exchange = Unmanaged<Exchange>.fromOpaque(context).takeUnretainedValue()
            exchange.received += size * count
            return exchange.received > 64 << 10 ? 0 : size * count
        }
        let context = Unmanaged.passUnretained(exchange).toOpaque()
        let code = withExtendedLifetime(exchange) {
            body.withUnsafeBytes { bytes in
                gate_curl_text(handle, CURLOPT_URL, url)
                gate_curl_text(handle, CURLOPT_PROTOCOLS_STR, "http,https")
                // The machine's proxy settings would connect to the proxy, which may reach what we must not.
                gate_curl_text(handle, CURLOPT_PROXY, "")
                gate_curl_number(handle, CURLOPT_NOSIGNAL, 1)
                gate_curl_number(handle, CURLOPT_FOLLOWLOCATION, 0)
                gate_curl_number(handle, CURLOPT_TIMEOUT, 10)
                gate_curl_number(handle, CURLOPT_CONNECTTIMEOUT, 5)
                gate_curl_number(handle, CURLOPT_POST, 1)
                gate_curl_number(handle, CURLOPT_POSTFIELDSIZE, bytes.count)
                gate_curl_pointer(handle, CURLOPT_POSTFIELDS, UnsafeMutableRawPointer(mutating: bytes.baseAddress))
                gate_curl_pointer(handle, CURLOPT_HTTPHEADER, list)
                gate_curl_on_open(handle, open, context)
                gate_curl_on_write(handle, write, context)
                return curl_easy_perform(handle)
            }
        }
        if exchange.isRefused { return .refused("the address is private, loopback or link-local: not called") }
        guard code == CURLE_OK else { return .failed(String(cString: curl_easy_strerror(code))) }
        return .status(gate_curl_status(handle))
    }
}
