@testable import GateScheduling

/// Days at small gates, drawn from a seed.
enum Fixture {
    static func lane(
        _ id: String = "A", kind: TransportLane.Kind = .double, windows: [[Int]] = [[0, 200_000]],
        closures: [[Int]] = [], forbids: [String] = [], reefer: Bool = true
    ) -> TransportLane {
        TransportLane(
            id: id, kind: kind, travel: 900, headway: 60, turn: kind == .single ? 300 : 0, windows: windows,
            closures: closures, forbids: forbids, reefer: reefer)
    }

    static func job(
        _ id: String, from: TransportEnd = .china, teu: Int = 2, release: Int = 0, target: Int = 3600,
        latest: Int = 130_000, weight: Double = 1, hazard: String? = nil, unplugged: Int? = nil
    ) -> TransportJob {
        TransportJob(
            id: id, from: from, teu: teu, release: release, target: target, latest: latest, weight: weight,
            hazard: hazard, unplugged: unplugged)
    }

    static func instance(
        _ jobs: [TransportJob], lanes: [TransportLane] = [lane()], vehicles: Int = 2, cranes: Int = 1
    ) -> LaneInstance {
        LaneInstance(
            horizon: 86_400,
            ends: ["CN": Yard(cranes: cranes, handling: 120), "VN": Yard(cranes: cranes, handling: 120)], lanes: lanes,
            vehicles: (0..<vehicles).map { TransportVehicle(id: "V\($0)", at: $0 % 2 == 0 ? .china : .vietnam) },
            jobs: jobs)
    }

    /// Anything goes: hazards, reefers, single tracks, windows, closures, few cranes.
    static func drawn(_ count: Int, seed: UInt64) -> LaneInstance {
        var random = SearchRandom(seed: seed)
        let jobs = (0..<count).map { number -> TransportJob in
            let release = random.below(20_000)
            return job(
                "c\(number)", from: random.below(4) == 0 ? .vietnam : .china, teu: 1 + random.below(2),
                release: release, target: release + 1500 + random.below(8000),
                latest: release + 3000 + random.below(100_000), weight: Double(random.below(25)) / 2,
                hazard: random.below(4) == 0 ? ["1", "2", "2.1", "3", "4", "5", "6", "8", "9"][random.below(9)] : nil,
                unplugged: random.below(4) == 0 ? 1500 + random.below(4000) : nil)
        }
        var lanes = [
            lane(
                "A", kind: random.below(2) == 0 ? .single : .double,
                closures: random.below(2) == 0 ? [[9000, 14_000]] : [],
                forbids: ["7"])
        ]
        if random.below(2) == 0 {
            lanes.append(lane("B", windows: [[3000, 20_000], [40_000, 90_000]], forbids: ["2", "3"], reefer: false))
        }
        return instance(jobs, lanes: lanes, vehicles: 1 + random.below(4), cranes: 1 + random.below(3))
    }

    /// Twelve boxes within two hours, two vehicles, one crane an end, one single track: end, TEU, release, slack, weight, reefer.
    static var singleTrack: LaneInstance {
        let rows: [(TransportEnd, Int, Int, Int, Double, Bool)] = [
            (.china, 1, 27964, 1200, 12, true),
            (.china, 1, 27989, 1200, 12, true),
            (.china, 2, 28124, 4800, 2, false),
            (.vietnam, 1, 29578, 9000, 0.5, false),
            (.vietnam, 2, 29671, 2400, 5, false),
            (.china, 1, 29720, 1200, 12, true),
            (.china, 1, 30344, 1200, 12, true),
            (.china, 1, 30410, 3600, 3, false),
            (.vietnam, 2, 31610, 4800, 2, false),
            (.china, 1, 32077, 1200, 12, true),
            (.china, 2, 33925, 4800, 2, false),
            (.china, 1, 35799, 1200, 12, true),
        ]
        var lane = lane(kind: .single)
        (lane.travel, lane.headway, lane.windows) = (1200, 90, [[21_600, 79_200]])
        return instance(
            rows.enumerated().map { number, row in
                job(
                    "c\(number)", from: row.0, teu: row.1, release: row.2, target: row.2 + row.3, weight: row.4,
                    unplugged: row.5 ? 5400 : nil)
            }, lanes: [lane])
    }
}
