import Testing

@testable import GateScheduling

@Suite struct LaneSearchTests {
    @Test(arguments: 0..<60)
    func everyPlanHoldsAndCostsWhatTheSearchSays(_ seed: Int) throws {
        let problem = try LaneProblem(Fixture.drawn(1 + seed % 30, seed: UInt64(seed)))
        let result = LaneSearch(problem, seed: seed).run(until: .work(8000))
        let report = PlanValidator.judge(problem.plan(result.schedule), of: problem.instance)
        #expect(report.violations == [])
        #expect(abs(report.cost.total - result.schedule.points) < 1e-6)
        #expect(LaneBound.best(problem, upper: report.cost.total, rounds: 60).points <= report.cost.total + 1e-6)
    }

    @Test func longSchedulesHoldToo() throws {
        let problem = try LaneProblem(Fixture.drawn(250, seed: 7))
        let result = LaneSearch(problem).run(until: .work(60_000))
        #expect(PlanValidator.judge(problem.plan(result.schedule), of: problem.instance).violations == [])
    }

    @Test(arguments: [20, 150])
    func sameSeedAndWorkSamePlan(_ count: Int) throws {
        let problem = try LaneProblem(Fixture.drawn(count, seed: 3))
        let plans = (0..<2).map { _ in problem.plan(LaneSearch(problem, seed: 5).run(until: .work(30_000)).schedule) }
        #expect(plans[0] == plans[1])
    }

    @Test func moreWorkIsNeverWorse() throws {
        let problem = try LaneProblem(Fixture.drawn(40, seed: 11))
        let costs = [0, 5_000, 50_000].map { LaneSearch(problem).run(until: .work($0)).schedule.cost }
        #expect(costs[0] >= costs[1] && costs[1] >= costs[2])
    }

    @Test func boxesThatNobodyCarriesSayWhy() throws {
        let problem = try LaneProblem(
            Fixture.instance([
                Fixture.job("explosive", hazard: "1.4"), Fixture.job("huge", teu: 4), Fixture.job("late", latest: 1000),
                Fixture.job("cold", unplugged: 600),
            ]))
        let plan = problem.plan(LaneSearch(problem).run(until: .work(10)).schedule)
        #expect(plan.trips.isEmpty)
        #expect(
            plan.unplaced.map(\.reason) == [
                "no lane may carry hazard class 1.4", "no vehicle carries 4 TEU",
                "no lane brings it across by its latest time or within its time without power",
                "no lane brings it across by its latest time or within its time without power",
            ])
    }

    @Test func twoSmallBoxesRideTogether() throws {
        let problem = try LaneProblem(Fixture.instance([Fixture.job("a", teu: 1), Fixture.job("b", teu: 1)]))
        let plan = problem.plan(LaneSearch(problem).run(until: .work(1000)).schedule)
        #expect(plan.trips.map(\.jobs) == [["a", "b"]] || plan.trips.count == 2)
    }

    @Test func twoSmallBoxesThatMayNotShareRideApart() throws {
        let problem = try LaneProblem(
            Fixture.instance(
                [Fixture.job("a", teu: 1, hazard: "3"), Fixture.job("b", teu: 1, hazard: "5.1")], vehicles: 1))
        let result = LaneSearch(problem).run(until: .work(1000))
        #expect(problem.plan(result.schedule).trips.map(\.jobs.count).sorted() == [0, 1, 1])
    }

    /// A single track, one crane an end: here the best plans send an empty vehicle ahead of a loaded one, and let a box wait at the crane
    /// for one that chose its lane later (the values are proven by an exact solver).
    @Test func emptyTripsGoAheadAndArrivalsYield() throws {
        let problem = try LaneProblem(Fixture.singleTrack)
        #expect(LaneSearch(problem, seed: 1).run(until: .work(400_000)).schedule.points < 904)
    }

    @Test func anEmptyTripWithoutAVehicleIsNone() throws {
        let problem = try LaneProblem(Fixture.instance([Fixture.job("a")], vehicles: 1))
        let trips = [TripGene(emptyFrom: 1), TripGene(0)]
        let decoded = problem.decode(trips)
        #expect(decoded.cost == 0)
        #expect(problem.plan(trips, decoded.placements, hopeless: []).trips.map(\.jobs) == [["a"]])
    }
}
