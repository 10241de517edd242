public import GateDomain

/// Thresholds, severities and shares of the rules, with the defaults of the domain reference "rules".
public struct RuleConfiguration: Codable, Hashable, Sendable {
    public struct Setting: Codable, Hashable, Sendable {
        public var isEnabled: Bool
        /// 4 block, 3 red, 2 yellow, 1 note.
        public var severity: Int
        /// Where a finding sends the vehicle at least; nil goes by severity: 3 and 4 red, 2 yellow, 1 blue.
        public var channel: Channel?
        /// Agencies that hold the vehicle because of a finding; nil for those of the rule's subject.
        public var agencies: [String]?

        public init(isEnabled: Bool = true, severity: Int, channel: Channel? = nil, agencies: [String]? = nil) {
            self.isEnabled = isEnabled
            self.severity = severity
            self.channel = channel
            self.agencies = agencies
        }

        private enum CodingKeys: String, CodingKey { case isEnabled, severity, channel, agencies }

        public init(from decoder: any Decoder) throws {
            let fields = try decoder.container(keyedBy: CodingKeys.self)
            self.init(
                isEnabled: try fields.decodeIfPresent(Bool.self, forKey: .isEnabled) ?? true,
                severity: try fields.decode(Int.self, forKey: .severity),
                channel: try fields.decodeIfPresent(Channel.self, forKey: .channel),
                agencies: try fields.decodeIfPresent([String].self, forKey: .agencies))
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

    /// A way from one lane to the next, with the time it takes.
    public struct Step: Codable, Hashable, Sendable {
        public var from: LanePlace
        public var to: LanePlace
        public var leastSeconds: Double
        public var mostSeconds: Double

        public init(from: LanePlace, to: LanePlace, leastSeconds: Double, mostSeconds: Double) {
            self.from = from
            self.to = to
            self.leastSeconds = leastSeconds
            self.mostSeconds = mostSeconds
        }
    }

    /// Which container cameras have to show a number when the declaration lists containers: one that shows it is enough, or
    /// all, which also finds a number made unreadable on one side and holds every truck with one dirty side.
    public enum ContainerViews: String, Codable, Sendable, CaseIterable { case every, any }

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
    /// R22 to R26, R33.
    public var weights = WeightSettings()
    /// R21.
    public var longestStopMinutes = 90.0
    /// R32: whether customs must have cleared a declaration before its vehicle leaves.
    public var exitNeedsClearance = false
    /// R35.
    public var oneWayHours = 24.0
    public var twoWayHours = 36.0
    /// R36: which lane follows which.
    public var steps: [Step] = []
    /// R37.
    public var vehiclesPerDriver = 3
    /// R40: other declarations of the heading that are needed, and how many robust deviations are too many.
    public var valueLeastOthers = 20
    public var valueDeviations = 4.0
    /// R40: from which probability of fraud on the risk model's word is a finding.
    public var riskThreshold = 0.9
    /// Share of passages that officers are to see, 0…1: what criteria and chance leave is topped up at random to it, over the last
    /// `topUpHours`.
    public var expectedShare = 0.0
    public var topUpHours = 24.0
    public var confusion = ConfusionMatrix.standard

    public init() {}

    public static let standard = RuleConfiguration()

    private enum CodingKeys: String, CodingKey {
        case version, rules, randomShare, travel, defaultTravelSeconds, retentionDays, invalidPlateConfidence
        case containerReads, containerConfidence, matchThreshold, containerViews, weights, longestStopMinutes
        case exitNeedsClearance, oneWayHours, twoWayHours, steps, vehiclesPerDriver, valueLeastOthers, valueDeviations,
            riskThreshold
        case expectedShare, topUpHours, confusion
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
        try read(.weights, &weights)
        try read(.longestStopMinutes, &longestStopMinutes)
        try read(.exitNeedsClearance, &exitNeedsClearance)
        try read(.oneWayHours, &oneWayHours)
        try read(.twoWayHours, &twoWayHours)
        try read(.steps, &steps)
        try read(.vehiclesPerDriver, &vehiclesPerDriver)
        try read(.valueLeastOthers, &valueLeastOthers)
        try read(.valueDeviations, &valueDeviations)
        try read(.riskThreshold, &riskThreshold)
        try read(.expectedShare, &expectedShare)
        try read(.topUpHours, &topUpHours)
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

    /// Agencies that a rule's finding concerns.
    func agencies(_ rule: RuleID) -> [String] {
        setting(rule).agencies ?? Self.subjects.first { $0.rules.contains(rule.number) }?.agencies ?? ["customs"]
    }

    private static let subjects: [(rules: Set<Int>, agencies: [String])] = [
        ([3, 5, 6], ["border guard", "customs"]), ([25], ["traffic police"]), ([30], ["customs", "fire service"]),
        ([36, 37], ["border guard"]), ([43], ["quarantine"]),
    ]

    private static let severities: [Int: Int] = [
        1: 3, 2: 1, 3: 2, 4: 2, 5: 3, 6: 4, 7: 4, 8: 4, 9: 2, 10: 3, 11: 2, 12: 3, 13: 2, 14: 2, 15: 3, 16: 4, 17: 3,
        18: 4, 19: 4, 20: 3, 21: 3, 22: 3, 23: 4, 24: 3, 25: 2, 26: 3, 27: 2, 28: 2, 29: 2, 30: 4, 31: 4, 32: 4, 33: 3,
        34: 2, 35: 2, 36: 2, 37: 3, 38: 3, 39: 3, 40: 2, 41: 2, 42: 1, 43: 2, 44: 2, 45: 2,
    ]
}
