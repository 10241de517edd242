/// The `server` of gate.json5: the firms' API and the pages.
public struct ServerConfiguration: Decodable, Sendable, Hashable {
    /// `127.0.0.1:8443`, `[::]:443`.
    public var listen: String
    /// PEM files; needed on any address that others can reach.
    public var certificate: String?
    public var key: String?
    /// A proxy on this machine stands in front and names the client in `X-Forwarded-For`.
    public var behindProxy: Bool?
    /// Hosts that webhooks may have although they are private.
    public var webhookAllowList: [String]?
    /// Seconds until a delivery is given up.
    public var webhookPatience: Int?

    func problems(_ at: [String]) -> [ConfigurationValueError] {
        var problems: [ConfigurationValueError] = []
        if (certificate == nil) != (key == nil) {
            problems.append(.init(at, "certificate and key belong together; one of them is missing"))
        }
        if let webhookPatience, !(1...2_592_000).contains(webhookPatience) {
            problems.append(.init(at + ["webhookPatience"], "1 to 2592000 seconds are expected"))
        }
        return problems
    }
}
