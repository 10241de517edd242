import Foundation
import GateDomain
import Testing

@testable import GateRecognition

@Suite("Check digits that nobody sees, and characters that are seen clearly") struct UnseenTests {
    static let alphabet = NumberBeamTests.alphabet

    static func votes(_ crops: [NumberCrop]) -> [NumberVote] { NumberVote.all(of: crops, alphabet: alphabet) }

    @Test("Ten characters are a number whose check digit is computed, and said to be")
    func unseen() throws {
        let vote = try #require(Self.votes([VoteTests.crop("MSCU013715")]).first)
        #expect(vote.text == "MSCU0137155" && vote.isValid && !vote.isCheckDigitSeen)
        #expect(vote.sights.map(\.state).dropLast().allSatisfy { $0 == .seen } && vote.sights.last?.state == .computed)
    }

    @Test("A crop that ends early does not hide the check digit that another shows")
    func shown() throws {
        let crops = try [VoteTests.crop("MSCU013715"), VoteTests.crop("MSCU0137155")]
        let vote = try #require(Self.votes(crops).first)
        #expect(vote.text == "MSCU0137155" && vote.isCheckDigitSeen)
    }

    @Test("A wrong check digit that is seen stands against one that is computed")
    func printed() throws {
        let crops = try [VoteTests.crop("MSCU013715"), VoteTests.crop("MSCU0137152"), VoteTests.crop("MSCU0137152")]
        let vote = try #require(Self.votes(crops).first)
        #expect(vote.text == "MSCU0137152" && !vote.isValid && vote.isCheckDigitSeen)
    }

    @Test("No clearly seen character is traded for a sum", arguments: 4..<10)
    func untraded(position: Int) throws {
        // One digit differs from the valid number; the reader gives that one some probability, 2.5 nats behind.
        let valid = Array("MSCU0137155")
        let other: Character = valid[position] == "8" ? "3" : "8"
        let text = String(valid[..<position] + [other] + valid[(position + 1)...])
        try #require(ContainerNumber(text)?.isCheckDigitValid == false)
        let crop = try VoteTests.crop(text, doubts: [position: (valid[position], 2.5)])
        let vote = try #require(Self.votes([crop]).first)
        #expect(vote.text == text && !vote.isValid)
    }

    @Test("Where a character is doubtful the sum tells, and the number says so")
    func chosen() throws {
        let crop = try VoteTests.crop("MSCU0137755", doubts: [8: ("1", 4.5)])
        let vote = try #require(Self.votes([crop]).first)
        #expect(vote.text == "MSCU0137155" && vote.isChosenBySum)
    }

    @Test("What the grammar has to leave out makes it lettering")
    func lettering() throws {
        let vote = try #require(Self.votes([VoteTests.crop("PLATE29C12345")]).first)
        #expect(vote.lettering != nil)
        let right = try #require(Self.votes([VoteTests.crop("MSCU0137155")]).first)
        #expect(right.lettering == nil && right.isISO)
    }
}

@Suite("Lettering") struct LetteringTests {
    static let lettering = Result { try Lettering(path: NetworkTests.models + "/lettering.json") }

    @Test(
        "Print on vehicles is no plate",
        arguments: [
            "EN12642XL", "EN12642", "GVW16000", "MGW30480KG", "TARE3800KG", "MAXGROSS32500", "R22512PR", "18000L",
            "H400M", "6X4380HP", "HOTLINE19001234", "USDOT298734", "TYPE45R1", "UNIT40721", "CLASS9", "LANE0329C12345",
        ])
    func refused(text: String) throws {
        guard case .refused = try Self.lettering.get().verdict(on: text) else {
            Issue.record("\(text) is taken for a plate")
            return
        }
    }

    @Test(
        "What may be something else is never sure",
        arguments: ["AAZ2539", "13704", "701234", "MSCU0137", "SINGAMAS", "MC448213"])
    func doubtful(text: String) throws {
        guard case .doubtful = try Self.lettering.get().verdict(on: text) else {
            Issue.record("\(text) is sure or refused")
            return
        }
    }

    @Test(
        "Plates of other countries are plates",
        arguments: ["ABC1234", "BRA2E19", "WA56660", "RK755AJ", "7ABC123", "SGE1234K", "1ABC234", "34ABC12", "BMW3456"])
    func plates(text: String) throws { #expect(try Self.lettering.get().verdict(on: text) == .plate) }
}

@Suite("Burnt-in lines") struct BurntInTests {
    /// A line of digits near the picture's foot: `ink` by column, edges over `blur` pixels.
    static func isLikely(bottom: Bool = true, ink: (Int) -> Int = { _ in 255 }, blur: Double = 0) -> Bool {
        let text = Array("1247241247")
        let top = bottom ? 440 : 240
        func cover(_ x: Int, _ y: Int) -> Double {
            SecondReaderTests.isInk(text, x - 20, y - top, scale: 3) ? 1 : 0
        }
        let frame = picture(640, 480) { x, y in
            guard abs(y - top - 10) < 20 else { return 90 }
            let reach = Int(saturating: blur)
            var sum = 0.0
            for shift in -reach...reach { sum += cover(x + shift, y) }
            let share = sum / Double(2 * reach + 1)
            return UInt8(clamping: Int(saturating: 90 + (Double(ink(x)) - 90) * share))
        }
        return BurntIn.isLikely(GreyView(frame), Quad(box: Box(x: 18, y: Double(top - 3), width: 212, height: 27)))
    }

    @Test("Sharp, even, level text at the foot is written by a camera") func overlay() { #expect(Self.isLikely()) }

    @Test("Text in the middle, under a shadow or out of a lens is not")
    func painted() {
        #expect(!Self.isLikely(bottom: false))
        #expect(!Self.isLikely(ink: { 255 - $0 / 6 }))
        #expect(!Self.isLikely(blur: 3))
    }
}
