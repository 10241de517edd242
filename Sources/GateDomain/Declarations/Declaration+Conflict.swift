extension Declaration {
    /// Two contents under one reference and version: the first stands, the other is kept beside it.
    public struct Conflict: Hashable, Codable, Sendable {
        /// Where the one that stands came from, and where the other.
        public var sources: [String]
        /// Names of the fields that differ, `vehicle`, `containers`.
        public var fields: [String]

        public init(sources: [String], fields: [String]) {
            self.sources = sources
            self.fields = fields
        }
    }

    /// Names of the fields in which two declarations say different things; what is kept raw, and where they came from, does not count.
    public func differences(from other: Declaration) -> [String] {
        let pairs: [(String, Bool)] = [
            ("status", status == other.status), ("direction", direction == other.direction),
            ("gate", gate == other.gate), ("validFrom", validFrom == other.validFrom),
            ("validUntil", validUntil == other.validUntil), ("vehicle", vehicle == other.vehicle),
            ("containers", containers == other.containers), ("goods", goods == other.goods),
            ("consignments", consignments == other.consignments), ("parties", parties == other.parties),
            ("documents", documents == other.documents), ("channel", channel == other.channel),
            ("trips", trips == other.trips), ("trade", trade == other.trade),
        ]
        return pairs.filter { !$0.1 }.map(\.0)
    }

    /// The conflict with what came in under the same reference and version; nil when both say the same.
    public func conflict(with other: Declaration) -> Conflict? {
        let fields = differences(from: other)
        return fields.isEmpty
            ? nil : Conflict(sources: [source, other.source].map { $0 ?? "an unknown source" }, fields: fields)
    }
}
