import GateDomain
import Testing

@testable import GateFusion

/// The situations of the recorded lanes and of the domain reference, as tables.
@Suite("Judge")
struct JudgeTests {
    typealias Seen = [(CameraRole, String)]

    static let out = LanePlace(gate: "huu-nghi", lane: "OUT-1")
    static let east = LanePlace(gate: "tan-thanh", lane: "IN-1")

    private func judge(
        _ passage: Passage, _ declarations: [Declaration], history: [Passage] = [],
        configuration: RuleConfiguration = .standard, draw: Double = 0.5
    ) -> Verdict {
        var judge = Judge(configuration: configuration, declarations: declarations, draw: { _ in draw })
        for past in history { _ = judge.judge(past) }
        return judge.judge(passage)
    }

    private func rules(_ verdict: Verdict) -> [String] { verdict.discrepancies.map(\.rule.text) }

    struct Row: Sendable, CustomTestStringConvertible {
        var name: String
        var seen: [Sighting]
        var declared: [Declaration]
        var rules: [String]
        var linked: String?
        var trailer: String?

        init(
            _ name: String, _ seen: Seen, _ declared: [Declaration], _ rules: [String], linked: String?,
            trailer: String? = nil
        ) {
            self.name = name
            self.seen = seen.map { Fixture.sighting($0.0, $0.1, at: 0) }
            self.declared = declared
            self.rules = rules
            self.linked = linked
            self.trailer = trailer
        }

        var testDescription: String { name }
    }

    static let truck: Seen = [
        (.frontPlate, "12C12345"), (.rearPlate, "12RM01234"), (.containerSide, "MSCU0137155"),
    ]
    static let papers = Fixture.declaration("D1", "12C12345", "12RM01234", ["MSCU0137155"])

    static let rows: [Row] = [
        Row("honest", truck, [papers], [], linked: "D1", trailer: "12RM01234"),
        Row("nothing declared", truck, [], ["R01"], linked: nil, trailer: "12RM01234"),
        Row(
            "another truck's papers", truck, [Fixture.declaration("D1", "98H12277", "98R06641", ["CSQU3054383"])],
            ["R01"], linked: nil, trailer: "12RM01234"),
        Row(
            "a 7 for a 1", truck, [Fixture.declaration("D1", "72C12345", "12RM01234", ["MSCU0137155"])], ["R02"],
            linked: "D1", trailer: "12RM01234"),
        Row(
            "a 7 for a 1, nothing else to go by", [(.frontPlate, "29H17420")],
            [Fixture.declaration("D1", "29H11420")], ["R02"], linked: "D1"),
        Row(
            "a character off that nobody takes for another", [(.frontPlate, "29H17420")],
            [Fixture.declaration("D1", "29H37420")], ["R01"], linked: nil),
        Row(
            "papers of the trailer and the box, with another tractor", truck,
            [Fixture.declaration("D1", "51C73560", "12RM01234", ["MSCU0137155"])], ["R01"], linked: "D1",
            trailer: "12RM01234"),
        Row(
            "papers of the tractor and the box, with another trailer", truck,
            [Fixture.declaration("D1", "12C12345", "29RM07788", ["MSCU0137155"])], ["R01"], linked: "D1",
            trailer: "12RM01234"),
        Row(
            "container not on the manifest", truck,
            [Fixture.declaration("D1", "12C12345", "12RM01234", ["CSQU3054383"])], ["R10"], linked: "D1",
            trailer: "12RM01234"),
        Row(
            "check digit fails, in the papers too",
            [(.frontPlate, "12C12345"), (.rearPlate, "12RM01234"), (.containerSide, "TEMU8151224")],
            [Fixture.declaration("D1", "12C12345", "12RM01234", ["TEMU8151224"])], ["R09"], linked: "D1",
            trailer: "12RM01234"),
        Row(
            "check digit fails, one look-alike off the declared",
            [(.frontPlate, "12C12345"), (.containerSide, "MSCU0137755")],
            [Fixture.declaration("D1", "12C12345", nil, ["MSCU0137155"])], ["R09"], linked: "D1"),
        Row(
            "check digit fails, unlike the declared",
            [(.frontPlate, "12C12345"), (.containerSide, "TEMU8151224")],
            [Fixture.declaration("D1", "12C12345", nil, ["MSCU0137155"])], ["R09", "R10"], linked: "D1"),
        Row(
            "rigid truck, front and rear differ",
            [(.frontPlate, "12H02493"), (.rearPlate, "29C76158"), (.containerSide, "MSCU0137155")],
            [Fixture.declaration("D1", "12H02493", nil, ["MSCU0137155"])], ["R05"], linked: "D1"),
        Row(
            "rigid truck, rear plate misread", [(.frontPlate, "12H02493"), (.rearPlate, "12H0Z493")],
            [Fixture.declaration("D1", "12H02493")], [], linked: "D1"),
        Row(
            "Chinese tractor and trailer", [(.frontPlate, "桂FB2861"), (.rearPlate, "桂F1527挂")],
            [Fixture.declaration("D1", "桂FB2861", "桂F1527挂")], [], linked: "D1", trailer: "桂F1527挂"),
        Row(
            "province misread", [(.frontPlate, "川FB2861"), (.rearPlate, "桂F1527挂")],
            [Fixture.declaration("D1", "桂FB2861", "桂F1527挂")], ["R02"], linked: "D1", trailer: "桂F1527挂"),
        Row("forged code", [(.frontPlate, "13A12345")], [Fixture.declaration("D1", "13A12345")], ["R03"], linked: "D1"),
        Row(
            "plate of an unknown country", [(.frontPlate, "701234")], [Fixture.declaration("D1", "701234")], [],
            linked: "D1"),
        Row(
            "two boxes, a camera each, both declared",
            [(.frontPlate, "12C12345"), (.containerSide, "MSCU0137155"), (.containerRear, "CSQU3054383")],
            [Fixture.declaration("D1", "12C12345", nil, ["MSCU0137155", "CSQU3054383"])], [], linked: "D1"),
        Row(
            "cloned box: sides differ",
            [(.frontPlate, "12C12345"), (.containerSide, "MSCU0137155"), (.containerRear, "CSQU3054383")],
            [Fixture.declaration("D1", "12C12345", nil, ["MSCU0137155"])], ["R12"], linked: "D1"),
        Row(
            "plate unread", [(.rearPlate, "12RM01234"), (.containerSide, "MSCU0137155")], [papers], ["R44"],
            linked: "D1", trailer: "12RM01234"),
        Row("nothing read at all", [], [papers], ["R44"], linked: nil),
        Row(
            "cancelled papers", truck,
            [Fixture.declaration("D1", "12C12345", "12RM01234", ["MSCU0137155"], status: .cancelled)], ["R01", "R32"],
            linked: nil, trailer: "12RM01234"),
        Row(
            "papers of yesterday", truck, [Fixture.declaration("D1", "12C12345", from: -9000, until: -100)],
            ["R01", "R32"],
            linked: nil, trailer: "12RM01234"),
        Row(
            "papers for the other direction", truck, [Fixture.declaration("D1", "12C12345", direction: .exit)],
            ["R01"], linked: nil, trailer: "12RM01234"),
        Row(
            "papers for another gate", truck, [Fixture.declaration("D1", "12C12345", gate: "tan-thanh")], ["R01"],
            linked: nil, trailer: "12RM01234"),
        Row(
            "two sets of papers for one truck: the box decides", truck,
            [
                Fixture.declaration("D0", "12C12345", "12RM01234", ["CSQU3054383"]),
                Fixture.declaration("D1", "12C12345", "12RM01234", ["MSCU0137155"]),
            ], [], linked: "D1", trailer: "12RM01234"),
        Row(
            "a newer version replaces the older one", truck,
            [
                Fixture.declaration("D1", "12C12345", "12RM01234", ["CSQU3054383"]),
                Fixture.declaration("D1", "12C12345", "12RM01234", ["MSCU0137155"], version: 2),
                Fixture.declaration("D1", "12C12345", "12RM01234", ["DDDU5010600"], version: 1),
            ], [], linked: "D1", trailer: "12RM01234"),
    ]

    @Test("One passage at the entry", arguments: rows)
    func entry(_ row: Row) {
        let verdict = judge(Fixture.passage(sightings: row.seen), row.declared)
        #expect(rules(verdict) == row.rules)
        #expect(verdict.declaration == row.linked)
        #expect(verdict.trailerPlate == row.trailer)
        let worst = verdict.discrepancies.map(\.severity).max() ?? 0
        #expect(verdict.channel == (worst >= 3 ? .red : worst > 0 ? .yellow : .green))
        #expect(verdict.opensCase == (worst > 0))
    }

    @Test("A camera dark, a side unseen")
    func unseen() {
        #expect(rules(judge(Fixture.passage(Self.truck, dark: ["side"]), [Self.papers])) == ["R44"])
        let halfSeen = Fixture.passage(Self.truck, unseen: [.containerRear])
        #expect(rules(judge(halfSeen, [Self.papers])) == [], "one side that shows the number is enough")
        var configuration = RuleConfiguration.standard
        configuration.containerViews = .every
        #expect(rules(judge(halfSeen, [Self.papers], configuration: configuration)) == ["R44"])
        let plates = Self.truck.filter { $0.0 != .containerSide }
        #expect(rules(judge(Fixture.passage(plates, unseen: [.containerSide]), [Self.papers])) == ["R44"])
    }

    @Test("Random selection: its own reason, criteria first")
    func random() {
        var configuration = RuleConfiguration.standard
        configuration.randomShare = 0.1
        let chosen = judge(Fixture.passage(Self.truck), [Self.papers], configuration: configuration, draw: 0.05)
        #expect(rules(chosen) == ["R45"])
        #expect((chosen.channel, chosen.channelReason) == (.yellow, .random))
        let both = judge(Fixture.passage(Self.truck), [], configuration: configuration, draw: 0.05)
        #expect((both.channel, both.channelReason) == (.red, .criteria))
        let spared = judge(Fixture.passage(Self.truck), [Self.papers], configuration: configuration, draw: 0.1)
        #expect((spared.channel, spared.channelReason) == (.green, ChannelReason.none))
    }

    @Test("Tan Thanh: a local tractor leaves with another truck's trailer and box")
    func swap() {
        let (a, b) = (
            Fixture.declaration("A", "12C09147", "12RM02286", ["MSCU0137155"], until: 6000),
            Fixture.declaration("B", "51C73560", "51RM05418", ["CSQU3054383"], until: 6000)
        )
        let papers = Fixture.declaration("X", "51C73560", "51RM05418", ["CSQU3054383"], direction: .exit, from: 7000)
        let history = [
            Fixture.passage([(.frontPlate, "12C09147"), (.rearPlate, "12RM02286"), (.containerSide, "MSCU0137155")]),
            Fixture.passage(
                [(.frontPlate, "51C73560"), (.rearPlate, "51RM05418"), (.containerSide, "CSQU3054383")], at: 900),
        ]
        let exit = Fixture.passage(
            [(.frontPlate, "12C09147"), (.rearPlate, "51RM05418"), (.containerSide, "CSQU3054383")], at: 30000,
            direction: .exit, lane: Self.out)
        let verdict = judge(exit, [a, b, papers], history: history)
        #expect(rules(verdict) == ["R01", "R07"])
        #expect(verdict.declaration == "X")
        // Declared, the same change of tractor is lawful.
        let lawful = Fixture.declaration("Y", "12C09147", "51RM05418", ["CSQU3054383"], direction: .exit, from: 7000)
        #expect(rules(judge(exit, [a, b, lawful], history: history)) == [])
    }

    @Test("A box leaves on another trailer")
    func boxMoved() {
        let history = [
            Fixture.passage(Self.truck),
            Fixture.passage([(.frontPlate, "51C73560"), (.rearPlate, "51RM05418")], at: 900),
        ]
        let exit = Fixture.passage(
            [(.frontPlate, "51C73560"), (.rearPlate, "51RM05418"), (.containerSide, "MSCU0137155")], at: 30000,
            direction: .exit, lane: Self.out)
        let papers = Fixture.declaration("X", "51C73560", "51RM05418", ["MSCU0137155"])
        #expect(rules(judge(exit, [papers], history: history)) == ["R08"])
    }

    @Test("One plate at two gates", arguments: [(360.0, ["R06"]), (-360.0, ["R06"]), (7200.0, ["R16", "R31"])])
    func twoGates(_ later: Double, _ expected: [String]) {
        let past = Fixture.passage([(.frontPlate, "桂FK8305")], at: 8000)
        let now = Fixture.passage([(.frontPlate, "桂FK8305")], at: 8000 + later, lane: Self.east)
        // The one that is decided later carries the finding.
        let (first, second) = later > 0 ? (past, now) : (now, past)
        #expect(rules(judge(second, [Fixture.declaration("D", "桂FK8305")], history: [first])) == expected)
    }

    @Test("In twice, out without in, out twice")
    func log() {
        let papers = [
            Fixture.declaration("D1", "20C41866", nil, ["MSCU0137155"]),
            Fixture.declaration("D2", "99H25079", nil, ["MSCU0137155"]),
        ]
        let first = Fixture.passage([(.frontPlate, "20C41866"), (.containerSide, "MSCU0137155")])
        let again = Fixture.passage([(.frontPlate, "99H25079"), (.containerSide, "MSCU0137155")], at: 36000)
        let exit = Fixture.passage(
            [(.frontPlate, "20C41866"), (.containerSide, "MSCU0137155")], at: 9000, direction: .exit, lane: Self.out)
        let exitAgain = Fixture.passage(
            [(.frontPlate, "20C41866"), (.containerSide, "MSCU0137155")], at: 18000, direction: .exit, lane: Self.out)
        #expect(rules(judge(again, papers, history: [first])) == ["R16"])
        #expect(rules(judge(again, papers, history: [first, exit])) == [])
        #expect(rules(judge(exit, papers)) == ["R17"])
        #expect(rules(judge(exit, papers, history: [first])) == [])
        #expect(rules(judge(exitAgain, papers, history: [first, exit])) == ["R17", "R31"])
    }

    @Test("Judging again over a store that holds everything gives the same verdicts")
    func again() {
        let papers = [Fixture.declaration("D1", "12C12345", nil, ["MSCU0137155"])]
        let seen: Seen = [(.frontPlate, "12C12345"), (.containerSide, "MSCU0137155")]
        var passages: [Passage] = []
        for index in 0..<6 {
            let leaves = index % 3 == 1
            passages.append(
                Fixture.passage(
                    seen, at: Double(index) * 4000, direction: leaves ? .exit : .entry,
                    lane: leaves ? Self.out : Fixture.lane))
        }
        var judge = Judge(declarations: papers, draw: { _ in 0.5 })
        let verdicts = passages.map { judge.judge($0) }
        var second = Judge(declarations: papers, draw: { _ in 0.5 })
        for (passage, verdict) in zip(passages, verdicts).reversed() { second.remember(passage, verdict) }
        #expect(passages.map { second.judge($0) } == verdicts)
        #expect(Set(verdicts.flatMap { $0.discrepancies.map(\.rule.text) }) == ["R16", "R31"])
    }

    @Test("Severity and rules can be set")
    func configured() {
        var configuration = RuleConfiguration.standard
        configuration.rules["R01"] = .init(severity: 2)
        configuration.rules["R44"] = .init(isEnabled: false, severity: 2)
        let verdict = judge(Fixture.passage(Self.truck, dark: ["side"]), [], configuration: configuration)
        #expect(rules(verdict) == ["R01"])
        #expect(verdict.channel == .yellow)
    }
}
