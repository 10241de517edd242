import Testing

@testable import GateScheduling

@Suite struct DaySimulationTests {
    @Test(arguments: [false, true])
    func everyBoxGetsAcrossAndFruitIsQuickerThanFirstComeFirstServed(_ surge: Bool) throws {
        let simulation = DaySimulation(GateDay(vehicles: 250, seed: 3, surge: surge))
        let (planned, driven) = try simulation.run(.planned, effort: 300)
        let (first, _) = try simulation.run(.firstCome, effort: 0)
        #expect(planned.across + planned.unplaced == planned.boxes)
        #expect(first.across + first.unplaced == first.boxes)
        #expect(planned.tardiness <= first.tardiness)
        #expect(planned.fruitUnder4Hours >= first.fruitUnder4Hours)
        let boxes = driven.flatMap(\.jobs)
        #expect(Set(boxes).count == boxes.count)
        #expect(planned.laneUse.values.allSatisfy { (0...1).contains($0) } && (0...1).contains(planned.craneUse))
    }

    /// What was driven, judged as one plan: no crane, vehicle or headway was used twice.
    @Test func whatWasDrivenIsPhysical() throws {
        let day = GateDay(vehicles: 250, seed: 5)
        let (_, driven) = try DaySimulation(day).run(.planned, effort: 300)
        var instance = day.instance
        let ridden = Set(driven.flatMap(\.jobs))
        instance.jobs = day.arrivals.map(\.job).filter { ridden.contains($0.id) }
        // Failures make late what is under way already.
        for index in instance.jobs.indices {
            (instance.jobs[index].latest, instance.jobs[index].unplugged) = (900_000_000, nil)
        }
        #expect(PlanValidator.judge(LanePlan(trips: driven), of: instance).violations == [])
    }

    /// 6 km at 25 km/h and handling: a round trip takes 50 minutes, so that a vehicle makes 28 a day at most.
    @Test func noVehicleIsFasterThanItsRoad() throws {
        let jobs = (0..<80).map { Fixture.job("c\($0)", from: $0 % 2 == 0 ? .china : .vietnam) }
        var lane = Fixture.lane()
        lane.travel = 864
        var instance = Fixture.instance(jobs, lanes: [lane], vehicles: 1)
        instance.ends = ["CN": Yard(cranes: 1, handling: 318), "VN": Yard(cranes: 1, handling: 318)]
        let day = try LaneDay(instance)
        #expect(day.plan.trips.count { $0.depart < 86_400 } / 2 == 28)
    }

    @Test func theSameDayFromTheSameSeed() throws {
        let figures = try (0..<2).map { _ in
            try DaySimulation(GateDay(vehicles: 60, seed: 9)).run(.planned, effort: 200).0
        }
        #expect(figures[0] == figures[1])
    }
}
