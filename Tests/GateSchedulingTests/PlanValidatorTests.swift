import Foundation
import Testing

@testable import GateScheduling

/// One good plan, and every way to break it.
@Suite struct PlanValidatorTests {
    static let instance = Fixture.instance(
        [
            Fixture.job("a", teu: 1, hazard: "3"), Fixture.job("b", teu: 1, unplugged: 2000),
            Fixture.job("c", hazard: "8"),
            Fixture.job("d", from: .vietnam, hazard: "5.1"),
        ], lanes: [Fixture.lane("A", kind: .single, closures: [[50_000, 60_000]], forbids: ["7"])])

    static let good = LanePlan(
        trips: [
            PlannedTrip(
                vehicle: "V0", lane: "A", from: "CN", depart: 240, jobs: ["a", "b"],
                loads: [.init(job: "a", crane: 0, start: 0), .init(job: "b", crane: 0, start: 120)],
                unloads: [.init(job: "a", crane: 0, start: 1140), .init(job: "b", crane: 0, start: 1260)]),
            PlannedTrip(
                vehicle: "V1", lane: "A", from: "VN", depart: 1440, jobs: ["d"],
                loads: [.init(job: "d", crane: 0, start: 1000)], unloads: [.init(job: "d", crane: 0, start: 2340)]),
            PlannedTrip(
                vehicle: "V1", lane: "A", from: "CN", depart: 2640, jobs: ["c"],
                loads: [.init(job: "c", crane: 0, start: 2460)], unloads: [.init(job: "c", crane: 0, start: 3540)]),
        ])

    @Test func theGoodPlanHolds() {
        let report = PlanValidator.judge(Self.good, of: Self.instance)
        #expect(report.violations == [])
        #expect(report.cost.total == 1)  // c is off a minute after its target
    }

    static let damages: [(String, @Sendable (inout LanePlan) -> Void)] = [
        ("names an unknown vehicle", { $0.trips[0].vehicle = "X" }), ("names an unknown", { $0.trips[0].lane = "X" }),
        ("names an unknown", { $0.trips[0].from = "XX" }),
        ("outside the lane's windows", { $0.trips[2].depart = 300_000 }),
        ("while the lane is closed", { $0.trips[2].depart = 49_500 }),
        ("loads or unloads others", { $0.trips[0].loads.removeLast() }),
        ("loads or unloads others", { $0.trips[0].unloads[0].job = "c" }),
        ("unknown job", { $0.trips[2].jobs.append("zz") }), ("carried twice", { $0.trips[2] = $0.trips[0] }),
        ("at the other end", { $0.trips[1].from = "CN" }), ("before its release", { $0.trips[0].loads[0].start = -10 }),
        ("still being loaded", { $0.trips[0].depart = 200 }),
        ("before arrival", { $0.trips[0].unloads[0].start = 1100 }),
        ("latest time", { $0.trips[2].unloads[0].start = 129_990 }),
        ("without power", { $0.trips[0].unloads[1].start = 2100 }), ("is none of", { $0.trips[0].loads[0].crane = 1 }),
        ("is none of", { $0.trips[0].loads[0].crane = -1 }), ("at once", { $0.trips[0].loads[0].start = 60 }),
        ("two cranes", { $0.trips[0].unloads[1].start = 1200 }),
        ("before it is free", { $0.trips[2].loads[0].start = 2400 }),
        ("head-on", { $0.trips[1].depart = 1400 }), ("not reported", { $0.trips.removeLast() }),
        ("not reported", { $0.unplaced = [.init(job: "a", reason: "")] }),
        ("every calendar", { $0.trips[0].depart = .max }), ("every calendar", { $0.trips[0].loads[0].start = .min }),
        (
            "overloaded",
            { plan in
                plan.trips[2].jobs.append("b")
            }
        ),
        ("but stands at", { $0.trips.remove(at: 1) }),
    ]

    @Test(arguments: damages.indices)
    func everyDamageIsNamed(_ index: Int) {
        var plan = Self.good
        Self.damages[index].1(&plan)
        let violations = PlanValidator.judge(plan, of: Self.instance).violations
        #expect(violations.contains { $0.contains(Self.damages[index].0) }, "\(violations)")
    }

    @Test(arguments: [
        ("3", "5.1", 2), ("2", "2", 0), ("4", "4", 1), ("4.1", "4.3", 0), ("6", "6", 1), ("6.2", "2.1", 4),
        ("1", "3", 0),
        ("3.5", "8", 0), ("9", "7", 0), ("", "3", 0),
    ])
    func segregation(_ a: String, _ b: String, _ code: Int) {
        #expect(Segregation.code(a, b) == code)
        #expect(Segregation.code(b, a) == code)
    }

    /// As the other judge has it: an absent list of unplaced boxes is an empty one, a null is no list.
    @Test func onlyAnAbsentListMayBeLeftOut() throws {
        let read = { (text: String) in try JSONDecoder().decode(LanePlan.self, from: Data(text.utf8)) }
        #expect(try read(#"{"trips":[]}"#).unplaced == [])
        #expect(throws: DecodingError.self) { try read(#"{"trips":[],"unplaced":null}"#) }
    }

    @Test func aTimeFarOutIsJudgedLikeAnyOther() {
        var plan = Self.good
        plan.trips[2].unloads[0].start = 1_000_000_000_000
        let report = PlanValidator.judge(plan, of: Self.instance)
        #expect(report.violations == ["c ends after its latest time"])
        #expect(report.cost.makespan == 1_000_000_000_120)
    }

    @Test func valuesThatCannotBeAreRefused() {
        var instance = Self.instance
        instance.lanes[0].travel = .max
        #expect(throws: LaneInstanceError.self) { try instance.checked() }
        instance = Self.instance
        instance.jobs[0].weight = .nan
        #expect(throws: LaneInstanceError.self) { try instance.checked() }
        instance = Self.instance
        instance.jobs[1].id = "a"
        #expect(throws: LaneInstanceError.self) { try instance.checked() }
        instance = Self.instance
        instance.lanes[0].windows = [[1]]
        #expect(throws: LaneInstanceError.self) { try instance.checked() }
    }
}
