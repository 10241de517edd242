import GateDomain
import Testing

@testable import GateFusion

/// Each rule beside its table: fires, does not fire, missing input.
@Suite("Rules")
struct RuleTests {
    /// What a rule ought to say.
    enum Wanted: String, Sendable { case fires, clear, unknown }

    /// One situation: the plain truck of `Fixture`, changed.
    struct Row: Sendable, CustomTestStringConvertible {
        var rule: Int
        var name: String
        var wanted: Wanted
        var situation: Situation

        init(_ rule: Int, _ name: String, _ wanted: Wanted, _ change: (inout Situation) -> Void = { _ in }) {
            self.rule = rule
            self.name = name
            self.wanted = wanted
            situation = Situation()
            change(&situation)
        }

        var testDescription: String { "R\(rule) \(name)" }
    }

    struct Situation: Sendable {
        var seen: [Sighting] = Self.truck(at: 0)
        var declaration: Declaration? = Self.papers
        var others: [Declaration] = []
        var readings: [SensorEvent.Reading] = []
        var direction = LaneDirection.entry
        var seconds = 0.0
        /// Passages before, each judged in its order.
        var history: [Passage] = []
        var registers = Registers.none
        var configuration = RuleConfiguration.standard
        var risk: RiskScorer?

        static let number = "MSCU0137155"
        static let papers: Declaration = {
            var papers = Fixture.declaration("D1", "12C12345", "12RM01234", [number])
            papers.containers[0].sizeType = SizeTypeCode("22G1")
            papers.containers[0].grossKg = 20_000
            papers.containers[0].load = .full
            papers.containers[0].seals = [.init(number: "VN123456", issuer: "CU")]
            papers.vehicle.driver = "B7712345"
            papers.goods = [.init(hsCode: "690721", description: "tiles", packages: 900, netKg: 19_000)]
            papers.parties.consignee = "Pingxiang Youyi Ltd."
            return papers
        }()

        static func truck(at seconds: Double, _ tractor: String = "12C12345") -> [Sighting] {
            let parts: [(CameraRole, String)] = [
                (.frontPlate, tractor), (.rearPlate, "12RM01234"), (.containerSide, number),
            ]
            return parts.map { Fixture.sighting($0.0, $0.1, at: seconds) }
        }

        mutating func declare(_ change: (inout Declaration) -> Void) {
            if var changed = declaration {
                change(&changed)
                declaration = changed
            }
        }

        mutating func before(
            at seconds: Double, _ sightings: [Sighting]? = nil, readings: [SensorEvent.Reading] = [],
            direction: LaneDirection = .entry
        ) {
            history.append(
                Self.passage(
                    sightings ?? Self.truck(at: seconds), at: seconds, direction: direction, readings: readings))
        }

        static func passage(
            _ sightings: [Sighting], at seconds: Double, direction: LaneDirection, readings: [SensorEvent.Reading]
        ) -> Passage {
            var passage = Fixture.passage(sightings: sightings, at: seconds, direction: direction)
            passage.id += direction.rawValue
            passage.readings = readings.enumerated().map { index, reading in
                SensorEvent(
                    id: "\(seconds)/\(index)", gate: passage.place.gate, lane: passage.place.lane, at: passage.arrived,
                    reading: reading)
            }
            return passage
        }

        func verdict() -> Verdict {
            var judge = Judge(
                configuration: configuration, registers: registers,
                declarations: others + [declaration].compactMap { $0 }, risk: risk, draw: { _ in 0.5 })
            for past in history { _ = judge.judge(past) }
            return judge.judge(Self.passage(seen, at: seconds, direction: direction, readings: readings))
        }
    }

    @Test(arguments: rows)
    func outcome(_ row: Row) throws {
        let verdict = row.situation.verdict()
        let id = try #require(RuleID(row.rule))
        let found: Wanted =
            verdict.discrepancies.contains { $0.rule == id } ? .fires : verdict.unknown[id] != nil ? .unknown : .clear
        #expect(found == row.wanted, "\(verdict.discrepancies) \(verdict.unknown[id] ?? "")")
    }

    @Test func everyRuleHasItsTable() {
        for number in 1...45 where ![1, 2, 3, 5, 6, 7, 8, 9, 10, 12, 16, 17, 44, 45].contains(number) {
            let wanted = Set(Self.rows.filter { $0.rule == number }.map(\.wanted))
            #expect(wanted == [.fires, .clear, .unknown], "R\(number): \(wanted)")
        }
    }

    static let rows = plates + containers + seals + weights + goods + papers + people
}
