import GateDomain

/// A verdict as `replay --json` prints it: what was seen and found, no raw confidences.
struct VerdictLine: Encodable {
    struct Finding: Encodable {
        var rule: RuleID
        var version: Int
        var severity: Int
        var seen: String
        var declared: String?
        var reason: String
    }

    var passage: String
    /// Present and true when the passage was printed before, and a late report found more.
    var revised: Bool?
    var gate: String
    var lane: String
    var direction: LaneDirection
    /// Nil where `time` is unknown.
    var arrived: String?
    var decided: String?
    /// Present where the times are not what a clock said: `estimated` after the machine's clock was set, `unknown` in a recording that
    /// does not say when it was made; then `secondsIn` counts from its beginning.
    var time: ClockQuality?
    var secondsIn: Double?
    var tractorPlate: String?
    var trailerPlate: String?
    var containers: [String]
    var declaration: String?
    var findings: [Finding]
    var channel: Channel
    var channelReason: ChannelReason
    var `case`: Bool
    /// Rules that could not be applied, with what was missing; printed on demand.
    var unknown: [String: String]?
    var holds: [String]?
    var weighing: Verdict.Weighing?

    /// - Parameters:
    ///   - clock: how far the passage's times can be trusted.
    ///   - isFull: with the rules that could not be applied, the agencies that hold the vehicle, and its weighing.
    init(_ verdict: Verdict, clock: ClockQuality, isFull: Bool = false, isRevised: Bool = false) {
        revised = isRevised ? true : nil
        passage = verdict.id
        gate = verdict.place.gate
        lane = verdict.place.lane
        direction = verdict.direction
        if clock == .unknown {
            secondsIn = Double(verdict.arrived.microseconds / 1000) / 1000
        } else {
            (arrived, decided) = (verdict.arrived.rfc3339, verdict.decided.rfc3339)
        }
        time = clock == .unknown || clock == .estimated ? clock : nil
        tractorPlate = verdict.tractorPlate
        trailerPlate = verdict.trailerPlate
        containers = verdict.containers
        declaration = verdict.declaration
        findings = verdict.discrepancies.map {
            Finding(
                rule: $0.rule, version: $0.version, severity: $0.severity, seen: $0.seen, declared: $0.declared,
                reason: $0.reason)
        }
        channel = verdict.channel
        channelReason = verdict.channelReason
        self.case = verdict.opensCase
        guard isFull else { return }
        unknown = Dictionary(
            verdict.unknown.map { ($0.key.text, $0.value) }, uniquingKeysWith: { first, _ in first })
        holds = verdict.holds
        weighing = verdict.weighing
    }
}
