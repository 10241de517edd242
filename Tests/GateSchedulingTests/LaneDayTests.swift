import Testing

@testable import GateScheduling

@Suite struct LaneDayTests {
    /// What a plan must keep whatever happened before: judged as if the past were given.
    static func violations(_ day: LaneDay) -> [String] {
        var instance = day.instance
        // A lane that closes lets those arrive who had departed; a deadline cannot bind what an event made late under way.
        let begun = day.plan.trips.filter { $0.begin < day.now }
        let riding = Set(begun.flatMap(\.jobs))
        for index in instance.jobs.indices where riding.contains(instance.jobs[index].id) {
            instance.jobs[index].latest = 1_000_000_000
            instance.jobs[index].unplugged = instance.jobs[index].unplugged.map { _ in 1_000_000_000 }
        }
        var report = PlanValidator.judge(day.plan, of: instance).violations
        report.removeAll { $0.contains("runs while the lane is closed") }
        for trip in day.plan.trips where trip.depart >= day.now {
            guard let lane = instance.lanes.first(where: { $0.id == trip.lane }) else { continue }
            if lane.closures.contains(where: { trip.depart < $0[1] && trip.depart + lane.travel > $0[0] }) {
                report.append("\(trip.vehicle) departs at \(trip.depart) into a closed lane")
            }
            if trip.begin >= day.now, trip.begin < day.blocked[trip.vehicle] ?? .min {
                report.append("\(trip.vehicle) is broken down and begins at \(trip.begin)")
            }
        }
        return report
    }

    /// A thousand events in a row; after each the plan holds and every box is somewhere, once.
    @Test(arguments: 0..<4)
    func aThousandEvents(_ seed: Int) throws {
        var random = SearchRandom(seed: UInt64(seed))
        var instance = Fixture.drawn(40, seed: UInt64(100 + seed))
        for index in instance.lanes.indices { instance.lanes[index].windows = [[0, 2_000_000]] }
        instance.vehicles += (0..<4).map { TransportVehicle(id: "W\($0)", at: $0 % 2 == 0 ? .china : .vietnam) }
        instance.jobs = []
        var day = try LaneDay(instance)
        var released: Set<String> = []
        var held: Set<String> = []
        var across: Set<String> = []
        var time = 0
        for number in 0..<1000 {
            time += random.below(240)
            let lane = instance.lanes[random.below(instance.lanes.count)].id
            let vehicle = instance.vehicles[random.below(instance.vehicles.count)].id
            let event: LaneEvent
            switch random.below(20) {
            case 0..<12:
                let drawn = Fixture.drawn(1, seed: UInt64(number * 7 + seed)).jobs[0]
                var job = drawn
                job.id = "b\(number)"
                job.release = time + random.below(600)
                (job.target, job.latest) = (job.release + 3600, job.release + 20_000 + random.below(100_000))
                event = .release(job)
                released.insert(job.id)
            case 12..<15: event = .hold(job: released.sorted()[released.isEmpty ? 0 : random.below(released.count)])
            case 15: event = .closure(lane: lane, from: time, until: time + random.below(5000) + 1)
            case 16..<18: event = .breakdown(vehicle: vehicle, until: time + random.below(6000))
            default: event = .late(vehicle: vehicle, by: random.below(1200))
            }
            let before = day
            let revision = try day.apply([event], at: time, effort: number % 10 == 0 ? 400 : 0)
            if case .hold(let id) = event, revision.refusal == nil { held.insert(id) }
            try #require(Self.violations(day) == [], "event \(number): \(event)")
            // What has begun stays: same vehicle, and what is past is past.
            for trip in before.plan.trips where trip.begin < time && before.end(of: trip) >= time {
                let now = try #require(day.plan.trips.first { $0.vehicle == trip.vehicle && $0.begin == trip.begin })
                #expect(now.jobs == trip.jobs)
                #expect(trip.depart >= time || now.depart == trip.depart)
                for (old, new) in zip(trip.loads + trip.unloads, now.loads + now.unloads) where old.start < time {
                    #expect(old == new)
                }
            }
            across.formUnion(day.takeFinished().flatMap(\.jobs))
            let planned = day.plan.trips.flatMap(\.jobs) + day.plan.unplaced.map(\.job)
            #expect(Set(planned).count == planned.count)
            #expect(released == held.union(across).union(planned))
            #expect(across.isDisjoint(with: planned) && held.isDisjoint(with: planned))
        }
        #expect(across.count > 100)
        #expect(held.count > 10)
    }

    @Test func whatAClosureDoesNotTouchStays() throws {
        let lanes = [Fixture.lane("A"), Fixture.lane("B")]
        let jobs = (0..<60).map { Fixture.job("c\($0)", from: $0 % 2 == 0 ? .china : .vietnam, release: $0 * 300) }
        var day = try LaneDay(Fixture.instance(jobs, lanes: lanes, vehicles: 8, cranes: 2))
        let before = day.expected
        let revision = try day.apply([.closure(lane: "A", from: 9000, until: 12_000)], at: 3000)
        #expect(Self.violations(day) == [])
        #expect(revision.forced > 0)
        #expect(revision.moved >= revision.forced - 1 && revision.moved < 40)
        for (id, end) in day.expected where end < 8000 { #expect(before[id] == end) }
    }

    @Test func aHeldBoxIsTakenBackUnlessItsTripHasBegun() throws {
        var day = try LaneDay(Fixture.instance([Fixture.job("a"), Fixture.job("b", release: 5000)]))
        #expect(try day.apply([.hold(job: "b")], at: 100).refusal == nil)
        #expect(try day.apply([.hold(job: "a")], at: 100).refusal == "a is on its way already")
        #expect(day.plan.trips.flatMap(\.jobs) == ["a"])
        #expect(try day.apply([.hold(job: "zz")], at: 100).refusal == "zz is not known here")
    }

    @Test func aBreakdownUnderWayIsSaidAsALaterEnd() throws {
        var day = try LaneDay(Fixture.instance([Fixture.job("a")], vehicles: 1))
        let promised = try #require(day.expected["a"])
        let revision = try day.apply([.breakdown(vehicle: "V0", until: 5000)], at: 600)
        #expect(revision.moves == [.init(job: "a", promised: promised, expected: 5120)])
        #expect(revision.forced == 1)
    }

    @Test func sameEventsSamePlan() throws {
        let plans = try (0..<2).map { _ in
            var day = try LaneDay(Fixture.drawn(60, seed: 4), effort: 5000)
            _ = try day.apply([.breakdown(vehicle: "V0", until: 9000)], at: 5000, effort: 5000)
            return day.plan
        }
        #expect(plans[0] == plans[1])
    }

    @Test func anEventThatCannotBeChangesNothing() throws {
        var day = try LaneDay(Fixture.instance([Fixture.job("a")]))
        let before = day.plan
        #expect(throws: LaneInstanceError.self) {
            try day.apply([.release(Fixture.job("b", weight: .infinity))], at: 10)
        }
        #expect(day.plan == before)
    }
}
