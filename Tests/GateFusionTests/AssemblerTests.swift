import GateDomain
import Testing

@testable import GateFusion

@Suite("Passage assembler")
struct AssemblerTests {
    static let full: [CameraRole] = [.frontPlate, .rearPlate, .containerSide, .containerRear]

    private func run(_ sightings: [Sighting]) -> [Passage] { run(Self.full, sightings) }

    private func run(_ roles: [CameraRole], _ sightings: [Sighting]) -> [Passage] {
        var assembler = PassageAssembler(setup: Fixture.setup(roles))
        for sighting in sightings { assembler.add(sighting) }
        return assembler.finish()
    }

    private func texts(_ passages: [Passage]) -> [Set<String>] { passages.map { Set($0.sightings.map(\.summary)) } }

    @Test("An honest truck is decided a second after its last view")
    func complete() {
        let passages = run([
            Fixture.sighting(.frontPlate, "12C12345", at: 5, settled: 7),
            Fixture.sighting(.rearPlate, "12RM01234", at: 6, settled: 8),
            Fixture.sighting(.containerSide, "MSCU0137155", at: 6, settled: 8.5),
            Fixture.sighting(.containerRear, "MSCU0137155", at: 6, settled: 9),
        ])
        #expect(passages.count == 1)
        #expect(passages.first?.id == "huu-nghi/IN-1/2026-03-02T01:00:05.000Z")
        #expect(passages.first?.decided == Fixture.time(10).instant)
        #expect(passages.first?.unseenRoles == [])
    }

    @Test("A view that stays away is waited for, then named")
    func incomplete() {
        let passages = run(
            [.frontPlate, .containerSide], [Fixture.sighting(.frontPlate, "12C12345", at: 5, settled: 7)])
        #expect(passages.first?.decided == Fixture.time(13).instant)
        #expect(passages.first?.unseenRoles == [.containerSide])
    }

    @Test("Twenty seconds are the limit")
    func deadline() {
        let sightings = (0..<10).map { Fixture.sighting(.frontPlate, "12C12345", at: Double($0) * 4, visit: $0) }
        let passages = run([.frontPlate, .containerSide], sightings)
        #expect(passages.map(\.decided) == [Fixture.time(21).instant])
    }

    @Test("Nose to tail: two passages, whichever camera sees the second truck first", arguments: [0.0, 2.5])
    func noseToTail(_ shift: Double) {
        let passages = run(
            [.frontPlate, .containerSide, .containerRear],
            [
                Fixture.sighting(.frontPlate, "15C28403", at: 4, settled: 7),
                Fixture.sighting(.containerSide, "MSCU0137155", at: 5, settled: 8),
                Fixture.sighting(.containerRear, "MSCU0137155", at: 6, settled: 8),
                Fixture.sighting(.frontPlate, "桂FA5173", at: 14 + shift, settled: 17 + shift, visit: 2),
                Fixture.sighting(.containerSide, "CSQU3054383", at: 15, settled: 18, visit: 2),
                Fixture.sighting(.containerRear, "CSQU3054383", at: 15.5, settled: 18.5, visit: 2),
            ])
        #expect(texts(passages) == [["15C28403", "MSCU0137155"], ["CSQU3054383", "桂FA5173"]])
    }

    @Test("The second truck's box is not the first one's, though its camera saw no gap")
    func sameVisit() {
        let passages = run(
            [.frontPlate, .containerSide],
            [
                Fixture.sighting(.frontPlate, "15C28403", at: 4, settled: 6),
                Fixture.sighting(.containerSide, "MSCU0137155", at: 5, settled: 7),
                Fixture.sighting(.frontPlate, "29H67431", at: 13, settled: 15, visit: 2),
                Fixture.sighting(.containerSide, "CSQU3054383", at: 14, settled: 16, visit: 1),
            ])
        #expect(texts(passages) == [["15C28403", "MSCU0137155"], ["29H67431", "CSQU3054383"]])
    }

    @Test("Two boxes in one visit, and two cameras that disagree, are one passage")
    func oneVehicle() {
        let passages = run([
            Fixture.sighting(.frontPlate, "12C12345", at: 5), Fixture.sighting(.containerSide, "MSCU0137155", at: 5),
            Fixture.sighting(.containerSide, "CSQU3054383", at: 6),
            Fixture.sighting(.containerRear, "DDDU5010600", at: 6),
        ])
        #expect(passages.count == 1)
        #expect(passages.first?.containers.count == 3)
    }

    @Test("The same plate again, in a new visit or misread, is the same vehicle", arguments: ["12C12345", "12C1Z345"])
    func flicker(_ again: String) {
        let passages = run(
            [.frontPlate],
            [Fixture.sighting(.frontPlate, "12C12345", at: 5), Fixture.sighting(.frontPlate, again, at: 40, visit: 2)])
        #expect(passages.count == 1)
    }

    @Test("The same truck later is another passage")
    func returns() {
        let passages = run(
            [.frontPlate],
            [
                Fixture.sighting(.frontPlate, "12C12345", at: 5),
                Fixture.sighting(.frontPlate, "12C12345", at: 300, visit: 2),
            ])
        #expect(passages.count == 2)
    }

    @Test("A late view is taken in after the decision")
    func late() {
        let passages = run(
            [.frontPlate, .rearPlate],
            [
                Fixture.sighting(.frontPlate, "12C12345", at: 5),
                Fixture.sighting(.rearPlate, "12RM01234", at: 18, settled: 19),
            ])
        #expect(texts(passages) == [["12C12345"]])
    }

    @Test("An unread vehicle joins the passage that it is a part of, else it is one")
    func unread() {
        let joined = run(
            [.frontPlate, .rearPlate],
            [
                Fixture.sighting(.frontPlate, .unreadVehicle, at: 3, settled: 12),
                Fixture.sighting(.rearPlate, "12RM01234", at: 5, settled: 8),
            ])
        #expect(texts(joined) == [["12RM01234", "unread"]])
        let alone = run([.frontPlate], [Fixture.sighting(.frontPlate, .unreadVehicle, at: 3, settled: 12)])
        #expect(texts(alone) == [["unread"]])
        #expect(alone.first?.unseenRoles == [.frontPlate])
    }

    @Test(
        "Behind a vehicle that was not read comes one that is: neither vanishes", arguments: [4.0, 7.0, 16.0],
        [CameraRole.frontPlate, .rearPlate])
    func behindUnread(_ pause: Double, _ other: CameraRole) {
        let passages = run(
            [.frontPlate, other],
            [
                Fixture.sighting(.frontPlate, .unreadVehicle, at: 3, settled: 6, visit: 1),
                Fixture.sighting(.frontPlate, "12C12345", at: 6 + pause, settled: 8 + pause, visit: 2),
            ])
        #expect(texts(passages) == [["unread"], ["12C12345"]])
        // The vehicle that stands there unread and is read at last is one.
        let one = run(
            [.frontPlate],
            [
                Fixture.sighting(.frontPlate, .unreadVehicle, at: 3, settled: 18, visit: 1),
                Fixture.sighting(.frontPlate, "12C12345", at: 19, settled: 21, visit: 1),
            ])
        #expect(texts(one) == [["unread", "12C12345"]])
        // And it stays one when it is lost to sight and seen again, or was read from behind meanwhile.
        let again = run(
            [.frontPlate, other],
            [
                Fixture.sighting(.frontPlate, .unreadVehicle, at: 3, settled: 18, visit: 1),
                Fixture.sighting(other, "12C12345", at: 19, settled: 21, visit: 1),
                Fixture.sighting(.frontPlate, "12C12345", at: 33, settled: 35, visit: 2),
            ])
        #expect(again.count == 1)
    }

    @Test(
        "A camera is dark for the passages during its darkness, and for no others",
        arguments: [(12.0, true), (30.0, true), (80.0, false), (1.0, false)])
    func dark(_ arrival: Double, _ expected: Bool) {
        let passages = run(
            [.frontPlate, .containerSide],
            [
                Fixture.sighting(.containerSide, .cameraDark(reason: "dark"), at: 10, settled: 12, last: 12),
                Fixture.sighting(.frontPlate, "12C12345", at: arrival, settled: arrival + 1),
            ])
        #expect(passages.map(\.darkCameras) == [expected ? ["containerSide"] : []])
    }

    @Test("Darkness alone is no passage, and a camera that saw the vehicle had recovered")
    func recovered() {
        let dark = Fixture.sighting(.frontPlate, .cameraDark(reason: "dark"), at: 3, settled: 5, last: 5)
        #expect(run([.frontPlate], [dark]).isEmpty)
        #expect(
            run([.frontPlate], [dark, Fixture.sighting(.frontPlate, "12C12345", at: 12)]).map(\.darkCameras) == [[]])
    }

    @Test("The passages depend neither on the steps of the watermark nor on the order of adding")
    func watermarks() {
        for seed in 0..<60 {
            var dice = Dice(state: UInt64(seed))
            let sightings = randomLane(&dice)
            let expected = run(sightings)
            #expect(expected == run(sightings.shuffled(using: &dice)))

            var assembler = PassageAssembler(setup: Fixture.setup(Self.full))
            var passages: [Passage] = []
            var rest = sightings.shuffled(using: &dice).sorted { $0.settled < $1.settled }
            var watermark = 0.0
            while !rest.isEmpty {
                watermark += Double.random(in: 0...8, using: &dice)
                while let next = rest.first, next.settled <= Fixture.time(watermark).instant {
                    assembler.add(rest.removeFirst())
                }
                let step = assembler.advance(to: Fixture.time(watermark).instant)
                #expect(step.allSatisfy { $0.decided <= Fixture.time(watermark).instant })
                passages += step
            }
            passages += assembler.finish()
            #expect(passages == expected)
            #expect(Set(passages.map(\.id)).count == passages.count)
        }
    }

    private func randomLane(_ dice: inout Dice) -> [Sighting] {
        var sightings: [Sighting] = []
        var seconds = 0.0
        for vehicle in 0..<8 {
            seconds += Double.random(in: 3...90, using: &dice)
            for role in Self.full where Int.random(in: 0..<5, using: &dice) > 0 {
                let at = seconds + Double(Int.random(in: 0...6, using: &dice))
                let settled = at + Double(Int.random(in: 0...40, using: &dice)) / 4
                switch Int.random(in: 0..<8, using: &dice) {
                case 0: sightings.append(Fixture.sighting(role, .cameraDark(reason: "dark"), at: at, settled: settled))
                case 1:
                    sightings.append(Fixture.sighting(role, .unreadVehicle, at: at, settled: settled, visit: vehicle))
                default:
                    let text = role.seesContainers ? "MSCU013715\(vehicle)" : "12C1234\(vehicle)"
                    sightings.append(Fixture.sighting(role, text, at: at, settled: settled, visit: vehicle))
                }
            }
        }
        return sightings
    }
}
