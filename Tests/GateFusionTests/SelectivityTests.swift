import GateDomain
import Testing

@testable import GateFusion

@Suite("Selectivity")
struct SelectivityTests {
    private func finding(_ rule: Int, _ severity: Int) throws -> Discrepancy {
        Discrepancy(
            rule: try #require(RuleID(rule)), version: 1, severity: severity, seen: "", declared: nil, reason: "",
            sightings: [])
    }

    @Test("Red over yellow over blue over green; a likely misread plate is an officer's matter")
    func criteria() throws {
        let selectivity = Selectivity(configuration: .standard)
        func channel(_ findings: [Discrepancy]) -> Channel {
            selectivity.decide(findings, selected: (0, 0), draw: 0.5).channel
        }
        #expect(channel([]) == .green)
        #expect(channel([try finding(42, 1)]) == .blue)
        #expect(channel([try finding(2, 1)]) == .yellow)
        #expect(channel([try finding(42, 1), try finding(9, 2)]) == .yellow)
        #expect(channel([try finding(9, 2), try finding(18, 4)]) == .red)
    }

    @Test("Chance before the top-up, the top-up before green; a chosen passage with a note alone is chosen by chance")
    func chance() throws {
        var configuration = RuleConfiguration.standard
        configuration.expectedShare = 0.1
        let selectivity = Selectivity(configuration: configuration)
        #expect(
            selectivity.decide([try finding(45, 2)], selected: (100, 50), draw: 0.9)
                == .init(channel: .yellow, reason: .random))
        #expect(
            selectivity.decide([try finding(42, 1), try finding(45, 2)], selected: (100, 50), draw: 0.9)
                == .init(channel: .yellow, reason: .random))
        #expect(selectivity.decide([], selected: (100, 0), draw: 0.1) == .init(channel: .yellow, reason: .topUp))
        #expect(selectivity.decide([], selected: (100, 0), draw: 0.3) == .init(channel: .green, reason: .none))
        #expect(selectivity.decide([], selected: (100, 20), draw: 0.0) == .init(channel: .green, reason: .none))
    }

    @Test("The top-up meets the expected rate, counting what criteria chose", arguments: [0.0, 0.03, 0.2])
    func rate(_ criteria: Double) throws {
        var configuration = RuleConfiguration.standard
        configuration.expectedShare = 0.1
        let selectivity = Selectivity(configuration: configuration)
        var dice = Dice(state: 7)
        var past: [Bool] = []
        for _ in 0..<20_000 {
            let findings = Double.random(in: 0..<1, using: &dice) < criteria ? [try finding(10, 3)] : []
            let window = past.suffix(1000)
            let decision = selectivity.decide(
                findings, selected: (window.count, window.count { $0 }), draw: .random(in: 0..<1, using: &dice))
            past.append(decision.channel != .green)
        }
        let share = Double(past.count { $0 }) / Double(past.count)
        #expect(abs(share - max(0.1, criteria)) < 0.01, "\(share)")
    }

    @Test("Agencies hold what is theirs, and only what waits for an officer is held")
    func holds() {
        var produce = Fixture.declaration("D1", "12C12345")
        produce.goods = [.init(hsCode: "081090")]
        produce.documents = []
        var judge = Judge(declarations: [produce], draw: { _ in 0.5 })
        #expect(judge.judge(Fixture.passage([(.frontPlate, "12C12345")])).holds == ["quarantine"])
        #expect(judge.judge(Fixture.passage([(.frontPlate, "98H12277")], at: 9000)).holds == ["customs"])
        produce.documents = nil
        var other = Judge(declarations: [produce], draw: { _ in 0.5 })
        #expect(other.judge(Fixture.passage([(.frontPlate, "12C12345")])).holds == [])
    }
}

@Suite("Sensor log")
struct SensorLogTests {
    private func event(_ id: String, at seconds: Double, lane: String? = Fixture.lane.lane) -> SensorEvent {
        SensorEvent(
            id: id, gate: Fixture.lane.gate, lane: lane, at: Fixture.time(seconds).instant,
            reading: lane == nil
                ? .electronicSeal(alarm: .opened, minutes: nil, container: nil, tractor: "12C12345")
                : .weight(kg: 1, accuracyClass: 1))
    }

    @Test("Events go to the vehicle that stood there, in any order of arrival, once")
    func readings() {
        let first = Fixture.passage([(.frontPlate, "12C12345")], at: 100)
        let second = Fixture.passage([(.frontPlate, "51C73560")], at: 112)
        let events = [
            event("before", at: 80), event("lead", at: 95), event("during", at: 101), event("next", at: 106),
            event("late", at: 125), event("other", at: 101, lane: "ELSEWHERE"), event("road", at: -3600, lane: nil),
        ]
        for order in [events, events.reversed(), events + events] {
            var log = SensorLog()
            for event in order { _ = log.add(event) }
            #expect(
                log.readings(for: first, next: second.arrived).map(\.id) == ["road", "lead", "during"])
            #expect(log.readings(for: second, next: nil).map(\.id) == ["next"])
        }
    }

    @Test("A report that comes late adds what it finds, takes nothing away, and counts once")
    func revision() throws {
        var declaration = Fixture.declaration("D1", "12C12345")
        declaration.documents = []
        var judge = Judge(declarations: [declaration], draw: { _ in 0.5 })
        let passage = Fixture.passage([(.frontPlate, "12C12345")], at: 100)
        let standing = judge.judge(passage)
        #expect(standing.channel == .green)
        let harmless = event("scale", at: 101)
        #expect(judge.revision(of: passage, standing, by: harmless) == nil)
        let alarm = event("road", at: 50, lane: nil)
        let revised = try #require(judge.revision(of: passage, standing, by: alarm))
        #expect(revised.passage.readings == [alarm])
        #expect(revised.verdict.discrepancies.map(\.rule.text) == ["R21"])
        #expect(revised.verdict.channel == .red && revised.verdict.opensCase && revised.verdict.holds == ["customs"])
        #expect(judge.revision(of: revised.passage, revised.verdict, by: alarm) == nil)
    }
}
