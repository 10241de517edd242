/// A day at the gate, drawn from a seed: who arrives when, what clearance makes of it, and what fails.
public struct GateDay: Sendable {
    struct Arrival: Sendable {
        var time: Int
        var isFruit: Bool
        var job: TransportJob
    }

    private struct Kind {
        var name: String
        var share: Int
        var weight: Double
        /// Hours from the arrival.
        var target: Int
        var isSmall: Bool
        /// Of a hundred, how many need power.
        var cold: Int
    }

    /// Volumes and mix of a busy land border: a third fruit, most of it in the morning and late afternoon.
    private static let kinds = [
        Kind(name: "fruit", share: 34, weight: 12, target: 4, isSmall: true, cold: 60),
        Kind(name: "reefer", share: 8, weight: 10, target: 5, isSmall: false, cold: 100),
        Kind(name: "electronics", share: 22, weight: 5, target: 8, isSmall: false, cold: 0),
        Kind(name: "general", share: 24, weight: 2, target: 16, isSmall: false, cold: 0),
        Kind(name: "hazard", share: 4, weight: 3, target: 12, isSmall: true, cold: 0),
        Kind(name: "empty", share: 8, weight: 0.5, target: 20, isSmall: false, cold: 0),
    ]

    /// Lanes, cranes and vehicles, with nothing to carry yet.
    public let instance: LaneInstance
    let arrivals: [Arrival]
    /// Ascending in time.
    let failures: [(time: Int, event: LaneEvent)]
    static let hour = 3600

    /// - Parameters:
    ///   - vehicles: that arrive in 24 hours, one box each.
    ///   - surge: three times the arrivals from 8 to 14 o'clock, and the first lane down from 10 to 14.
    public init(vehicles: Int = 2500, seed: Int = 1, surge: Bool = false) {
        var random = SearchRandom(seed: UInt64(bitPattern: Int64(seed)))
        let always = [0, 5 * 24 * Self.hour]
        let lanes = [
            TransportLane(id: "1", travel: 900, headway: 60, windows: [always], forbids: ["7"]),
            TransportLane(
                id: "2", travel: 1200, headway: 90,
                windows: (0..<5).map { [($0 * 24 + 6) * Self.hour, ($0 * 24 + 22) * Self.hour] },
                forbids: ["2", "3", "7"]),
        ]
        let yard = Yard(cranes: max(1, vehicles / 400), handling: 120)
        instance = LaneInstance(
            horizon: 24 * Self.hour, ends: ["CN": yard, "VN": yard], lanes: lanes,
            vehicles: (0..<max(2, vehicles / 44)).map {
                TransportVehicle(id: "A\($0 + 1)", at: $0 % 2 == 0 ? .china : .vietnam)
            }, jobs: [])
        var arrivals = (0..<vehicles).map { Self.arrival($0, &random) }
        if surge {
            let inside = (8 * Self.hour)..<(14 * Self.hour)
            let more = 2 * arrivals.count { inside.contains($0.time) }
            while arrivals.count < vehicles + more {
                let drawn = Self.arrival(arrivals.count, &random)
                if inside.contains(drawn.time) { arrivals.append(drawn) }
            }
        }
        self.arrivals = arrivals.sorted { ($0.job.release, $0.job.id) < ($1.job.release, $1.job.id) }
        failures = Self.failures(instance, surge: surge, &random)
    }

    private static func arrival(_ number: Int, _ random: inout SearchRandom) -> Arrival {
        var ticket = random.below(100)
        let kind = kinds.first { kind in
            ticket -= kind.share
            return ticket < 0
        }
        let drawn = kind ?? kinds[0]
        let isFruit = drawn.name == "fruit"
        var time = 0
        while true {
            time = random.below(24 * hour)
            let clock = time / hour
            var chance = 25
            if (7...11).contains(clock) { chance += isFruit ? 75 : 50 }
            if (16...20).contains(clock) { chance += isFruit ? 60 : 35 }
            if random.below(100) < chance { break }
        }
        // Green 82 of 100: a minute; yellow 13: forty; red 5: five hours; each by 0.6 to 1.5.
        let channel = random.below(100)
        let clearance = (channel < 82 ? 60 : channel < 95 ? 2400 : 5 * hour) * (60 + random.below(90)) / 100
        let hazard = drawn.name == "hazard" ? ["2", "3", "8", "9"][random.below(4)] : nil
        let job = TransportJob(
            id: "c\(number + 1)", from: random.below(44) < 34 ? .china : .vietnam,
            teu: drawn.isSmall || random.below(5) == 0 ? 1 : 2, release: time + clearance,
            target: time + drawn.target * hour, latest: time + clearance + 48 * hour, weight: drawn.weight,
            hazard: hazard, unplugged: random.below(100) < drawn.cold ? 5400 : nil)
        return Arrival(time: time, isFruit: isFruit, job: job)
    }

    private static func failures(
        _ instance: LaneInstance, surge: Bool, _ random: inout SearchRandom
    ) -> [(time: Int, event: LaneEvent)] {
        var failures: [(time: Int, event: LaneEvent)] = []
        for vehicle in instance.vehicles {
            // About one breakdown in two days, half an hour to two and a half; late three times a day.
            if random.below(2) == 0 {
                let time = random.below(24 * hour)
                failures.append((time, .breakdown(vehicle: vehicle.id, until: time + 1800 + random.below(2 * hour))))
            }
            for _ in 0..<3 {
                failures.append((random.below(24 * hour), .late(vehicle: vehicle.id, by: 60 + random.below(540))))
            }
        }
        for lane in instance.lanes {
            let time = (6 + random.below(16)) * hour
            failures.append((time, .closure(lane: lane.id, from: time, until: time + 600 + random.below(3000))))
        }
        if surge, let lane = instance.lanes.first {
            failures.append((10 * hour, .closure(lane: lane.id, from: 10 * hour, until: 14 * hour)))
        }
        return failures.enumerated().sorted { ($0.element.time, $0.offset) < ($1.element.time, $1.offset) }
            .map(\.element)
    }
}
