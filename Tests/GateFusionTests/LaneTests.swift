import GateDomain
import Testing

@testable import GateFusion

/// From frames to verdicts: trackers, assembler and judge together, on made-up observations.
@Suite("Lane")
struct LaneTests {
    /// What a camera sees of one truck: from when to when, and the text.
    struct View {
        var role: CameraRole
        var from: Double
        var to: Double
        var text: String
    }

    static let roles: [CameraRole] = [.frontPlate, .rearPlate, .containerSide, .containerRear]

    static func views(_ arrives: Double, _ front: String, _ rear: String, _ box: String) -> [View] {
        [
            View(role: .frontPlate, from: arrives, to: arrives + 8, text: front),
            View(role: .containerSide, from: arrives + 2, to: arrives + 9, text: box),
            View(role: .rearPlate, from: arrives + 2.5, to: arrives + 10, text: rear),
            View(role: .containerRear, from: arrives + 3, to: arrives + 10, text: box),
        ]
    }

    /// One character of a reading in `rate` is taken for a look-alike.
    static func misread(_ text: String, rate: Double, _ dice: inout Dice) -> String {
        let twins: [Character: Character] = ["1": "7", "8": "B", "0": "D", "5": "S", "2": "Z", "C": "G", "M": "N"]
        return String(text.map { Double.random(in: 0..<1, using: &dice) < rate ? twins[$0] ?? $0 : $0 })
    }

    static func sightings(
        _ views: [View], until end: Double, seed: UInt64, rate: Double = 0, dark: (CameraRole, Double)? = nil
    ) -> [Sighting] {
        var dice = Dice(state: seed)
        var result: [Sighting] = []
        for role in roles {
            var tracker = CameraTracker(place: Fixture.camera(role))
            for second in Fixture.times(0, end) {
                if let dark, dark.0 == role, second >= dark.1 {
                    result += tracker.observe(Fixture.frame(second, dark: true)).sightings
                    continue
                }
                var plates: [PlateRead] = []
                var containers: [ContainerRead?] = []
                for view in views where view.role == role && second >= view.from && second < view.to {
                    // One frame in eight gives nothing.
                    if Int.random(in: 0..<8, using: &dice) == 0 { continue }
                    let text = misread(view.text, rate: rate, &dice)
                    let quad = Fixture.quad(500 + Double.random(in: -3...3, using: &dice))
                    if ContainerNumber(view.text) == nil {
                        plates.append(Fixture.plate(text, 0.85, at: quad))
                    } else {
                        containers.append(Fixture.container(text, 0.85, at: quad))
                    }
                }
                let isBusy = views.contains { $0.role == role && second >= $0.from - 1 && second < $0.to + 1.5 }
                result +=
                    tracker.observe(
                        Fixture.frame(second, plates: plates, containers: containers, presence: isBusy ? 0.6 : 0.02)
                    ).sightings
            }
            result += tracker.finish().sightings
        }
        return result
    }

    static func verdicts(_ sightings: [Sighting], _ declarations: [Declaration]) -> [Verdict] {
        var assembler = PassageAssembler(setup: Fixture.setup(roles))
        var judge = Judge(declarations: declarations, draw: { _ in 0.5 })
        for sighting in sightings { assembler.add(sighting) }
        return assembler.finish().map { judge.judge($0) }
    }

    static let papers = [
        Fixture.declaration("D1", "12C12345", "12RM01234", ["MSCU0137155"]),
        Fixture.declaration("D2", "桂FA5173", "桂F3806挂", ["CSQU3054383"]),
    ]

    @Test("Honest trucks are green, whatever single frames say", arguments: [0.0, 0.03, 0.06])
    func honest(_ rate: Double) {
        for seed in 0..<6 as Range<UInt64> {
            let sightings = Self.sightings(
                Self.views(2, "12C12345", "12RM01234", "MSCU0137155"), until: 20, seed: seed, rate: rate)
            let verdicts = Self.verdicts(sightings, Self.papers)
            #expect(verdicts.map(\.channel) == [.green], "seed \(seed): \(verdicts)")
            #expect(verdicts.map(\.declaration) == ["D1"])
            // While it stands: eight seconds.
            #expect((verdicts.first?.decided ?? .distantFuture) < Fixture.time(10).instant)
        }
    }

    @Test("Nose to tail, at several distances", arguments: [9.0, 11.0, 14.0, 40.0])
    func noseToTail(_ distance: Double) {
        let sightings = Self.sightings(
            Self.views(2, "12C12345", "12RM01234", "MSCU0137155")
                + Self.views(2 + distance, "桂FA5173", "桂F3806挂", "CSQU3054383"), until: 20 + distance, seed: 3,
            rate: 0.02)
        let verdicts = Self.verdicts(sightings, Self.papers)
        #expect(verdicts.map(\.declaration) == ["D1", "D2"])
        #expect(verdicts.map(\.channel) == [.green, .green])
    }

    @Test("A camera dies between two trucks: the first is not touched by it")
    func dark() {
        let sightings = Self.sightings(
            Self.views(2, "12C12345", "12RM01234", "MSCU0137155")
                + Self.views(19, "桂FA5173", "桂F3806挂", "CSQU3054383"), until: 40, seed: 4,
            dark: (.containerSide, 15))
        let verdicts = Self.verdicts(sightings, Self.papers)
        #expect(verdicts.map { $0.discrepancies.map(\.rule.text) } == [[], ["R44"]])
        #expect(verdicts.map(\.declaration) == ["D1", "D2"])
    }

    @Test("A covered front plate: one passage, one case")
    func covered() {
        let views = Self.views(2, "12C12345", "12RM01234", "MSCU0137155").filter { $0.role != .frontPlate }
        var sightings = Self.sightings(views, until: 20, seed: 5)
        var front = CameraTracker(place: Fixture.camera(.frontPlate))
        for second in Fixture.times(0, 20) {
            let stands = second >= 1 && second < 13
            sightings += front.observe(Fixture.frame(second, presence: stands ? 0.6 : 0)).sightings
        }
        let verdicts = Self.verdicts(sightings, Self.papers)
        #expect(verdicts.map { $0.discrepancies.map(\.rule.text) } == [["R44"]])
        #expect(verdicts.map(\.tractorPlate) == [nil])
        #expect(verdicts.map(\.declaration) == ["D1"])
    }

    @Test("An empty lane is silent")
    func empty() {
        #expect(Self.verdicts(Self.sightings([], until: 30, seed: 6), Self.papers).isEmpty)
    }
}
