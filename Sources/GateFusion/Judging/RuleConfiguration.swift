import GateDomain

/// Thresholds, severities and shares of the rules, with the defaults of the domain reference "rules".
public struct RuleConfiguration: Codable, Hashable, Sendable {
    public struct Setting: Codable, Hashable, Sendable {
        public var isEnabled: Bool
        /// 4 block, 3 red, 2 yellow, 1 note.
        public var severity: Int

        public init(isEnabled: Bool = true, severity: Int) {
            self.isEnabled = isEnabled
            self.severity = severity
        }
    }

    /// The least time that a vehicle needs from one gate to another, in seconds; the same both ways.
    public struct Travel: Codable, Hashable, Sendable {
        public var gates: [String]
        public var seconds: Double

        public init(_ a: String, _ b: String, seconds: Double) {
            gates = [a, b]
            self.seconds = seconds
        }
    }

    /// Which container cameras have to show a number when the declaration lists containers: one that shows it is enough, or
    /// all, which also finds a number made unreadable on one side and holds every truck with one dirty side.
    public enum ContainerViews: String, Codable, Sendable { case every, any }

    /// Goes into every discrepancy.
    public var version = 1
    /// By rule, `R01`…; rules that are missing here have the defaults.
    public var rules: [String: Setting] = [:]
    /// Share of passages selected at random (R45), 0…1.
    public var randomShare = 0.0
    public var travel: [Travel] = []
    /// For pairs of gates that `travel` does not name.
    public var defaultTravelSeconds = 1800.0
    /// How long movements are remembered (R06 to R08, R16, R17).
    public var retentionDays = 90.0
    /// R03: a format counts as wrong from this confidence on.
    public var invalidPlateConfidence = 0.9
    /// R09, R12: readings of a number needed to hold it against a box.
    public var containerReads = 2
    public var containerConfidence = 0.5
    /// Log-likelihood ratio from which on a declaration is linked to a passage.
    public var matchThreshold = 10.0
    public var containerViews = ContainerViews.any
    public var confusion = ConfusionMatrix.standard

    public init() {}

    public static let standard = RuleConfiguration()

    private enum CodingKeys: String, CodingKey {
        case version, rules, randomShare, travel, defaultTravelSeconds, retentionDays, invalidPlateConfidence
        case containerReads, containerConfidence, matchThreshold, containerViews, confusion
    }

    /// Fields that are missing keep their defaults.
    public init(from decoder: any Decoder) throws {
        let container = try decoder.container(keyedBy: CodingKeys.self)
        func read<Value: Decodable>(_ key: CodingKeys, _ value: inout Value) throws {
            value = try container.decodeIfPresent(Value.self, forKey: key) ?? value
        }
        try read(.version, &version)
        try read(.rules, &rules)
        try read(.randomShare, &randomShare)
        try read(.travel, &travel)
        try read(.defaultTravelSeconds, &defaultTravelSeconds)
        try read(.retentionDays, &retentionDays)
        try read(.invalidPlateConfidence, &invalidPlateConfidence)
        try read(.containerReads, &containerReads)
        try read(.containerConfidence, &containerConfidence)
        try read(.matchThreshold, &matchThreshold)
        try read(.containerViews, &containerViews)
        try read(.confusion, &confusion)
    }

    func setting(_ rule: RuleID) -> Setting {
        rules[rule.text] ?? Setting(severity: Self.severities[rule.number] ?? 2)
    }

    /// Seconds between two gates; nil for one and the same.
    func travelSeconds(from a: String, to b: String) -> Double? {
        guard a != b else { return nil }
        return travel.first { Set($0.gates) == [a, b] }?.seconds ?? defaultTravelSeconds
    }

    private static let severities: [Int: Int] = [
        1: 3, 2: 1, 3: 2, 5: 3, 6: 4, 7: 4, 8: 4, 9: 2, 10: 3, 12: 3, 16: 4, 17: 3, 44: 2, 45: 2,
    ]
}
