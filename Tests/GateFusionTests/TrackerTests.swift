import GateDomain
import Testing

@testable import GateFusion

@Suite("Camera tracker")
struct TrackerTests {
    private func run(_ role: CameraRole, _ frames: [FrameObservation], finish: Bool = true) -> [Sighting] {
        var tracker = CameraTracker(place: Fixture.camera(role))
        var actions = frames.flatMap { tracker.observe($0) }
        if finish { actions += tracker.finish() }
        return actions.sightings
    }

    private func frames(_ from: Double, _ to: Double, plate: String) -> [FrameObservation] {
        Fixture.times(from, to).map { Fixture.frame($0, plates: [Fixture.plate(plate)]) }
    }

    private func frames(_ from: Double, _ to: Double, presence: Double = 0) -> [FrameObservation] {
        Fixture.times(from, to).map { Fixture.frame($0, presence: presence) }
    }

    @Test("A standing truck settles while it stands, once")
    func standing() {
        let sightings = run(.frontPlate, frames(0, 1) + frames(1, 8, plate: "12C12345") + frames(8, 10))
        #expect(sightings.map(\.summary) == ["12C12345"])
        #expect((sightings.first?.settled ?? .distantFuture) < Fixture.time(3).instant)
        #expect(sightings.first?.id == "huu-nghi/IN-1/frontPlate/0/2026-03-02T01:00:01.000Z/plate/0")
    }

    @Test(
        "Readings with errors are outvoted character by character",
        arguments: [
            ["12C12345", "12C12845", "12C12345", "1ZC12345", "12C1234S", "12C12345", "I2C12345", "12C12345"],
            ["12C1234S", "1ZC12345", "12C1Z345", "12G12345", "12C12845"],
            ["12C12345", "12C1234", "2C12345", "12C12345"],
        ])
    func noise(_ texts: [String]) {
        let frames = texts.enumerated().map { index, text in
            Fixture.frame(Double(index) / 4, plates: [Fixture.plate(text, 0.7)])
        }
        #expect(run(.frontPlate, frames).map(\.summary) == ["12C12345"])
    }

    @Test("What is left of a cut plate never votes: neither against the whole one, nor alone")
    func cutPlate() {
        func cut(_ from: Double, _ to: Double) -> [FrameObservation] {
            Fixture.times(from, to).map {
                Fixture.frame($0, plates: [Fixture.plate("67B18868", 0.99, isCut: true)])
            }
        }
        let entering = cut(0, 3) + frames(3, 4, plate: "67B188683") + cut(4, 6) + frames(6, 8)
        #expect(run(.frontPlate, entering).map(\.summary) == ["67B188683"])
        #expect(run(.frontPlate, cut(0, 6) + frames(6, 8)).map(\.summary) == ["unread"])
    }

    @Test("A number whose check digit nobody saw is unseen and not sure; one view that shows it proves it")
    func unseenCheckDigit() throws {
        func states(_ seen: Double) throws -> [(CheckDigitState, Double)] {
            let frames = Fixture.times(0, 3).map { time in
                Fixture.frame(
                    time, containers: [Fixture.container("MSCU0137155", 0.75, isCheckDigitSeen: time < seen)])
            }
            return run(.containerSide, frames + self.frames(3, 6)).compactMap { sighting in
                guard case .container(let read) = sighting.subject else { return nil }
                return (read.checkDigit, read.confidence)
            }
        }
        let unseen = try #require(try states(0).first)
        #expect(unseen.0 == .unseen && unseen.1 <= 0.75)
        #expect(try #require(try states(0.5).first).0 == .valid)
    }

    @Test("A single doubtful read is noise, a sure one counts", arguments: [(0.7, 0), (0.95, 1)])
    func lone(_ confidence: Double, _ expected: Int) {
        let frames = [Fixture.frame(0, plates: [Fixture.plate("12C12345", confidence)])] + frames(0.2, 2)
        #expect(run(.frontPlate, frames).count == expected)
    }

    @Test("A camera looks closely until it knows what it sees, and again when that is gone")
    func attention() {
        var tracker = CameraTracker(place: Fixture.camera(.frontPlate))
        func watch(_ frames: [FrameObservation]) -> Attention {
            for frame in frames { _ = tracker.observe(frame) }
            return tracker.attention
        }
        #expect(tracker.attention == .close)
        #expect(watch(frames(0, 1, presence: 0.5)) == .close, "a vehicle, nothing read yet")
        #expect(watch(frames(1, 1.3, plate: "12C12345")) == .close, "not settled yet")
        #expect(watch(frames(1.3, 5, plate: "12C12345")) == .loose)
        #expect(watch([Fixture.frame(5, presence: 0.5)]) == .close, "the plate was missed")
        #expect(watch(frames(5.1, 8, presence: 0.5)) == .loose, "gone, the vehicle is known")
        #expect(watch(frames(8, 8.2, plate: "51D67890")) == .close, "another plate")
    }

    @Test("Evidence is kept for tracks that may settle, and for no others")
    func evidenceOfTracks() {
        var tracker = CameraTracker(place: Fixture.camera(.frontPlate))
        var kept = Set<Int>()
        for frame in frames(0, 4, plate: "12C12345") + frames(4, 8) {
            for action in tracker.observe(frame) {
                if case .keepEvidence(let track, _) = action { kept.insert(track) }
                if case .settle(_, let track) = action { #expect(kept.contains(track)) }
            }
            if frame.time.instant < Fixture.time(0.4).instant { #expect(kept.allSatisfy(tracker.mayStillSettle)) }
        }
        #expect(!kept.isEmpty && !kept.contains(where: tracker.mayStillSettle))
    }

    @Test("Frames that were not looked at end nothing, and let a good track settle")
    func still() {
        let frames =
            [0.0, 0.1, 0.2].map { Fixture.frame($0, plates: [Fixture.plate("12C12345")]) }
            + Fixture.times(0.3, 60).map { Fixture.frame($0, presence: 0.5, read: false) }
            + [Fixture.frame(60, plates: [Fixture.plate("12C12345")])]
        let sightings = run(.frontPlate, frames)
        #expect(sightings.map(\.summary) == ["12C12345"])
        #expect((sightings.first?.settled ?? .distantFuture) < Fixture.time(3).instant)
    }

    @Test("A track that flickers is reported once")
    func flicker() {
        let frames = Fixture.times(0, 12).map { second in
            Int(saturating: second / 1.5) % 2 == 0
                ? Fixture.frame(second, plates: [Fixture.plate("12C12345")]) : Fixture.frame(second, presence: 0.5)
        }
        #expect(run(.frontPlate, frames).map(\.summary) == ["12C12345"])
    }

    @Test("A truck that backs out of view and comes again is not one that nobody could read, and hides no other")
    func comesAgain() {
        let sightings = run(
            .frontPlate,
            frames(0, 4, plate: "12C12345") + frames(4, 7) + frames(7, 10, plate: "12C12345") + frames(10, 13)
                + frames(13, 17, plate: "29H67431") + frames(17, 20) + frames(20, 24, presence: 0.5) + frames(24, 26))
        #expect(sightings.map(\.summary) == ["12C12345", "29H67431", "unread"])
    }

    @Test("Nose to tail: another plate at the same place is another visit", arguments: [0.0, 1.0])
    func noseToTail(_ gap: Double) {
        let sightings = run(
            .frontPlate,
            frames(0, 5, plate: "15C28403") + frames(5, 5 + gap, presence: 0.6)
                + frames(5 + gap, 11, plate: "桂FA5173"))
        #expect(sightings.map(\.summary) == ["15C28403", "桂FA5173"])
        #expect(Set(sightings.map(\.visit)).count == 2)
    }

    @Test("A queue: who is read behind another waits for its turn, is a visit of its own, and is reported once")
    func queue() {
        let (near, far) = (Fixture.quad(500, 400), Fixture.quad(700, 80, width: 70, height: 18))
        func frames(_ from: Double, _ to: Double, _ plates: [(String, Quad)]) -> [FrameObservation] {
            Fixture.times(from, to).map { Fixture.frame($0, plates: plates.map { Fixture.plate($0.0, at: $0.1) }) }
        }
        let both = frames(0, 2, [("15C28403", near)]) + frames(2, 6, [("15C28403", near), ("29H67431", far)])
        let stays = run(.frontPlate, both + frames(6, 9, [("29H67431", far)]) + frames(9, 12, [("29H67431", near)]))
        #expect(stays.map(\.summary) == ["15C28403", "29H67431"])
        #expect(stays.map(\.visit) == [1, 2])
        #expect((stays.last?.first.instant ?? .distantPast) > Fixture.time(5.9).instant)
        let hidden = run(.frontPlate, both + frames(6, 8, [("15C28403", near)]) + frames(8, 12, [("29H67431", near)]))
        #expect(hidden.map(\.summary) == ["15C28403", "29H67431"])
        #expect(hidden.map(\.visit) == [1, 2])
        let elsewhere = run(.frontPlate, both + frames(6, 9, [("15C28403", near)]))
        #expect(elsewhere.map(\.summary) == ["15C28403", "29H67431"])
        #expect(
            elsewhere.map(\.visit) == [1, 2], "who goes another way is neither lost nor taken for the one in front")
        #expect((elsewhere.last?.first.instant ?? .distantPast) > Fixture.time(8.8).instant)
        #expect(elsewhere.allSatisfy { $0.first.instant <= $0.last.instant && $0.last.instant <= $0.settled })
        let parked = run(
            .frontPlate, frames(0, 3, [("29H67431", far)]) + frames(3, 7, [("29H67431", far), ("15C28403", near)]))
        #expect(parked.map(\.summary) == ["29H67431", "15C28403"])
        #expect(parked.map(\.visit) == [1, 2], "who comes up does not belong to one that stood in the background")
        // Another country's plate beside the own one, and a number on the bonnet.
        for beside in [Fixture.quad(700, 400, width: 140), Fixture.quad(560, 300, width: 90, height: 24)] {
            let pair = run(.frontPlate, frames(0, 2, [("15C28403", near), ("桂FA5173", beside)]), finish: false)
            #expect(Set(pair.map(\.summary)) == ["15C28403", "桂FA5173"])
            #expect(Set(pair.map(\.visit)) == [1])
        }
    }

    @Test("Two 20-foot boxes, seen one after the other, are one visit")
    func twoBoxes() {
        let frames =
            Fixture.times(0, 2).map { Fixture.frame($0, containers: [Fixture.container("MSCU0137155")]) }
            + Fixture.times(2, 4).map { Fixture.frame($0, presence: 0.8) }
            + Fixture.times(4, 8).map { Fixture.frame($0, containers: [Fixture.container("CSQU3054383")]) }
        let sightings = run(.containerSide, frames)
        #expect(sightings.map(\.summary) == ["MSCU0137155", "CSQU3054383"])
        #expect(Set(sightings.map(\.visit)).count == 1)
    }

    @Test("A plate that moves and grows is one track")
    func moving() {
        let frames = Fixture.times(0, 3).map { second in
            let quad = Fixture.quad(100 + 350 * second, 300, width: 40 + 40 * second, height: 12 + 10 * second)
            return Fixture.frame(second, plates: [Fixture.plate("12C12345", 0.5 + second / 8, at: quad)])
        }
        #expect(run(.frontPlate, frames).map(\.summary) == ["12C12345"])
    }

    @Test(
        "Who comes and is not read",
        arguments: [
            (CameraRole.frontPlate, 0.5, 6.0, 1), (.frontPlate, 0.05, 20.0, 0), (.frontPlate, 0.5, 1.0, 0),
            (.containerSide, 0.5, 10.0, 0), (.frontPlate, 0.5, 40.0, 1), (.rearPlate, 0.5, 6.0, 1),
        ])
    func unread(_ role: CameraRole, _ presence: Double, _ seconds: Double, _ expected: Int) {
        let sightings = run(role, frames(0, seconds, presence: presence) + frames(seconds, seconds + 3))
        #expect(sightings.map(\.summary) == Array(repeating: "unread", count: expected))
    }

    @Test("A covered plate is an unread vehicle, not silence")
    func covered() {
        let frames = Fixture.times(0, 8).map { Fixture.frame($0, unread: [Fixture.quad(500)]) }
        #expect(run(.frontPlate, frames).map(\.summary) == ["unread"])
    }

    @Test("A standing unread vehicle is reported after 15 s, while it stands")
    func standingUnread() {
        #expect(run(.frontPlate, frames(0, 20, presence: 0.4), finish: false).map(\.summary) == ["unread"])
    }

    @Test("Rain, shadows and a pedestrian leave nothing")
    func emptyLane() {
        var dice = Dice(state: 7)
        let frames = Fixture.times(0, 30).map { second in
            let walks = second > 9 && second < 18
            return Fixture.frame(second, presence: Double.random(in: 0...0.06, using: &dice) + (walks ? 0.07 : 0))
        }
        #expect(run(.frontPlate, frames).isEmpty)
    }

    @Test("A dark camera reports after 2 s, then every 30 s")
    func dark() {
        let frames = frames(0, 5) + Fixture.times(5, 70).map { Fixture.frame($0, dark: true) }
        let sightings = run(.containerSide, frames)
        #expect(sightings.map(\.summary) == ["dark", "dark", "dark"])
        #expect(sightings.first?.first.instant == Fixture.time(5).instant)
        #expect(run(.containerSide, Fixture.times(0, 1.5).map { Fixture.frame($0, dark: true) }).isEmpty)
    }

    @Test("A gap settles what is open and is a dark camera; a short one is nothing")
    func gap() {
        var tracker = CameraTracker(place: Fixture.camera(.frontPlate))
        for frame in frames(0, 0.5, plate: "12C12345") { _ = tracker.observe(frame) }
        #expect(tracker.gap(from: Fixture.time(0.5), to: Fixture.time(1), reason: "lost").isEmpty)
        let sightings = tracker.gap(from: Fixture.time(0.5), to: Fixture.time(30), reason: "lost").sightings
        #expect(sightings.map(\.summary) == ["12C12345", "dark"])
        #expect(sightings.last?.last.instant == Fixture.time(30).instant)
        #expect(sightings.map(\.settled) == sightings.map(\.settled).sorted())
        let after = tracker.observe(Fixture.frame(30, plates: [Fixture.plate("29H67431", 0.95)])) + tracker.finish()
        #expect(after.sightings.map(\.summary) == ["29H67431"])
    }

    @Test("Frames that run backwards are left out")
    func backwards() {
        var tracker = CameraTracker(place: Fixture.camera(.frontPlate))
        _ = tracker.observe(Fixture.frame(5))
        #expect(tracker.observe(Fixture.frame(4, plates: [Fixture.plate("12C12345", 0.99)])).isEmpty)
        #expect(tracker.finish().isEmpty)
    }

    @Test("Pictures are asked for before the sighting is settled, and only of better ones")
    func evidence() {
        var tracker = CameraTracker(place: Fixture.camera(.frontPlate))
        var kept = 0
        for action in frames(0, 3, plate: "12C12345").flatMap({ tracker.observe($0) }) {
            if case .keepEvidence = action { kept += 1 } else { #expect(kept > 0) }
        }
        #expect(kept == 1)
    }

    @Test("Any frames: settling times never run backwards, ids are unique, the result is the same twice")
    func properties() {
        for seed in 0..<5 {
            var dice = Dice(state: UInt64(seed))
            let texts = ["12C12345", "12C12845", "29H67431", "桂FA5173", "XY"]
            let frames = Fixture.times(0, 30).map { second in
                let plates = (0..<Int.random(in: 0...2, using: &dice)).map { _ in
                    Fixture.plate(
                        texts.randomElement(using: &dice) ?? "", Double.random(in: 0.2...1, using: &dice),
                        at: Fixture.quad(Double.random(in: 0...1200, using: &dice)))
                }
                return Fixture.frame(
                    second, plates: plates, presence: Double.random(in: 0...1, using: &dice),
                    dark: Int.random(in: 0..<30, using: &dice) == 0, read: Bool.random(using: &dice))
            }
            let sightings = run(.frontPlate, frames)
            #expect(sightings.map(\.settled) == sightings.map(\.settled).sorted())
            #expect(Set(sightings.map(\.id)).count == sightings.count)
            #expect(sightings == run(.frontPlate, frames))
        }
    }
}
