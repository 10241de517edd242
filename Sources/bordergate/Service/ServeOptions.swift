import Foundation
import GateDomain
import GatePipeline
import GateServer

/// Where and how to serve, from a command's words.
enum ServeOptions {
    static let words: Set<String> = [
        "--serve", "--certificate", "--key", "--allow-webhook", "--webhook-patience",
    ]
    static let help = """
          --serve ADDRESS       also serve the firms' API and the pages, such as 127.0.0.1:8443
          --certificate F --key F   PEM files for TLS; needed on any address that others can reach
          --allow-webhook HOST[:PORT]   may be called although it is private; may be given several times
          --webhook-patience S  seconds until a webhook's delivery is given up (else two days)
        """

    /// nil when nothing is to be served.
    static func read(_ arguments: Arguments) throws -> ServiceOptions? {
        guard let text = arguments.last("--serve") else { return nil }
        return try options(
            listen: text, certificate: arguments.last("--certificate"), key: arguments.last("--key"),
            behindProxy: false, allowList: arguments.all("--allow-webhook"),
            patience: try arguments.number("--webhook-patience", default: 2 * 86_400, in: 1...2_592_000))
    }

    static func options(
        listen: String, certificate: String?, key: String?, behindProxy: Bool, allowList: [String], patience: Int
    ) throws -> ServiceOptions {
        var server = LiveServer.Options(address: try ListenAddress(listen))
        server.trustsLoopbackProxy = behindProxy
        switch (certificate, key) {
        case (nil, nil): break
        case (let certificate?, let key?): server.tls = (try pem(certificate), try pem(key))
        default: throw ServerError("certificate and key belong together; one of them is missing")
        }
        guard server.tls != nil || server.address.isLoopback else {
            throw ServerError(
                "\(server.address): passwords and keys would go over the network in the clear; give a certificate and key, or "
                    + "listen on 127.0.0.1 behind a proxy that has them")
        }
        var options = ServiceOptions(server: server)
        options.webhookAllowList = Set(allowList)
        options.webhookPatience = Int64(patience)
        return options
    }

    private static func pem(_ path: String) throws -> String {
        guard let data = FileManager.default.contents(atPath: path), let text = String(validating: data, as: UTF8.self),
            text.contains("-----BEGIN ")
        else { throw ServerError("\(path): cannot be read as a PEM file") }
        return text
    }
}

extension ServerConfiguration {
    /// - Throws: `ServerError` for a certificate that cannot be read.
    func options() throws -> ServiceOptions {
        try ServeOptions.options(
            listen: listen, certificate: certificate, key: key, behindProxy: behindProxy ?? false,
            allowList: webhookAllowList ?? [], patience: webhookPatience ?? 2 * 86_400)
    }
}
