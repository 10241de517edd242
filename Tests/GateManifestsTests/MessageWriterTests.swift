import GateDomain
import GateManifests
import Testing

@Suite struct MessageWriterTests {
    static let at = Instant(rfc3339: "2026-03-02T08:30:15Z") ?? Instant(microseconds: 0)

    static func event(
        _ plate: String?, _ boxes: [String], released: Bool, reference: String? = "26VN'1", trailer: String? = nil,
        direction: LaneDirection = .entry
    ) -> GateEvent {
        let verdict = Verdict(
            id: "g/l/1", place: LanePlace(gate: "g", lane: "L-1"), direction: direction, arrived: at, decided: at,
            tractorPlate: plate, trailerPlate: trailer, containers: boxes, declaration: reference,
            discrepancies: [
                Discrepancy(
                    rule: RuleID(10)!, version: 1, severity: 3, seen: "SECRETSEEN", declared: "SECRETDECLARED",
                    reason: "secret", sightings: [])
            ], channel: released ? .green : .red, channelReason: .criteria, opensCase: !released)
        return GateEvent(
            verdict: verdict, declaration: reference.map { Declaration(reference: $0) }, isReleased: released)
    }

    static let events = [
        event("12C12345", ["MSCU0137155", "CSQU3054383"], released: true, trailer: "12R01234"),
        event("29C58214", [], released: false, reference: "26VN+2", direction: .exit),
    ]

    static func written(_ kind: GateMessageKind, _ events: [GateEvent] = events) throws -> String {
        try #require(
            MessageWriter(sender: "GATE", recipient: "LINE").interchange(kind, events, prepared: at, control: "C1"))
    }

    /// Our own reader finds nothing wrong, and finds again what was said.
    @Test(arguments: GateMessageKind.allCases)
    func readsBackWithoutAProblem(kind: GateMessageKind) throws {
        let text = try Self.written(kind)
        let reading = Samples.read(text)
        #expect(reading.problems.isEmpty, "\(reading.problems)")
        #expect(!text.lowercased().contains("secret") && !text.contains("R10") && !text.lowercased().contains("red'"))
        #expect(try Self.written(kind) == text)
        switch kind {
        case .codeco:
            #expect(reading.declarations.map(\.direction) == [.entry])
            #expect(reading.declarations.first?.containers.map(\.number) == ["MSCU0137155", "CSQU3054383"])
            #expect(reading.declarations.first?.vehicle.trailerPlate?.text == "12R01234")
        case .cusres, .iftsta:
            #expect(reading.notices.map(\.reference) == ["26VN'1", "26VN+2"])
            #expect(reading.notices.map(\.kind) == [.released, .refused])
        }
    }

    @Test func gateOutAndChinesePlates() throws {
        let out = try Self.written(.codeco, [Self.event("桂F12345", ["MSCU0137155"], released: true, direction: .exit)])
        #expect(out.hasPrefix("UNB+UNOY:4+GATE+LINE+20260302:0830+C1'UNH+1+CODECO:D:95B:UN'BGM+36+"))
        #expect(Samples.read(out).declarations.first?.vehicle.tractorPlate?.text == "桂F12345")
        #expect(Samples.read(out).problems.isEmpty)
    }

    @Test func nothingToTellIsNoMessage() {
        let writer = MessageWriter(sender: "G", recipient: "R")
        let unknown = Self.event("12C12345", [], released: true, reference: nil)
        for kind in GateMessageKind.allCases {
            #expect(writer.interchange(kind, [unknown], prepared: Self.at, control: "C") == nil)
        }
    }
}
